"""The yearly survey's rows: somebody in each, a household from one to the next."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from casework.actions.survey import Row
from casework.forms.filled import FilledRows
from casework.forms.outreach import SEXES, district_field
from casework.models import AgeBand, Situation, SurveyHousehold

MOST = 100


class HeadForm(ActionForm):
    """What all rows of a page share."""

    district = district_field()


class HomeForm(ActionForm):
    label = forms.CharField(label=_("Mark of your own"), max_length=40, required=False)


class SurveyRowForm(forms.Form):
    same_home = forms.BooleanField(label=_("Lives with the person above"), required=False)
    label = forms.CharField(
        label=_("Mark of your own"), max_length=40, required=False, help_text=_("No name is needed: the corner house")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, widget=forms.RadioSelect, required=False)
    age_band = forms.ModelChoiceField(AgeBand.objects.none(), label=_("Age, about"), required=False)
    situations = forms.ModelMultipleChoiceField(
        Situation.objects.none(), label=_("What is noticed"), widget=forms.CheckboxSelectMultiple, required=False
    )
    tell = forms.BooleanField(label=_("Tell the coordinators of this person too"), required=False)
    key = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def offer(self, ages: list[AgeBand], situations: list[Situation]) -> None:
        """What every row offers, read once for all of them."""
        age: Any = self.fields["age_band"]
        age.queryset = AgeBand.objects.all()
        age.choices = [("", _("Not known")), *((each.pk, each.name) for each in ages)]
        noticed: Any = self.fields["situations"]
        noticed.queryset = Situation.objects.all()
        noticed.choices = [(each.pk, each.name) for each in situations]

    @property
    def blank(self) -> bool:
        """Nothing was chosen: a row that was added and left."""
        return not any(
            self.data.get(self.add_prefix(name)) for name in ("label", "sex", "age_band", "situations", "key")
        )

    def has_changed(self) -> bool:
        return not self.blank and super().has_changed()

    @property
    def row(self) -> Row:
        data = self.cleaned_data
        return Row(
            sex=data["sex"], age_band=data["age_band"], situations=list(data["situations"]), label=data["label"],
            same_home=data["same_home"], tell=data["tell"], key=data["key"],
        )  # fmt: skip


class SurveyRows(FilledRows):
    def __init__(self, *args: Any, held: SurveyHousehold | None = None, **kwargs: Any) -> None:
        """held: a household that was saved; its ages and situations are offered too, where they no longer are."""
        people = list(held.persons.all()) if held else []
        self.ages = list(AgeBand.objects.filter(Q(offered=True) | Q(pk__in=[each.age_band_id for each in people])))
        kept = [situation.pk for each in people for situation in each.situations.all()]
        self.situations = list(Situation.objects.filter(Q(offered=True, in_survey=True) | Q(pk__in=kept)))
        super().__init__(*args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.offer(self.ages, self.situations)

    @property
    def told(self) -> list[Row]:
        """For a valid formset."""
        return [form.row for form in self.filled]


SurveyFormSet: Any = formset_factory(
    SurveyRowForm, formset=SurveyRows, extra=1, can_delete=True, max_num=MOST, absolute_max=MOST + 50
)


def rows_of_home(home: SurveyHousehold) -> list[dict[str, Any]]:
    return [
        {
            "key": each.pk, "sex": each.sex, "age_band": each.age_band_id,
            "situations": [situation.pk for situation in each.situations.all()],
        }
        for each in home.persons.all()
    ]  # fmt: skip
