"""Records that may be one person or one household: looked for when somebody is taken in, decided by coordinators
(docs/matching.md)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from accounts.roles import Reach
from casework import access
from casework.actions import merging
from casework.models import Household, HouseholdMember, Person, PersonPair
from casework.versions import changed_meanwhile

State = PersonPair.State


def look_for(household: Household, persons: Iterable[Person], *, by: Membership) -> None:
    """Keeps for the coordinators whom these people, just written down, may be; in the caller's transaction. The agency
    itself learns at most that another one supports somebody of the household, and that it was told is recorded."""
    before = is_told(household, by)
    with connection.cursor() as cursor:
        for person in persons:
            cursor.execute("select look_for_pairs(%s)", [person.pk])
    if not before and is_told(household, by):
        audit.record(audit.Verb.TOLD_OF_ANOTHER, household, by=by)


def is_told(household: Household, by: Membership) -> bool:
    """Whether this agency was told that another one supports somebody of the household; who sees both is not."""
    if by.reach is not Reach.OWN:
        return False
    with connection.cursor() as cursor:
        cursor.execute("select another_agency_supports(%s)", [household.pk])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def pair_up(one: Household, other: Household, *, by: Membership) -> PersonPair:
    """Two households that somebody brings together by hand: a pair of their consultees, to be looked at and decided as
    any other. One that there is already is given back."""
    access.check_may_merge(by)
    first, second = _consultee(one), _consultee(other)
    if one == other or first == second:
        raise ValidationError(_("Name another household than this one."))
    held = PersonPair.objects.filter(one__in=(first, second), other__in=(first, second)).first()
    if held:
        return held
    one_id, other_id = sorted((first.pk, second.pk))
    with connection.cursor() as cursor:
        cursor.execute(
            "select match_levels(a, b), match_score('person', match_levels(a, b)) from casework_person a,"
            " casework_person b where a.id = %s and b.id = %s", [one_id, other_id],
        )  # fmt: skip
        levels, score = cursor.fetchone()
    pair = PersonPair.objects.create(
        one_id=one_id, other_id=other_id, kind=PersonPair.Kind.HOUSEHOLD, levels=merging.plain(levels),
        score=Decimal(score),
    )  # fmt: skip
    audit.record(audit.Verb.CREATED, pair, by=by)
    return pair


def _consultee(household: Household) -> Person:
    members = list(household.members.filter(left_on=None).select_related("person"))
    members.sort(key=lambda each: (each.relation_label != HouseholdMember.CONSULTEE, each.order, each.pk))
    if not members:
        raise ValidationError(_("Nobody belongs to household %(number)s now.") % {"number": household.number})
    return members[0].person


def _waiting(pair: PersonPair, by: Membership) -> PersonPair:
    """The pair, locked, if nobody decided it meanwhile."""
    access.check_may_merge(by)
    pair = PersonPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if pair.state != State.NEW:
        raise changed_meanwhile()
    return pair


def _decided(pair: PersonPair, state: State, by: Membership, **detail: Any) -> PersonPair:
    pair.state, pair.decided_by, pair.decided_at = state, by, timezone.now()
    pair.save()
    audit.record(audit.Verb.DECIDED, pair, by=by, state=str(state), persons=[pair.one_id, pair.other_id], **detail)
    return pair


@transaction.atomic
def say_same(
    pair: PersonPair,
    kept: Person,
    gone: Person,
    households: tuple[Household, Household] | None = None,
    *,
    by: Membership,
) -> PersonPair:
    """The two are one person. `kept` is the record that goes on.

    households   where the households are one as well: the one that goes on, and the other.
    Raises PermissionDenied (who) or ValidationError (decided meanwhile, one of them restricted, brought together with
    somebody else)."""
    pair = _waiting(pair, by)
    merging.merge_persons(kept, gone, pair=pair, by=by)
    if households:
        merging.join_households(*households, pair=pair, by=by)
    return _decided(pair, State.SAME, by, kept=kept.pk)


@transaction.atomic
def say_one_household(pair: PersonPair, kept: Household, gone: Household, *, by: Membership) -> PersonPair:
    """Two people of one household. Raises what `say_same` raises."""
    pair = _waiting(pair, by)
    merging.join_households(kept, gone, pair=pair, by=by)
    return _decided(pair, State.HOUSEHOLD, by, kept=kept.pk)


@transaction.atomic
def say_different(pair: PersonPair, *, by: Membership) -> PersonPair:
    """They have nothing to do with each other: nobody is asked again."""
    return _decided(_waiting(pair, by), State.DIFFERENT, by)


@transaction.atomic
def take_back(pair: PersonPair, *, by: Membership) -> PersonPair:
    """The pair waits again, and what was brought together by it comes apart. Raises ValidationError, which says what
    stands against it, where something does."""
    access.check_may_merge(by)
    pair = PersonPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if pair.state == State.NEW:
        raise changed_meanwhile()
    for merge in merging.of_pair(pair):
        merging.undo(merge, by=by)
    pair.state, pair.decided_by, pair.decided_at = State.NEW, None, None
    pair.save()
    audit.record(audit.Verb.MERGE_UNDONE, pair, by=by, persons=[pair.one_id, pair.other_id])
    return pair
