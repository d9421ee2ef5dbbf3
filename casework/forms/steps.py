"""Steps within an agency's part of a plan: rows within a row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from agencies.forms import EraDateField
from casework.actions.plans import StepRow
from casework.forms.filled import FilledRows
from casework.models import PlanAction, PlanRole

PLACE = "__step__"  # of the number in the empty row: __prefix__ is the part's there


class StepForm(forms.Form):
    """A single thing to do, and by when."""

    step = forms.ModelChoiceField(PlanAction.objects.none(), widget=forms.HiddenInput, required=False)
    what = forms.CharField(
        label=_("Step"), max_length=300, error_messages={"required": _("Write what is to be done.")},
        widget=forms.TextInput(attrs={"placeholder": _("e.g. brings the application")}),
    )  # fmt: skip
    due_on = EraDateField(label=_("By when (step)"), required=False)

    def __init__(self, *args: Any, part: PlanRole | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if part:
            self.fields["step"].queryset = part.actions.all()  # type: ignore[attr-defined]

    @property
    def blank(self) -> bool:
        return not any((self.data.get(self.add_prefix(name)) or "").strip() for name in ("what", "due_on", "step"))


class StepRows(FilledRows):
    def add_prefix(self, index: Any) -> str:
        return super().add_prefix(PLACE if index == "__prefix__" else index)

    @property
    def rows(self) -> list[StepRow]:
        """For a valid formset."""
        told = [form.cleaned_data for form in self.filled]
        return [StepRow(each["what"], each["due_on"], each["step"]) for each in told]


StepFormSet = formset_factory(StepForm, formset=StepRows, extra=0, can_delete=True, max_num=30, absolute_max=40)
