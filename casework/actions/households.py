"""Who belongs to a household, and which agencies are with it. Nobody is deleted: a member leaves on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from agencies.models import Agency, Concern
from casework import access
from casework.actions import pairs
from casework.matching.keys import search_key
from casework.models import Household, HouseholdConcern, HouseholdMember, InvolvedAgency, Person
from casework.versions import changed_meanwhile

UNKNOWN_NAME = "不詳"
OF_PERSON = ("name", "kana", "sex", "sex_words", "postal_code", "address", "telephone", "mobile")
IF_TOLD = ("life", "died_on")
OF_MEMBER = ("relation_label", "lives_together", "key_person", "note", "joined_on", "left_on")


@dataclass(frozen=True)
class Member:
    """Another member of the household, as told with a consultation. A name may be missing (40代, 長男)."""

    name: str = ""
    kana: str = ""
    relation_label: str = ""
    sex: str = ""
    birth_date: date | None = None
    stated_age: str = ""
    note: str = ""
    concerns: list[Concern] = field(default_factory=list)
    asked: bool = False  # asked about their own troubles, also where there is none
    same: bool | None = None  # as the member of this name, or somebody else; None where nobody was asked


@dataclass(frozen=True)
class Alike:
    """A member of the same name. certain: the same date of birth, or none known of either and no other age."""

    member: HouseholdMember
    certain: bool


def alike_in(household: Household, name: str, birth_date: date | None = None, stated_age: str = "") -> Alike | None:
    """Who of the household somebody told of may be, the likeliest first."""
    if name.strip() in ("", UNKNOWN_NAME):
        return None
    here = household.members.filter(left_on=None).select_related("person")
    found = []
    for each in here:
        person = each.person
        if search_key(person.name) == search_key(name):
            ages = {person.stated_age, stated_age} - {""}
            certain = person.birth_date == birth_date and (birth_date is not None or len(ages) < 2)
            found.append(Alike(each, certain))
    return max(found, key=lambda each: each.certain, default=None)


def add_member(household: Household, member: Member, *, by: Membership) -> HouseholdMember:
    """A member as told; in the caller's transaction, with its permission and its audit event. Who is in the household
    already gets no second record: what was told fills the gaps of the first."""
    group = by.agency.group
    known = alike_in(household, member.name, member.birth_date, member.stated_age)
    if known and (known.certain if member.same is None else member.same):
        return _fill_gaps(known.member, member, by)
    person = Person(
        name=member.name or UNKNOWN_NAME, kana=member.kana, sex=member.sex, birth_date=member.birth_date,
        stated_age=member.stated_age, written_by=group,
    )  # fmt: skip
    person.save()
    made = HouseholdMember.objects.create(
        household=household, person=person, relation_label=member.relation_label, note=member.note,
        order=_next_order(household), concerns_stated=member.asked or bool(member.concerns), written_by=group,
    )  # fmt: skip
    set_concerns(made, member.concerns, by)
    return made


def _fill_gaps(held: HouseholdMember, told: Member, by: Membership) -> HouseholdMember:
    person = held.person = Person.objects.select_for_update(of=("self",)).get(pk=held.person_id)
    for name in ("kana", "sex", "birth_date", "stated_age"):
        if not getattr(person, name):
            setattr(person, name, getattr(told, name))
    person.save()
    held.relation_label = held.relation_label or told.relation_label
    if told.note and told.note not in held.note:
        held.note = "\n".join(filter(None, [held.note, told.note]))
    held.concerns_stated = held.concerns_stated or told.asked or bool(told.concerns)
    held.save()
    set_concerns(held, {*held.concerns.all(), *told.concerns}, by)
    return held


def _next_order(household: Household) -> int:
    last = household.members.order_by("-order").first()
    return last.order + 1 if last else 0


def set_concerns(member: HouseholdMember, concerns: Iterable[Concern], by: Membership) -> None:
    chosen = {each.pk for each in concerns}
    held = {each.concern_id for each in member.held_concerns.all()}
    member.held_concerns.exclude(concern__in=chosen).delete()
    HouseholdConcern.objects.bulk_create(
        HouseholdConcern(household_id=member.household_id, member=member, concern_id=key, written_by=by.agency.group)
        for key in sorted(chosen - held)
    )


def _moved_on(household: Household, version: int) -> Household:
    """The household, locked and a version further. Members have no version of their own: theirs is the household's."""
    held = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    if held.version != version:
        raise changed_meanwhile()
    held.version += 1
    held.save()
    return held


