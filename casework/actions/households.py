"""Members of a household and how they stand to each other. Nobody is deleted: a member leaves on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from agencies.models import Concern
from casework import access
from casework.models import Household, HouseholdConcern, HouseholdMember, Person, Relation

OF_PERSON = ("name", "kana", "sex", "birth_date", "stated_age", "postal_code", "address", "telephone", "mobile")
OF_MEMBER = ("relation_label", "lives_together", "key_person", "note", "left_on")


@transaction.atomic
def save_member(
    member: HouseholdMember | None, household: Household, values: dict[str, Any], concerns: Iterable[Concern], *, by: Membership
) -> HouseholdMember:
    """A new member, or a changed one; `values` has the names of OF_PERSON and OF_MEMBER."""
    access.check_may_edit_household(by)
    is_new = member is None
    group = by.agency.group
    person = member.person if member else Person(written_by=group)
    for name in OF_PERSON:
        setattr(person, name, values.get(name) if values.get(name) is not None or name == "birth_date" else "")
    person.save()
    if member is None:
        last = household.members.order_by("-order").first()
        member = HouseholdMember(
            household=household, person=person, written_by=group, order=(last.order if last else 0) + 1
        )
    for name in OF_MEMBER:
        setattr(member, name, values[name])
    chosen = {each.pk for each in concerns}
    held = {each.concern_id for each in member.held_concerns.all()} if member.pk else set()
    if chosen != held:
        member.concerns_stated = True
    member.save()
    member.held_concerns.exclude(concern__in=chosen).delete()
    HouseholdConcern.objects.bulk_create(
        HouseholdConcern(household=household, member=member, concern_id=each, written_by=group) for each in chosen - held
    )
    audit.record(audit.Verb.CREATED if is_new else audit.Verb.CHANGED, member, by=by)
    return member


@transaction.atomic
def relate(relation: Relation, *, by: Membership) -> Relation:
    access.check_may_edit_household(by)
    relation.written_by = by.agency.group
    relation.save()
    audit.record(audit.Verb.CREATED, relation, by=by)
    return relation


@transaction.atomic
def end_relation(relation: Relation, on: date, *, by: Membership) -> Relation:
    """The relation is over since that day; it stays in the family's history."""
    access.check_may_edit_household(by)
    if relation.since and on < relation.since:
        raise ValidationError(_("It cannot end before it began."))
    relation.until = on
    relation.save()
    audit.record(audit.Verb.CHANGED, relation, by=by)
    return relation
