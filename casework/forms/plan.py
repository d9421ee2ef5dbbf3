"""A plan with a row for each agency's part, and the short forms in which something is said about a part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.http import number_in
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField
from agencies.models import Agency
from casework.actions.plans import PartRow
from casework.choices import PartAnswer
from casework.forms.filled import FilledRows
from casework.forms.steps import StepFormSet
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
        help_texts = {"direction": _("What the family wants, and in which order things are taken up")}
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("direction", "long_term_goal", "short_term_goal")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("made_on") is None:  # a new plan's own day is empty, and would stand before the field's
            self.initial["made_on"] = today()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day is before the first."))
        return data


class PartForm(forms.Form):
    """One agency's part: what, and by when or on which sign (or both: then what comes first counts)."""

    part = forms.ModelChoiceField(PlanRole.objects.none(), widget=forms.HiddenInput, required=False)
    agency = AgencyField(label=_("Agency"))
    task = forms.CharField(
        label=_("What it does"), max_length=500, widget=forms.Textarea(attrs={"rows": 1}),
        error_messages={"required": _("Write what the agency does.")},
    )  # fmt: skip
    due_on = EraDateField(label=_("By when"), required=False)
    sign = forms.CharField(
        label=_("Or on which sign"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("e.g. when the mother leaves hospital")}),
    )  # fmt: skip

    def __init__(self, *args: Any, plan: SupportPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = PlanRole.objects.filter(plan=plan) if plan and plan.pk else PlanRole.objects.none()
        self.fields["part"].queryset = held  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.filter(  # type: ignore[attr-defined]
            Q(closed_on=None) | Q(pk__in=held.values("agency"))
        )
        self.steps = self._steps(held)

    def _steps(self, held: Any) -> Any:
        prefix = self.add_prefix("steps")
        sent = self.is_bound and f"{prefix}-TOTAL_FORMS" in self.data
        chosen = number_in(str(self["part"].value() or ""))
        part = held.filter(pk=chosen).first() if chosen else None
        data, initial = (self.data, None) if sent else (None, self.initial.get("steps"))
        return StepFormSet(data, prefix=prefix, initial=initial, form_kwargs={"part": part})

    @property
    def nested(self) -> list[Any]:
        """Rows within this row, for the summary of what is wrong."""
        return [self.steps]

    @property
    def blank(self) -> bool:
        """Nothing was typed in this row."""
        return all(step.blank for step in self.steps.forms) and not any(
            (self.data.get(self.add_prefix(name)) or "").strip()
            for name in ("agency", "agency-words", "task", "due_on", "sign", "part")
        )


class PartRows(FilledRows):
    def is_valid(self) -> bool:
        valid = super().is_valid()
        steps = [form.steps.is_valid() for form in self.forms if form.steps.is_bound and not self._taken_out(form)]
        return valid and all(steps)

    def _taken_out(self, form: PartForm) -> bool:
        return bool(getattr(form, "cleaned_data", {}).get("DELETE"))

    @property
    def rows(self) -> list[PartRow]:
        """For a valid formset."""
        found = []
        for form in self.filled:
            data = form.cleaned_data
            steps = form.steps.rows if form.steps.is_bound else None
            found.append(PartRow(data["agency"], data["task"], data["due_on"], data["sign"], data["part"], steps))
        return found


PartFormSet = formset_factory(PartForm, formset=PartRows, extra=0, can_delete=True, max_num=40, absolute_max=60)


class SaidForm(ActionForm):
    """A press about a part, with the part's version that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(label=_("In a line"), max_length=2000, required=False)


class AnswerForm(SaidForm):
    answer = forms.ChoiceField(choices=[each for each in PartAnswer.choices if each[0]])

    def clean_answer(self) -> PartAnswer:
        return PartAnswer(self.cleaned_data["answer"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.has_error("answer"):
            raise ValidationError(_("Choose an answer."))
        return data