@transaction.atomic
def save_member(
    member: HouseholdMember | None, household: Household, values: dict[str, Any], *, version: int, by: Membership
) -> HouseholdMember:
    """A new member, or a changed one. `values` has the names of OF_PERSON and OF_MEMBER, `born`, `concerns`,
    `asked`, and may have those of IF_TOLD.
    Raises PermissionDenied (who) or ValidationError (somebody else saved meanwhile, or days that cannot be)."""
    access.check_may_edit_household(by, household)
    household = _moved_on(household, version)
    group = by.agency.group
    is_new = member is None
    if member is None:
        known = alike_in(household, values["name"], values["born"].birth_date, values["born"].stated_age)
        if known and known.certain:
            raise ValidationError(
                {"name": _("%(name)s is in the household already. Open their row there.") % {"name": values["name"]}}
            )
        member = HouseholdMember(
            household=household, person=Person(written_by=group), written_by=group, order=_next_order(household)
        )
    person = member.person
    before = person.blocks
    for name in OF_PERSON:
        setattr(person, name, values[name])
    for name in IF_TOLD:
        if name in values:
            setattr(person, name, values[name])
    person.birth_date, person.stated_age = values["born"].birth_date, values["born"].stated_age
    person.save()
    member.person = person
    for name in OF_MEMBER:
        setattr(member, name, values[name])
    if member.joined_on and member.left_on and member.left_on < member.joined_on:
        raise ValidationError({"left_on": _("The day of leaving is before the day of joining.")})
    member.concerns_stated = values["asked"] or bool(values["concerns"])
    member.save()
    set_concerns(member, values["concerns"], by)
    if person.blocks != before:
        pairs.look_for(household, [person], by=by)
    audit.record(audit.Verb.CREATED if is_new else audit.Verb.CHANGED, member, by=by)
    return member


@transaction.atomic
def change_household(household: Household, *, by: Membership) -> Household:
    """District and note; `household` is changed in memory, its version the one that was opened."""
    access.check_may_edit_household(by, household)
    held = _moved_on(household, household.version)
    household.version = held.version
    household.save()
    audit.record(audit.Verb.CHANGED, household, by=by)
    return household


def note_agency(household: Household, agency: Agency, support: str, *, told_on: date, by: Membership) -> InvolvedAgency:
    """An agency that is with the household, as told; what it does is renewed where it was known. In the caller's
    transaction, with its permission and its audit event."""
    held, is_new = InvolvedAgency.objects.get_or_create(
        household=household, agency=agency, ended_on=None,
        defaults={"support": support, "told_on": told_on, "written_by": by.agency.group},
    )  # fmt: skip
    if not is_new and support and support != held.support:
        held.support, held.told_on = support, told_on
        held.save()
    return held


@transaction.atomic
def involve_agency(
    household: Household, agency: Agency, support: str, *, told_on: date, by: Membership
) -> InvolvedAgency:
    access.check_may_edit_household(by, household)
    held = note_agency(household, agency, support, told_on=told_on, by=by)
    audit.record(audit.Verb.CREATED, held, by=by)
    return held


@transaction.atomic
def end_involvement(involved: InvolvedAgency, on: date, *, by: Membership) -> InvolvedAgency:
    """The agency is with the household no more. Nobody's sight hangs on it."""
    access.check_may_edit_household(by, involved.household)
    involved.ended_on = on
    involved.save()
    audit.record(audit.Verb.CHANGED, involved, by=by)
    return involved
