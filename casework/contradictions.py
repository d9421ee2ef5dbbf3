"""What cannot be between two people: a sentence for each mistake that is made when relations are written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.calendar import today
from casework.choices import Life
from casework.models import Person, Relation

Kind = Relation.Kind
BLOOD = (Kind.PARENT, Kind.ADOPTIVE)
YOUNGEST_PARENT = 10  # years between a birth parent and a child, below which somebody mistyped
SYMMETRIC = (Kind.SPOUSE, Kind.PARTNER, Kind.SIBLING, Kind.TIE)  # the same from either side


def check(relation: Relation, written: Iterable[Relation], day: date) -> None:
    """Raises ValidationError, its sentence saying what to look at. `written` are the household's other relations."""
    others = [each for each in written if each.pk != relation.pk]
    if relation.of_id == relation.to_id:
        raise ValidationError(_("A relation is between two people."))
    _check_written(relation, others, day)
    if relation.kind in Relation.PARENTS:
        _check_line(relation, others)
        _check_parents(relation, others)
        if relation.kind != Kind.FOSTER:
            _check_ages(relation, day)
    if relation.kind in Relation.PARTNERS:
        _check_couple(relation, others, day)
    if relation.kind == Kind.SIBLING:
        _check_not_in_line(relation, others)
    if relation.separated_on and relation.since and relation.separated_on < relation.since:
        raise ValidationError(_("It cannot end before it began."))
    if relation.since and relation.since > day:
        raise ValidationError({"since": _("This day is still to come.")})


def is_possible(relation: Relation, written: Iterable[Relation]) -> bool:
    try:
        check(relation, written, today())
    except ValidationError:
        return False
    return True


def _check_written(relation: Relation, others: list[Relation], day: date) -> None:
    for each in others:
        if each.kind != relation.kind or each.over_on(day) != relation.over_on(day):
            continue
        same = (each.of_id, each.to_id) == (relation.of_id, relation.to_id)
        turned = (each.of_id, each.to_id) == (relation.to_id, relation.of_id)
        if relation.kind == Kind.TIE:
            same, turned = same and each.quality == relation.quality, turned and each.quality == relation.quality
            turned = turned and relation.quality != Relation.Quality.VIOLENCE
        if same or (turned and relation.kind in SYMMETRIC):
            raise ValidationError(_("That is written down already."))


def _check_line(relation: Relation, others: list[Relation]) -> None:
    """Nobody is above themselves."""
    if relation.of_id in _below(relation.to_id, others):
        raise ValidationError(
            _("%(child)s is written down as a child or grandchild of %(parent)s. Check who is the parent.")
            % {"child": relation.of, "parent": relation.to}
        )
    for each in others:
        if each.kind == Kind.SIBLING and {each.of_id, each.to_id} == {relation.of_id, relation.to_id}:
            raise ValidationError(_("The two are written down as brothers and sisters. Take that out first."))


def _below(key: int, relations: list[Relation]) -> set[int]:
    found: set[int] = set()
    todo = [key]
    while todo:
        one = todo.pop()
        for each in relations:
            if each.kind in Relation.PARENTS and each.of_id == one and each.to_id not in found:
                found.add(each.to_id)
                todo.append(each.to_id)
    return found


def _check_parents(relation: Relation, others: list[Relation]) -> None:
    if relation.kind not in BLOOD:
        return
    held = {each.of_id for each in others if each.kind == relation.kind and each.to_id == relation.to_id}
    if len(held - {relation.of_id}) >= 2:
        raise ValidationError(
            _("%(child)s has two such parents already. Is it a step-parent, or a foster parent?")
            % {"child": relation.to}
        )


def _check_ages(relation: Relation, day: date) -> None:
    parent, child = _born(relation.of, day), _born(relation.to, day)
    if not parent or not child:
        return
    earliest, latest = parent[0], child[1]
    names = {"parent": relation.of, "child": relation.to}
    if earliest >= latest:
        raise ValidationError(
            _("%(parent)s would be no older than the child %(child)s. Check the ages, and who is the parent.") % names
        )
    if relation.kind == Kind.PARENT and latest.year - earliest.year < YOUNGEST_PARENT:
        raise ValidationError(
            _("%(parent)s would have been a child at the birth of %(child)s. Check the ages, and who is the parent.")
            % names
        )


def _born(person: Person, day: date) -> tuple[date, date] | None:
    """Between which days; None where nothing is known, or the child is not born."""
    if person.life in (Life.EXPECTED, Life.LOST):
        return None
    if person.birth_date:
        return person.birth_date, person.birth_date
    if not person.stated_age:
        return None
    age = int(person.stated_age.removesuffix("代"))
    oldest = age + 9 if person.stated_age.endswith("代") else age
    return date(day.year - oldest - 1, 1, 1), date(day.year - age, 12, 31)


def _check_couple(relation: Relation, others: list[Relation], day: date) -> None:
    _check_not_in_line(relation, others)
    if relation.kind != Kind.SPOUSE or relation.over_on(day):
        return
    for each in others:
        if each.kind != Kind.SPOUSE or each.over_on(day):
            continue
        for person in (relation.of, relation.to):
            other = {each.of_id: each.to, each.to_id: each.of}.get(person.pk)
            if other is not None and Life.DIED not in (person.life, other.life):
                raise ValidationError(
                    _("%(one)s is written down as married to %(two)s. If that is over, write its end first.")
                    % {"one": person, "two": other}
                )


def _check_not_in_line(relation: Relation, others: list[Relation]) -> None:
    """Parent and child are neither a couple nor brothers and sisters."""
    one, two = relation.of_id, relation.to_id
    if two in _below(one, others) or one in _below(two, others):
        raise ValidationError(
            _("%(one)s and %(two)s are written down as parent and child. Check that first.")
            % {"one": relation.of, "two": relation.to}
        )
