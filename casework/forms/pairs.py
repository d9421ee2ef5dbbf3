"""What a coordinator decides about two records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from casework.actions import pairs
from casework.matching.comparing import Side
from casework.models import Household, PersonPair

SAME, HOUSEHOLD, DIFFERENT = PersonPair.State.SAME, PersonPair.State.HOUSEHOLD, PersonPair.State.DIFFERENT


class PairForm(ActionForm):
    """Which it is, which record goes on, and whether the households are one as well."""

    decision = forms.ChoiceField(
        label=_("How do the two stand to each other?"),
        widget=forms.RadioSelect,
        choices=[
            (SAME, _("They are the same person")),
            (HOUSEHOLD, _("They are two people of one household")),
            (DIFFERENT, _("They have nothing to do with each other")),
        ],
        error_messages={"required": _("Choose one of the three. Until it is clear, leave the pair waiting.")},
    )
    kept = forms.ChoiceField(label=_("The record that goes on"), widget=forms.RadioSelect)
    join = forms.BooleanField(
        label=_("They live in one household: join the two households as well"), required=False, initial=True
    )

    def __init__(self, pair: PersonPair, one: Side, other: Side, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair, self.sides = pair, {"one": one, "other": other}
        self.fields["kept"].choices = [  # type: ignore[attr-defined]
            (key, f"{side.person} {side.household.number if side.household else ''}".strip())
            for key, side in self.sides.items()
        ]
        self.initial.setdefault("kept", "one")
        self.initial.setdefault("decision", "" if pair.kind == PersonPair.Kind.PERSON else HOUSEHOLD)

    def decide(self, by: Any) -> PersonPair | None:
        told = self.cleaned_data
        kept = self.sides[told["kept"]]
        gone = self.sides["other" if told["kept"] == "one" else "one"]
        homes = self._homes(kept, gone)
        if told["decision"] == SAME:
            joined = homes if told["join"] else None
            return self.run(pairs.say_same, self.pair, kept.person, gone.person, joined, by=by)
        if told["decision"] == DIFFERENT:
            return self.run(pairs.say_different, self.pair, by=by)
        if homes is None:
            self.add_error(None, _("They are in one household already, or one of them belongs to none now."))
            return None
        return self.run(pairs.say_one_household, self.pair, *homes, by=by)

    @staticmethod
    def _homes(kept: Side, gone: Side) -> tuple[Household, Household] | None:
        if kept.household and gone.household and kept.household != gone.household:
            return kept.household, gone.household
        return None


class PairUpForm(ActionForm):
    """Another household, by its number."""

    number = forms.CharField(label=_("Number of the other household"), max_length=30)

    def clean_number(self) -> Household:
        found = Household.objects.filter(number__iexact=self.cleaned_data["number"].strip()).first()
        if found is None:
            raise forms.ValidationError(
                _("There is no household with this number. You find it on the household's page.")
            )
        return found
