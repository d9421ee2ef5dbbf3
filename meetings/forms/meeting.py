"""What the form of a meeting says about the meeting itself and its minutes."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.http import number_in
from accounts.models import Membership
from accounts.roles import Permission
from agencies.forms import EraDateField
from casework.forms.versioned import VersionedForm
from meetings.forms.clock import ClockField
from meetings.forms.rows import mark, stored_rows
from meetings.models import Meeting, MeetingForm, MeetingHost, MeetingKind, Minutes
from meetings.names import suggested_name

HELD_ALREADY = _("There is a meeting of this kind with this name on this day already.")


class MeetingRecordForm(VersionedForm):
    """A meeting with its minutes."""

    held_on = EraDateField(label=_("Date"))
    begins_at = ClockField(label=_("Time"), required=False)
    content = forms.CharField(label=_("Content"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    decisions = forms.CharField(label=_("Decisions"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    acknowledged = forms.BooleanField(label=_("I have read it and keep the secret"), required=False)
    notice_shown = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields = ["kind", "held_on", "date_text", "begins_at", "place", "form", "host", "name"]
        help_texts = {"name": _("Everybody sees it in the list: do not write a family's name or a case number here.")}
        error_messages = {NON_FIELD_ERRORS: {"unique_together": HELD_ALREADY}}

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        stored = kwargs.get("instance")
        self.minutes = Minutes.objects.get(meeting=stored) if stored else Minutes()
        super().__init__(*args, **kwargs)
        self.by = by
        self._offer("kind", MeetingKind, self._kinds())
        self._offer("host", MeetingHost, Q(offered=True))
        self._offer("form", MeetingForm, Q(offered=True))
        self.fields["name"].required = False
        self.fields["form"].empty_label = "—"  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial.update(content=self.minutes.content, decisions=self.minutes.decisions)
        elif by.has(Permission.MEETING_WRITE) and not by.has(Permission.MEETING_CALL):
            self.initial.setdefault("host", MeetingHost.objects.filter(coordinators=True, offered=True).first())

    def _kinds(self) -> Q:
        return Q(offered=True) if self.by.has(Permission.MEETING_CALL) else Q(offered=True, called_by_lead=False)

    def _offer(self, name: str, model: Any, offered: Q) -> None:
        """What is offered now, and what the record has already."""
        field = self.fields[name]
        field.queryset = model.objects.filter(offered | Q(pk=getattr(self.instance, f"{name}_id")))  # type: ignore[attr-defined]
        field.empty_label = "—"  # type: ignore[attr-defined]

    @property
    def kept_from(self) -> list[MeetingKind]:
        """Kinds that this person cannot call, to be named on the page rather than left out in silence."""
        if self.by.has(Permission.MEETING_CALL):
            return []
        return list(MeetingKind.objects.filter(offered=True, called_by_lead=True))

    @property
    def chosen_kind(self) -> MeetingKind | None:
        """As the form stands, also where something in it is wrong."""
        kinds: Any = self.fields["kind"]
        return kinds.queryset.filter(pk=number_in(str(self["kind"].value() or ""))).first()

    @property
    def chosen_day(self) -> date | None:
        try:
            return self.fields["held_on"].clean(self["held_on"].value() or "")
        except forms.ValidationError:
            return None

    def _stored(self, stored: Any, name: str) -> Any:
        return super()._stored(self.minutes if name in ("content", "decisions") else stored, name)

    def _opened(self) -> str:
        """Beside the marks of the fields, those of the rows."""
        if not self.instance.pk:
            return ""
        rows = {name: mark(text) for name, text in stored_rows(self.instance).items()}
        return json.dumps(json.loads(super()._opened()) | rows)

    def _compared(self) -> list[str]:
        return [name for name in super()._compared() if name not in ("acknowledged", "notice_shown")]

    def _text(self, name: str, value: Any) -> str:
        return value.strftime("%H:%M") if isinstance(value, time) else super()._text(name, value)

    @property
    def full_name(self) -> str:
        """The name that was written, or else the usual one."""
        data = self.cleaned_data
        return data["name"] or suggested_name(data["kind"], data["held_on"])

    @property
    def notice_acknowledged(self) -> str:
        """The wording that was shown and confirmed; empty where it was not confirmed, or is another one by now."""
        kind = self.cleaned_data.get("kind")
        shown, now = self.cleaned_data["notice_shown"], kind.secrecy_notice if kind else ""
        confirmed = self.cleaned_data["acknowledged"] and shown.split() == now.split()
        return now if confirmed else ""
