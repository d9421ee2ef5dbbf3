"""How people of a household stand to each other: written by a press, ended on a day, taken back when it was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from agencies.calendar import today
from casework import access, contradictions
from casework.choices import Life
from casework.kinship import guesses
from casework.models import Household, Relation


@transaction.atomic
def relate(relation: Relation, *, by: Membership) -> Relation:
    """Raises PermissionDenied (who) or ValidationError (what cannot be, or is written already)."""
    access.check_may_edit_household(by, relation.household)
    contradictions.check(relation, _locked(relation.household), today())
    relation.written_by = by.agency.group
    relation.save()
    audit.record(audit.Verb.CREATED, relation, by=by)
    return relation


def _locked(household: Household) -> list[Relation]:
    """Two who write at once do not write the same twice."""
    Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    return list(Relation.objects.filter(household=household).select_related("of", "to"))


@transaction.atomic
def accept_guesses(household: Household, keys: Iterable[str], *, by: Membership) -> list[Relation]:
    """Writes down what 続柄 speaks for, those of the guesses that `keys` name. What has become wrong meanwhile, since
    somebody else wrote there, is left out."""
    access.check_may_edit_household(by, household)
    relations, wanted = _locked(household), set(keys)
    members = household.members.filter(left_on=None).select_related("person", "household")
    made: list[Relation] = []
    for each in guesses(members, relations):
        if each.key not in wanted:
            continue
        relation = each.relation()
        try:
            contradictions.check(relation, [*relations, *made], today())
        except ValidationError:
            continue
        relation.written_by = by.agency.group
        relation.save()
        audit.record(audit.Verb.CREATED, relation, by=by)
        made.append(relation)
    return made


@transaction.atomic
def stand(relation: Relation, quality: str, *, by: Membership) -> Relation:
    """How the two of a relation get on from now on, beside what they are to each other."""
    tie = Relation(
        household=relation.household, of=relation.of, to=relation.to, kind=Relation.Kind.TIE, quality=quality
    )
    return relate(tie, by=by)


@transaction.atomic
def end_relation(relation: Relation, on: date | None, *, by: Membership) -> Relation:
    """The relation is over since that day, or a day that nobody knows; it stays in the family's history. A couple is
    divorced or parted."""
    access.check_may_edit_household(by, relation.household)
    _check_day(relation, on)
    relation.until = on
    if on is None:
        relation.state = Relation.State.ENDED
    relation.save()
    audit.record(audit.Verb.CHANGED, relation, by=by)
    return relation


@transaction.atomic
def resume_relation(relation: Relation, *, by: Membership) -> Relation:
    """It lasts after all: the end was a mistake, or a couple lives together again. Who was separated before the end is
    so again."""
    access.check_may_edit_household(by, relation.household)
    if relation.over_on(today()) and relation.separated_on:
        relation.state = Relation.State.SEPARATED
    else:
        relation.state, relation.separated_on = Relation.State.LASTING, None
    relation.until = None
    contradictions.check(relation, _locked(relation.household), today())
    relation.save()
    audit.record(audit.Verb.CHANGED, relation, by=by)
    return relation


@transaction.atomic
def separate(relation: Relation, on: date | None = None, *, by: Membership) -> Relation:
    """A couple lives apart since that day, or one that nobody knows; the marriage stays."""
    access.check_may_edit_household(by, relation.household)
    if relation.kind not in Relation.PARTNERS:
        raise ValidationError(_("Only a couple can be separated."))
    _check_day(relation, on)
    relation.state, relation.until, relation.separated_on = Relation.State.SEPARATED, None, on
    relation.save()
    audit.record(audit.Verb.CHANGED, relation, by=by)
    return relation


def _check_day(relation: Relation, on: date | None) -> None:
    if on and on > today():
        raise ValidationError(_("This day is still to come. Write it once it is over."))
    if on and relation.since and on < relation.since:
        raise ValidationError(_("It cannot end before it began."))


@transaction.atomic
def take_back(household: Household, keys: Iterable[int], *, by: Membership) -> int:
    """Relations that were written by mistake are taken out; what they said stays in the former versions."""
    access.check_may_edit_household(by, household)
    found = list(Relation.objects.filter(household=household, pk__in=list(keys)))
    for each in found:
        audit.record(audit.Verb.REMOVED, each, by=by)
        each.delete()
    return len(found)


def check_widowed(relation: Relation) -> None:
    """死別 is a marriage of which one has died: that is written with the person who died."""
    if Life.DIED not in (relation.of.life, relation.to.life):
        raise ValidationError(
            _("Which of the two has died? Write it on that person's page first: “Living or deceased: died”.")
        )
