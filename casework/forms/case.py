"""A case's course: who leads, who takes part, when it is closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.models import Membership, Staff
from accounts.roles import Role
from agencies.calendar import today
from agencies.forms import EraDateField, LookupField
from agencies.models import Agency
from casework.choices import Phase


def past(day: Any) -> None:
    if day and day > today():
        raise ValidationError(_("This day is still to come."))


class CourseForm(ActionForm):
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices, widget=forms.RadioSelect)
    since = EraDateField(label=_("Since"), initial=today, validators=[past])
    coordinator = forms.ModelChoiceField(Staff.objects.none(), label=_("Coordinator"), required=False)
    lead_agency = LookupField(
        Agency.objects.none(), url=reverse_lazy("agencies:agency_lookup"), label=_("Lead agency"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.in_force().filter(role__in=[Role.COORDINATOR, Role.LEAD])
        self.fields["coordinator"].queryset = Staff.objects.filter(memberships__in=held).distinct()
        self.fields["lead_agency"].queryset = Agency.objects.in_use()


class JoinForm(ActionForm):
    agency = LookupField(Agency.objects.none(), url=reverse_lazy("agencies:agency_lookup"), label=_("Agency"))
    role = forms.CharField(label=_("What it is there for"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use()


class CloseForm(ActionForm):
    closed_on = EraDateField(label=_("Closed on"), initial=today, validators=[past])
    reason = forms.CharField(
        label=_("Reason for closing"), max_length=200, help_text=_("Who watches over the family from now on? Closing hands on, it does not let go.")
    )
