"""A family's relations as its page shows them: the picture, a row for each, and what 続柄 speaks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Membership
from agencies.calendar import today
from casework import access, kinship
from casework.choices import Category
from casework.forms.relations import DayForm, RelationForm
from casework.genogram import words
from casework.genogram.reading import read
from casework.models import Household, Relation


@dataclass(frozen=True)
class Row:
    """A relation in words, with what may be pressed."""

    relation: Relation
    words: str
    over: bool
    couple: bool
    separated: bool
    day: DayForm | None  # of a couple's press
    open: bool = False  # what was typed there cannot be

    @property
    def alarming(self) -> bool:
        return not self.over and self.relation.quality in ("conflict", "violence", "cut_off")


@dataclass(frozen=True)
class Offer:
    guess: kinship.Guess
    words: str


@dataclass(frozen=True)
class Done:
    """What a press has just changed, so that the next press can take it back."""

    words: str
    made: tuple[int, ...] = ()
    changed: int | None = None  # a relation that was ended or separated


@dataclass
class Shown:
    household: Household
    shared: Collection[Category]
    may_edit: bool
    rows: list[Row] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    form: RelationForm | None = None
    done: Done | None = None
    mistake: str = ""
    qualities: list[tuple[str, str]] = field(
        default_factory=lambda: [(each.value, str(each.label)) for each in Relation.Quality if each.value]
    )


def shown(
    household: Household,
    by: Membership,
    shared: Collection[Category] | None = None,
    *,
    form: RelationForm | None = None,
    done: Done | None = None,
    mistake: str = "",
    typed: tuple[int, Mapping[str, Any]] | None = None,
) -> Shown:
    """`typed`: the relation whose press was refused, and what was sent with it."""
    if shared is None:
        shared = access.shared_categories(by, household)
    day, may_edit = today(), access.may_edit_household(by, household)
    reading = read(household, shared, day)
    made = Shown(household, shared, may_edit, done=done, mistake=mistake)
    made.rows = [
        Row(
            relation=each,
            words=words.sentence(each, day),
            over=each.over_on(day),
            couple=each.kind in Relation.PARTNERS,
            separated=each.state == Relation.State.SEPARATED,
            day=_day_form(each, typed) if each.kind in Relation.PARTNERS else None,
            open=bool(typed and typed[0] == each.pk),
        )
        for each in sorted(reading.relations, key=lambda each: (each.over_on(day), each.pk))
    ]
    if may_edit:
        here = [each for each in reading.members if each.left_on is None]
        made.offers = [
            Offer(each, words.sentence(each.relation(), day)) for each in kinship.guesses(here, reading.relations)
        ]
        if len(reading.members) > 1:
            made.form = form or RelationForm(instance=Relation(household=household))
    return made


def _day_form(relation: Relation, typed: tuple[int, Mapping[str, Any]] | None) -> DayForm:
    sent = typed[1] if typed and typed[0] == relation.pk else None
    return DayForm(sent, auto_id=f"day-{relation.pk}-%s")
