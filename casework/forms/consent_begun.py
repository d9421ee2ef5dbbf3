"""What a consent's form begins with, by what was pressed to open it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.http import number_in
from agencies.calendar import today
from agencies.models import Agency
from casework.models import Consent, Household, Person, Relation

OF_AGE = 18
GUARDIANS = (*Relation.PARENTS, Relation.Kind.MINOR)
SAME = ("given_by", "given_as", "reason", "categories", "agencies_concerned", "purpose", "evidence")


def begun(household: Household, asked: QueryDict) -> dict[str, Any]:
    """renews: a consent that runs out. agency, one or several: whom none covers yet. person: a member who has not
    agreed themselves; for a child, as its guardian."""
    found: dict[str, Any] = {}
    if old := household.consents.filter(pk__in=_keys(asked, "renews")).first():
        found = {name: getattr(old, name) for name in SAME}
        found |= {"agencies": list(old.agencies.all()), "given_for": list(old.given_for.all())}
    if agencies := list(Agency.objects.in_use().filter(pk__in=_keys(asked, "agency"))):
        found |= {"agencies": agencies, "agencies_concerned": False}
    if person := household.persons.filter(pk__in=_keys(asked, "person")).first():
        found |= _of_child(household, person) if _is_child(person) else {"given_by": person.pk}
    return found


def _keys(asked: QueryDict, name: str) -> list[int]:
    return [key for each in asked.getlist(name) if (key := number_in(each))]


def _is_child(person: Person) -> bool:
    age = person.age_text(today())
    return age.isdecimal() and int(age) < OF_AGE


def _of_child(household: Household, child: Person) -> dict[str, Any]:
    """Who has custody is asked; where one parent or guardian alone is on record, it stands there already."""
    relations = Relation.objects.filter(household=household, to=child, kind__in=GUARDIANS, until=None, of__life="")
    guardians = set(relations.values_list("of", flat=True))
    given = {"given_by": guardians.pop()} if len(guardians) == 1 else {}
    return given | {"given_as": Consent.GivenAs.GUARDIAN, "given_for": [child], "reason": _("Still a minor")}
