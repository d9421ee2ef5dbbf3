"""Handing a family over, answering, and what is taken down beside it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import TOKYO, today
from agencies.forms import AgencyField, EraDateField, not_to_come
from agencies.models import Agency
from casework.actions.answers import Said, Spoken
from casework.actions.referrals import HandOver
from casework.models import Referral

MOST_ROWS = 10
NAME = _("Whom you spoke with")


class HandOverRow(forms.Form):
    """An agency, and what is asked of it."""

    to = AgencyField(label=_("Agency"), required=False)
    reason = forms.CharField(
        label=_("What is asked of it"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 2, "data-first": True}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uncovered = False  # set by the page: no consent covers this agency

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("to") and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Write in a sentence what is asked of it."))
        if (data.get("reason") or "").strip() and not data.get("to") and not self.errors.get("to"):
            self.add_error("to", _("Choose the agency."))
        return data

    @property
    def agency(self) -> Agency | None:
        return self.cleaned_data.get("to") if hasattr(self, "cleaned_data") else None


class HandOverRows(BaseFormSet):
    @property
    def typed(self) -> list[HandOverRow]:
        """Rows that were not taken out and hold something."""
        return [each for each in self.forms if each.has_changed() and each not in self.deleted_forms]

    def say(self, sentences: list[str]) -> None:
        """What an action found wrong with all of them."""
        self._non_form_errors = self.error_class(sentences)

    @property
    def wanted(self) -> list[HandOver]:
        return [HandOver(each.cleaned_data["to"], each.cleaned_data["reason"]) for each in self.typed]


HandOverFormSet: type[HandOverRows] = formset_factory(  # type: ignore[assignment]
    HandOverRow, formset=HandOverRows, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_delete=True
)


class DangerForm(ActionForm):
    """Without consent. Two sentences are asked for, so that nobody does it by a tick."""

    to = AgencyField(label=_("Agency"), error_messages={"required": _("Choose the agency.")})
    reason = forms.CharField(
        label=_("What is asked of it"), max_length=2000, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write in a sentence what is asked of it.")},
    )  # fmt: skip
    danger = forms.CharField(
        label=_("Who is in which danger, and why consent cannot be waited for"), max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write who is in which danger, so that the lead department can act on it.")},
    )  # fmt: skip


class _Answer(ActionForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(label=_("A word to the sender"), required=False, widget=forms.Textarea({"rows": 2}))

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes beside the hand-over."""
        return {"words": self.cleaned_data["words"], "seen": self.cleaned_data["seen"]}


class TakeForm(_Answer):
    contact_name = forms.CharField(label=_("Who the family can ask for"), required=False, max_length=60)
    contact_telephone = forms.CharField(label=_("Telephone"), required=False, max_length=60)

    @property
    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().given | {each: data[each] for each in ("contact_name", "contact_telephone")}


class AskForm(_Answer):
    words = forms.CharField(
        label=_("What the coordinator should know"), widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write in a sentence what the coordinator should know.")},
    )  # fmt: skip


class OtherForm(_Answer):
    """Another agency, after speaking with it."""

    other = AgencyField(
        label=_("Which agency"),
        error_messages={"required": _("Name the agency. If you know none, call the coordinator.")},
    )  # fmt: skip
    spoken_to = forms.CharField(
        label=NAME, max_length=60, error_messages={"required": _("Write whom of that agency you spoke with.")}
    )
    spoken_on = EraDateField(label=_("Spoken on"), initial=today, validators=[not_to_come])

    @property
    def spoken(self) -> Spoken:
        return Spoken(self.cleaned_data["spoken_to"], self.cleaned_data["spoken_on"])


class CloseForm(ActionForm):
    words = forms.CharField(
        label=_("What became of the family"), widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write what became of the family.")},
    )  # fmt: skip


class ToldForm(ActionForm):
    """一言伝える."""

    told_to = forms.CharField(label=NAME, max_length=60, error_messages={"required": _("Write whom you spoke with.")})
    told_on = EraDateField(label=_("Spoken on"), initial=today)


class ContactForm(ActionForm):
    contact_name = forms.CharField(label=_("Who the family can ask for"), max_length=60)
    contact_telephone = forms.CharField(label=_("Telephone"), required=False, max_length=60)


NAMES_ANOTHER = (Referral.Answer.TOGETHER, Referral.Answer.PASSED_ON)


class RecordedForm(OtherForm):
    """What an agency said by FAX or telephone: its answer, who gave it, when. Where it named another agency, which."""

    ANSWERS = [
        (Referral.Answer.TAKEN, _("It takes the family on")),
        (Referral.Answer.TOGETHER, _("It takes the family on together with another agency (name it below)")),
        (Referral.Answer.PASSED_ON, _("Another agency takes it (name it below)")),
        (Referral.Answer.COORDINATOR, _("It does not know who would: the coordinator")),
    ]
    answer = forms.ChoiceField(
        label=_("What it said"), choices=ANSWERS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it said.")},
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("How it came"),
        choices=[(each.value, each.label) for each in (Referral.Way.FAX, Referral.Way.TELEPHONE)],
    )
    name = forms.CharField(
        label=_("Who said it"), max_length=60, error_messages={"required": _("Write who of the agency said it.")}
    )
    on = EraDateField(label=_("On which day"), initial=today, validators=[not_to_come])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("other", "spoken_to", "spoken_on"):
            self.fields[name].required = False
        self.order_fields(["answer", "way", "name", "on", "other", "spoken_to", "spoken_on", "words"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") in NAMES_ANOTHER:
            for name in ("other", "spoken_to", "spoken_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        if data.get("answer") == Referral.Answer.COORDINATOR and not data.get("words"):
            self.add_error("words", _("Write in a sentence what the coordinator should know."))
        return data

    @property
    def said(self) -> Said:
        data = self.cleaned_data
        at = timezone.now() if data["on"] == today() else datetime.combine(data["on"], time(12), TOKYO)
        return Said(data["way"], data["name"], at)
