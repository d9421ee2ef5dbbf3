"""People of a household and agencies that are with it already: rows of the intake form, and one by one on its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField
from agencies.models import Concern
from casework.actions.households import alike_in
from casework.choices import Life
from casework.forms.concerns import ConcernsField, offered_concerns
from casework.forms.persons import SEXES, BirthOrAge, BirthOrAgeField
from casework.forms.versioned import VersionedForm
from casework.models import Household, HouseholdMember

MOST_ROWS = 30
RELATIONS = [
    "夫",
    "妻",
    "父",
    "母",
    "長男",
    "長女",
    "二男",
    "二女",
    "兄",
    "姉",
    "弟",
    "妹",
    "祖父",
    "祖母",
    "孫",
    "内縁",
]


class RelationLabelInput(forms.TextInput):
    """続柄, with the usual ones offered (<datalist id="relations">)."""

    def __init__(self) -> None:
        super().__init__({"list": "relations", "autocomplete": "off"})


class MemberRow(forms.Form):
    """Somebody else of the household, as far as they were told of. A name may be missing: 40代, 長男."""

    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    kana = forms.CharField(label=_("Kana"), max_length=100, required=False)
    relation_label = forms.CharField(label=_("Relation"), max_length=30, required=False, widget=RelationLabelInput)
    born = BirthOrAgeField(label=_("Date of birth or age"))
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    concerns = ConcernsField(label=_("Concerns"))
    asked = forms.BooleanField(label=_("Asked: no concerns"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    same = forms.ChoiceField(
        label=_("Is it the same person?"), required=False, widget=forms.RadioSelect,
        choices=[("same", _("The same person")), ("other", _("Somebody else of this name"))],
    )  # fmt: skip

    alike: HouseholdMember | None = None  # who it may be, of the household as it is on record: then `same` is asked

    def __init__(self, *args: Any, offered: list[Concern], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"].offer(offered)  # type: ignore[attr-defined]

    @property
    def told(self) -> bool:
        return any(
            getattr(self, "cleaned_data", {}).get(name) for name in self.fields if name not in ("DELETE", "same")
        )

    def ask_who_it_is(self, household: Household) -> None:
        """Somebody of this name is in the household already, and it is not plain whether it is them."""
        data = self.cleaned_data
        known = alike_in(household, data["name"], data["born"].birth_date, data["born"].stated_age)
        if known and not known.certain:
            self.alike = known.member
            if not data["same"]:
                self.add_error("same", _("Somebody of this name is in the household already. Is it the same person?"))


class InvolvedRow(forms.Form):
    """An agency that supports the household already, and what it does."""

    agency = AgencyField(label=_("Agency"), required=False)
    support = forms.CharField(label=_("What it does"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("support") and not data.get("agency") and not self.errors:
            self.add_error("agency", _("Which agency is it? Type a few letters of its name."))
        return data

    @property
    def told(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get("agency"))


class Rows(BaseFormSet):
    """Rows that stay empty, or were taken out, count for nothing."""

    @property
    def told(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form not in self.deleted_forms and form.told]


MemberRows = formset_factory(
    MemberRow, formset=Rows, extra=0, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20
)
InvolvedRows = formset_factory(
    InvolvedRow, formset=Rows, extra=0, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20
)


class MemberForm(VersionedForm, ActionForm):
    """A member as known today: the person and their place in the household. The version is the household's."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("不詳 where it is not known"))
    kana = forms.CharField(label=_("Kana"), max_length=100, required=False)
    relation_label = forms.CharField(
        label=_("Relation"), max_length=30, required=False, widget=RelationLabelInput, help_text=_("To the consultee")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    sex_words = forms.CharField(label=_("In their own words"), max_length=40, required=False)
    born = BirthOrAgeField(label=_("Date of birth or age"), help_text=_("80代 will do"))
    life = forms.ChoiceField(label=_("Living or deceased"), choices=Life.choices, required=False)
    died_on = EraDateField(label=_("Died on"), required=False, help_text=_("Empty where it is not known"))
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    address = forms.CharField(label=_("Address of home"), max_length=200, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    mobile = forms.CharField(label=_("Mobile telephone"), max_length=60, required=False)
    lives_together = forms.BooleanField(label=_("Lives in the household"), required=False, initial=True)
    key_person = forms.BooleanField(label=_("Key person"), required=False)
    concerns = ConcernsField(label=_("Concerns"), help_text=_("Ask: is there anything else that troubles you?"))
    asked = forms.BooleanField(label=_("Asked about their concerns"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    joined_on = EraDateField(label=_("In the household since"), required=False)
    left_on = EraDateField(
        label=_("Left the household on"),
        required=False,
        help_text=_("Moved out, separated, or died. Empty: still there."),
    )

    class Meta:
        model = Household
        fields: list[str] = []

    def __init__(self, *args: Any, member: HouseholdMember | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.held = list(member.concerns.all()) if member else []
        self.fields["concerns"].offer(offered_concerns(self.held))  # type: ignore[attr-defined]
        if member:
            self.initial.update({name: self._stored(self.instance, name) for name in self._compared()})

    def _compared(self) -> list[str]:
        return super()._compared() if self.member else []

    def _stored(self, stored: Any, name: str) -> Any:
        assert self.member is not None
        if name == "born":
            return BirthOrAge.of(self.member.person)
        if name == "concerns":
            return self.held
        if name == "asked":
            return self.member.concerns_stated
        of_person = hasattr(self.member.person, name)  # name, address …; note and the days are of the membership
        return getattr(self.member.person if of_person else self.member, name)

    def clean(self) -> dict[str, Any]:
        """Who writes a day of death means that somebody died."""
        data = super().clean() or {}
        died, born = data.get("died_on"), data.get("born")
        if died and data.get("life") not in (Life.DIED, Life.LOST):
            data["life"] = Life.DIED.value
        if died and died > today():
            self.add_error("died_on", _("This day is still to come."))
        elif died and born and born.birth_date and died < born.birth_date:
            self.add_error("died_on", _("The day of death is before the day of birth."))
        return data

    def clean_left_on(self) -> Any:
        day = self.cleaned_data["left_on"]
        if day and day > today():
            raise forms.ValidationError(_("This day is still to come. Write it once they have left."))
        return day


class InvolvedForm(InvolvedRow, ActionForm):
    """The same on the household's page, where something must be said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].required = True
