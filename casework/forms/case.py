"""A case's course: who leads it, who takes part, when it is closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.models import Membership, Staff
from accounts.roles import Role
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField, not_to_come
from agencies.models import Agency
from casework.forms.versioned import VersionedForm
from casework.models import Case


class CourseForm(VersionedForm, ActionForm):
    """Phase, coordinator, lead agency."""

    phase_since = EraDateField(
        label=_("Since"), required=False, validators=[not_to_come],
        help_text=_("Left as it is: a new phase begins today"),
    )  # fmt: skip
    lead_agency = AgencyField(label=_("Lead agency"), required=False)

    class Meta:
        model = Case
        fields = ["phase", "phase_since", "coordinator", "lead_agency"]
        widgets = {"phase": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.in_force().filter(role__in=[Role.COORDINATOR, Role.LEAD])
        people = Staff.objects.filter(Q(memberships__in=held) | Q(pk=self.instance.coordinator_id)).distinct()
        self.fields["coordinator"].queryset = people  # type: ignore[attr-defined]
        self.fields["coordinator"].empty_label = "—"  # type: ignore[attr-defined]
        agencies = Agency.objects.in_use(self.instance.lead_agency_id)
        self.fields["lead_agency"].queryset = agencies  # type: ignore[attr-defined]


class JoinForm(ActionForm):
    agency = AgencyField(label=_("Agency"))
    role = forms.CharField(label=_("What it is there for"), max_length=200, required=False)
    on = EraDateField(label=_("From"), initial=today, validators=[not_to_come])


class LeaveForm(ActionForm):
    on = EraDateField(label=_("Until"), initial=today, validators=[not_to_come])


class CloseForm(ActionForm):
    closed_on = EraDateField(label=_("Closed on"), initial=today, validators=[not_to_come])
    closing_reason = forms.CharField(
        label=_("Reason for closing"), max_length=200,
        help_text=_("And who keeps an eye on the family from now on"),
        error_messages={"required": _("Write why it is closed, and who keeps an eye on the family.")},
    )  # fmt: skip
