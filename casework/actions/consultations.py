"""Taking a family in, mending what was taken down, and deciding what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import Membership, Notice
from accounts.roles import Reach, Role
from agencies.calendar import fiscal_year_of
from agencies.models import Agency, Concern
from casework import access
from casework.actions.cases import open_case
from casework.choices import Outcome
from casework.models import (
    Consultation,
    ConsultationConcern,
    Draft,
    Household,
    HouseholdConcern,
    HouseholdMember,
    NumberCounter,
    Person,
)


@dataclass(frozen=True)
class Member:
    """Another member of the household, as told with the consultation."""

    name: str
    kana: str = ""
    relation_label: str = ""
    sex: str = ""
    birth_date: date | None = None
    stated_age: str = ""
    note: str = ""
    concerns: list[Concern] = field(default_factory=list)


@transaction.atomic
def take_in(
    consultation: Consultation,
    concerns: Iterable[Concern],
    *,
    by: Membership,
    members: Iterable[Member] = (),
    person: Person | None = None,
    stated_age: str = "",
    draft: int | None = None,
) -> Consultation:
    """Saves a new consultation with its household, and gives it its number.

    person   somebody known, whose household this is about; None makes a new person in a new household.
    draft    what it was typed in, gone once it is saved: sent twice, the second finds no draft and is refused.
    Raises PermissionDenied (who) or ValidationError (sent twice)."""
    access.check_may_take_in(by)
    if draft is not None and not Draft.objects.filter(pk=draft).delete()[0]:
        raise ValidationError(_("This was registered already. Look at the list of consultations."))
    group = by.agency.group
    household = _household_of(person) if person else None
    if household is None:
        number = NumberCounter.objects.next_number(
            NumberCounter.Kind.HOUSEHOLD, fiscal_year_of(consultation.received_on).year
        )
        household = Household.objects.create(number=number, district=consultation.district, written_by=group)
    person = _consultee(consultation, person, household, stated_age, by)
    consultation.household, consultation.person, consultation.written_by = household, person, group
    consultation.number = NumberCounter.objects.next_number(
        NumberCounter.Kind.CONSULTATION, fiscal_year_of(consultation.received_on).year
    )
    consultation.received_at = consultation.received_at or by.agency
    if not consultation.received_by or consultation.received_by == by.staff.name:
        consultation.received_by, consultation.received_by_staff = by.staff.name, by.staff
    consultation.save()
    _set_concerns(consultation, concerns)
    for order, member in enumerate(members, start=1):
        add_member(household, member, order=order, by=by)
    audit.record(audit.Verb.CREATED, consultation, by=by)
    if by.reach is Reach.OWN:
        for office in coordinators_offices():
            notices.tell(office, Notice.Kind.CONSULTATION_SENT, about=consultation)
    return consultation


def coordinators_offices() -> QuerySet[Agency]:
    """The agencies for which coordinators work."""
    return Agency.objects.filter(memberships__in=Membership.objects.in_force().filter(role=Role.COORDINATOR)).distinct()


def _household_of(person: Person) -> Household | None:
    member = person.memberships.filter(left_on=None).select_related("household").order_by("-pk").first()
    return member.household if member else None


def _consultee(
    consultation: Consultation, person: Person | None, household: Household, stated_age: str, by: Membership
) -> Person:
    """Somebody new becomes a member, 本人; of somebody known, gaps are filled by what was said now."""
    told = {
        name: getattr(consultation, name)
        for name in ("kana", "sex", "sex_words", "birth_date", "postal_code", "address", "telephone")
    }
    if person is None:
        person = Person(name=consultation.name, stated_age="" if consultation.birth_date else stated_age, **told)
        person.written_by = by.agency.group
        person.save()
        HouseholdMember.objects.create(
            household=household, person=person, relation_label=HouseholdMember.CONSULTEE, written_by=by.agency.group
        )
        return person
    for name, value in told.items():
        if value and not getattr(person, name):
            setattr(person, name, value)
    person.save()
    return person


def add_member(household: Household, member: Member, *, order: int, by: Membership) -> HouseholdMember:
    """A member as told; the caller's transaction and permission."""
    group = by.agency.group
    person = Person(
        name=member.name, kana=member.kana, sex=member.sex, birth_date=member.birth_date,
        stated_age=member.stated_age, written_by=group,
    )  # fmt: skip
    person.save()
    made = HouseholdMember.objects.create(
        household=household, person=person, relation_label=member.relation_label, note=member.note, order=order,
        concerns_stated=bool(member.concerns), written_by=group,
    )  # fmt: skip
    HouseholdConcern.objects.bulk_create(
        HouseholdConcern(household=household, member=made, concern=each, written_by=group) for each in member.concerns
    )
    return made


def _set_concerns(consultation: Consultation, concerns: Iterable[Concern]) -> None:
    consultation.held_concerns.all().delete()
    ConsultationConcern.objects.bulk_create(
        ConsultationConcern(consultation=consultation, concern=each) for each in concerns
    )


@transaction.atomic
def change(consultation: Consultation, concerns: Iterable[Concern], *, by: Membership) -> Consultation:
    """Mends what was taken down. The form has compared the versions (casework/forms/versioned.py)."""
    access.check_may_edit_consultation(by, consultation)
    held = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    person = consultation.person
    if person.name == held.name and consultation.name != held.name:
        person.name = consultation.name
    for name in ("kana", "sex", "sex_words", "birth_date", "postal_code", "address", "telephone"):
        if getattr(person, name) in (getattr(held, name), "", None):
            setattr(person, name, getattr(consultation, name))
    person.save()
    consultation.version = held.version + 1
    consultation.save()
    _set_concerns(consultation, concerns)
    audit.record(audit.Verb.CHANGED, consultation, by=by)
    return consultation


@transaction.atomic
def decide(consultation: Consultation, outcome: str, decided_on: date, *, by: Membership) -> Consultation:
    """One-off (単発), or continuing (継続), which opens the case with the consultation's number on that day.
    Raises PermissionDenied (who) or ValidationError (decided already, or before it came)."""
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    access.check_may_decide(by)
    if consultation.case_id:
        raise ValidationError(_("This consultation has its case already."))
    if decided_on < consultation.received_on:
        raise ValidationError({"decided_on": _("It cannot be decided before it was received.")})
    consultation.outcome, consultation.decided_on = outcome, decided_on
    if outcome == Outcome.CONTINUING:
        consultation.case = open_case(consultation, decided_on, by=by)
    consultation.version += 1
    consultation.save()
    audit.record(audit.Verb.DECIDED, consultation, by=by, outcome=outcome)
    return consultation


@transaction.atomic
def reopen_decision(consultation: Consultation, *, by: Membership) -> Consultation:
    """Undo of a one-off: it waits for a decision again. A case that was opened is closed instead."""
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    access.check_may_decide(by)
    if consultation.case_id:
        raise ValidationError(_("This consultation has a case. Close the case instead."))
    consultation.outcome, consultation.decided_on = Outcome.UNDECIDED, None
    consultation.version += 1
    consultation.save()
    audit.record(audit.Verb.DECIDED, consultation, by=by, outcome=Outcome.UNDECIDED)
    return consultation


