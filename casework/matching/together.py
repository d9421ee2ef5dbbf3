"""What a household was brought together with, for its page: records that lead to it, or to which it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.db.models import Q

from accounts.models import Membership
from accounts.roles import Permission
from casework.actions.merging import linked_households
from casework.models import Household, HouseholdMember, Merge, PersonPair
from casework.models.household import members_now


@dataclass(frozen=True)
class Together:
    """`joined`: households that are one with this one, each with its members, consultations and cases. `same`: people
    of it who have a second record, as (name here, name there, the household there). `waiting`: pairs to be decided."""

    joined: list[Household]
    same: list[tuple[HouseholdMember, HouseholdMember]]
    waiting: list[PersonPair]

    def __bool__(self) -> bool:
        return bool(self.joined or self.same or self.waiting)


def together_of(household: Household, *, by: Membership) -> Together | None:
    """Only for those who bring records together: nobody else is told."""
    if not by.has(Permission.HOUSEHOLD_MERGE):
        return None
    here = {each.person_id: each for each in household.members.all() if each.left_on is None}
    keys = [each.pk for each in linked_households(household, of_persons=False)]
    joined = list(Household.objects.filter(pk__in=keys).prefetch_related(members_now(), "consultations", "cases"))
    of_persons = Merge.objects.live().filter(Q(kept_person__in=here) | Q(gone_person__in=here))
    merges = cast(list[tuple[int, int]], list(of_persons.values_list("kept_person", "gone_person")))
    other_of: dict[int, int] = {}
    for kept, gone in merges:
        here_is, there_is = (kept, gone) if kept in here else (gone, kept)
        other_of[there_is] = here_is
    there = HouseholdMember.objects.filter(person__in=other_of, left_on=None).select_related("person", "household")
    same = [(here[other_of[each.person_id]], each) for each in there if each.household_id != household.pk]
    about = Q(one__in=here) | Q(other__in=here)
    return Together(joined, same, list(PersonPair.objects.waiting().filter(about)))
