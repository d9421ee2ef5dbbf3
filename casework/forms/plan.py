"""A plan with a row for each agency's part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import EraDateField, LookupField
from agencies.models import Agency
from casework.forms.versioned import VersionedForm
from casework.models import PlanRole, SupportPlan


class PlanForm(VersionedForm, ActionForm):
    made_on = EraDateField(label=_("Made on"), initial=today)
    starts_on = EraDateField(label=_("From"), required=False)
    ends_on = EraDateField(label=_("Until (review)"), required=False)

    class Meta:
        model = SupportPlan
        fields = ["made_on", "starts_on", "ends_on", "direction", "long_term_goal", "short_term_goal"]
        labels = {
            "direction": _("Direction of support"), "long_term_goal": _("Long-term goal"),
            "short_term_goal": _("Short-term goal"),
        }  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("direction", "long_term_goal", "short_term_goal")}


class PartForm(forms.Form):
    """One agency's part: what, and by when or on which sign."""

    part = forms.ModelChoiceField(PlanRole.objects.none(), widget=forms.HiddenInput, required=False)
    former = forms.ModelChoiceField(PlanRole.objects.none(), widget=forms.HiddenInput, required=False)
    agency = LookupField(Agency.objects.none(), url=reverse_lazy("agencies:agency_lookup"), label=_("Agency"))
    task = forms.CharField(label=_("What it does"), max_length=500)
    due_on = EraDateField(label=_("By"), required=False)
    sign = forms.CharField(label=_("Or on which sign"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use()
        self.fields["part"].queryset = self.fields["former"].queryset = PlanRole.objects.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("due_on") and data.get("sign"):
            self.add_error("sign", _("Either a day or a sign: take one of the two away."))
        return data


PartFormSet = formset_factory(PartForm, extra=0, can_delete=True)


class AnswerForm(ActionForm):
    answer = forms.CharField(required=False)
    seen = forms.CharField(required=False)
    words = forms.CharField(label=_("In a line"), max_length=1000, required=False)


class ProgressForm(ActionForm):
    progress = forms.CharField(label=_("How far it is"), max_length=2000, required=False)


class ReplyForm(ActionForm):
    reply = forms.CharField(label=_("Reply"), max_length=2000, required=False)


