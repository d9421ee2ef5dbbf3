"""The rows of a meeting's form: who attends, whose cases, who does what by when."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import BaseInlineFormSet, ModelForm, inlineformset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Staff
from agencies.forms import AgencyField, EraDateField, LookupField, LookupInput
from agencies.models import Agency
from casework.models import Consultation
from meetings.actions.meetings import Rows
from meetings.models import AgendaCase, Attendance, Decision, Meeting


class AttendanceRow(ModelForm):
    """An agency, or one of its people by name. A person alone brings their agency."""

    agency = AgencyField(label=_("Agency"), required=False)
    staff = LookupField(
        Staff.objects.none(),
        label=_("Staff member"),
        required=False,
        widget=LookupInput(reverse_lazy("accounts:staff_lookup"), method="post"),
    )

    class Meta:
        model = Attendance
        fields = ["agency", "staff"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Staff.objects.filter(Q(is_active=True, is_system=False) | Q(pk=self.instance.staff_id))
        self.fields["agency"].queryset = Agency.objects.in_use(self.instance.agency_id)  # type: ignore[attr-defined]
        self.fields["staff"].queryset = people  # type: ignore[attr-defined]
        if self.instance.acknowledged_at:
            for field in self.fields.values():
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        agency, staff = data.get("agency"), data.get("staff")
        if staff is None:
            if agency is None and not self.errors:
                self.add_error("agency", _("Name the agency, or somebody of it."))
            return data
        of = [each.agency for each in Membership.objects.in_force().filter(staff=staff).select_related("agency")]
        if agency is None and len(of) == 1:
            data["agency"] = of[0]
        elif agency is None and not self.errors:
            self.add_error("agency", _("%(name)s is in several agencies. Say for which.") % {"name": staff})
        elif agency and agency not in of and not self.instance.pk:
            self.add_error("staff", _("%(name)s is not of %(agency)s.") % {"name": staff, "agency": agency})
        return data


class AgendaRow(ModelForm):
    """A consultation or case, found by number or name among those that the person may see."""

    consultation = LookupField(
        Consultation.objects.all(),
        by="number",
        label=_("Case or consultation"),
        widget=LookupInput(reverse_lazy("casework:case_lookup"), method="post"),
    )

    class Meta:
        model = AgendaCase
        fields = ["consultation"]


class DecisionRow(ModelForm):
    agency = AgencyField(label=_("Who"), required=False)
    due_on = EraDateField(label=_("By when"), required=False)

    class Meta:
        model = Decision
        fields = ["what", "agency", "due_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use(self.instance.agency_id)  # type: ignore[attr-defined]


def stored_rows(meeting: Meeting) -> dict[str, str]:
    """The rows of each set as they are saved now, one a line."""
    sets: dict[str, Any] = {
        "attending": meeting.attendance.select_related("agency", "staff"),
        "agenda": meeting.agenda.select_related("consultation"),
        "decided": meeting.decided.select_related("agency"),
    }
    return {name: "\n".join(map(str, rows)) for name, rows in sets.items()}


def mark(text: str) -> str:
    """Tells whether rows are the same as others, without sending them along twice."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class RowSet(BaseInlineFormSet):
    """Rows, each of which says another thing."""

    same: tuple[str, ...] = ()

    def validate_unique(self) -> None:
        """Django's own sentence names the field and not what stands there twice."""
        said: set[tuple[Any, ...]] = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", None) or {}
            key = tuple(data.get(name) for name in self.same)
            if not any(key) or data.get("DELETE"):
                continue
            if key in said:
                words = " ".join(str(each) for each in key if each)
                raise ValidationError(_("%(what)s is there twice.") % {"what": words})
            said.add(key)

    @property
    def text(self) -> str:
        """The rows as the form says them, one a line."""
        live = [each for each in self.forms if each.is_valid() and each not in self.deleted_forms]
        return "\n".join(str(each.instance) for each in live if each.instance.pk or each.has_changed())

    @property
    def rows(self) -> Rows[Any]:
        """New and changed rows, and those taken out; for a valid formset."""
        kept = self.save(commit=False)
        return Rows(kept, [each for each in self.deleted_objects if each.pk])


class AttendanceRows(RowSet):
    same = ("agency", "staff")


class AgendaRows(RowSet):
    same = ("consultation",)

    @property
    def consultations(self) -> list[Consultation]:
        """Those on the agenda as the form stands, also where another row is wrong."""
        if not self.is_bound:
            stored = [each.consultation for each in self.get_queryset().select_related("consultation")]
            return stored + [each["consultation"] for each in self.initial_extra or []]
        found = []
        for form in self.forms:
            form.is_valid()
            data = getattr(form, "cleaned_data", {})
            if data.get("consultation") and not data.get("DELETE"):
                found.append(data["consultation"])
        return found


def _formset(model: Any, form: Any, formset: Any, most: int) -> Any:
    return inlineformset_factory(
        Meeting, model, form=form, formset=formset, extra=0, can_delete=True, max_num=most, absolute_max=most + 50
    )


Attending = _formset(Attendance, AttendanceRow, AttendanceRows, 100)
Agenda = _formset(AgendaCase, AgendaRow, AgendaRows, 60)
Decided = _formset(Decision, DecisionRow, RowSet, 60)
