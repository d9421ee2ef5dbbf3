"""Taking a family in, and mending what was taken down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import AuditEvent, Membership, Notice
from accounts.roles import Reach, Role
from agencies.calendar import fiscal_year_of
from agencies.models import Agency, Concern
from casework import access
from casework.actions import drafts, pairs
from casework.actions.brought import check_brought, note_brought
from casework.actions.contacts import record_contact
from casework.actions.households import Member, add_member, note_agency
from casework.matching import searching
from casework.models import (
    Case,
    Consultation,
    ConsultationConcern,
    Contact,
    Household,
    HouseholdMember,
    NumberCounter,
    Person,
)
from casework.versions import changed_meanwhile

# What a consultee says of themselves: taken down with the consultation, and known of the person from then on.
OF_CONSULTEE = ("kana", "sex", "sex_words", "birth_date", "postal_code", "address", "telephone")
CHANGES = {"postal_code", "address", "telephone"}  # people move; what was said last is how they are reached


class TakenInAlready(ValidationError):
    """The draft was sent before: `record` is what came of it, where it is known."""

    def __init__(self, record: Consultation | Contact | None) -> None:
        super().__init__(_("This was registered already."))
        self.record = record


@transaction.atomic
def take_in(
    consultation: Consultation,
    concerns: Iterable[Concern],
    *,
    by: Membership,
    members: Iterable[Member] = (),
    involved: Iterable[tuple[Agency, str]] = (),
    person: Person | None = None,
    stated_age: str = "",
    draft: int | None = None,
) -> Consultation:
    """Saves a new consultation with its household, and gives it its number.

    person   somebody known, whose household this is about; None makes a new person in a new household.
    draft    what it was typed in, gone once it is saved.
    Raises PermissionDenied (who) or TakenInAlready (sent twice)."""
    access.check_may_take_in(by)
    check_brought(consultation, by=by)
    _use_up(draft, by)
    year = fiscal_year_of(consultation.received_on).year
    person = searching.kept_person(person) if person else None
    household = searching.household_of(person) if person else None
    if household is not None:
        access.check_may_take_in_known(by, household)
    else:
        number = NumberCounter.objects.next_number(NumberCounter.Kind.HOUSEHOLD, year)
        household = Household.objects.create(number=number, district=consultation.district, written_by=by.agency.group)
    consultation.household = household
    consultation.person = _consultee(consultation, person, household, stated_age, by)
    consultation.written_by = by.agency.group
    consultation.number = NumberCounter.objects.next_number(NumberCounter.Kind.CONSULTATION, year)
    _say_who_received(consultation, by)
    consultation.save()
    _set_concerns(consultation, concerns)
    others = [add_member(household, member, by=by).person for member in members]
    for agency, support in involved:
        note_agency(household, agency, support, told_on=consultation.received_on, by=by)
    audit.record(audit.Verb.CREATED, consultation, by=by, draft=draft)
    note_brought(consultation, by=by)
    pairs.look_for(household, [consultation.person, *others], by=by)
    if by.reach is Reach.OWN and not consultation.restricted:
        for office in coordinators_offices():
            notices.tell(office, Notice.Kind.CONSULTATION_SENT, about=consultation)
    return consultation


@transaction.atomic
def take_as_contact(
    consultation: Consultation,
    concerns: Iterable[Concern],
    case: Case,
    *,
    by: Membership,
    members: Iterable[Member] = (),
    involved: Iterable[tuple[Agency, str]] = (),
    draft: int | None = None,
) -> Contact:
    """A talk in a running case is a contact (DOMAIN §9.7): what was told is kept as one, and no consultation is made.
    Raises what `take_in` raises."""
    access.check_may_write_contact(by)
    _use_up(draft, by)
    of = Consultation.objects.select_related("household").get(case=case)
    contact = Contact(
        consultation=of, occurred_on=consultation.received_on, agency=consultation.brought_by,
        method=consultation.method, content=_with_concerns(consultation, concerns),
    )  # fmt: skip
    record_contact(contact, [consultation.received_by or by.staff.name], by=by)
    others = [add_member(of.household, member, by=by).person for member in members]
    for agency, support in involved:
        note_agency(of.household, agency, support, told_on=consultation.received_on, by=by)
    audit.record(audit.Verb.CREATED, contact, by=by, draft=draft)
    pairs.look_for(of.household, others, by=by)
    return contact


def _with_concerns(consultation: Consultation, concerns: Iterable[Concern]) -> str:
    """Nothing that was ticked or typed is lost where no record of its own is made for it."""
    signs = [f"{'◎' if each == consultation.main_concern else '○'}{each.short_name}" for each in concerns]
    return "\n".join(filter(None, [consultation.narrative, "　".join(signs)]))


def _use_up(draft: int | None, by: Membership) -> None:
    """A draft becomes one record."""
    if not drafts.sent_before(draft):
        return
    made = AuditEvent.objects.filter(by=by, verb=audit.Verb.CREATED, detail__draft=draft).first()
    kinds: dict[str, Any] = {"consultation": Consultation, "contact": Contact}
    model = kinds.get(made.about_type) if made else None
    raise TakenInAlready(model.objects.filter(pk=made.about_id).first() if model and made else None)


def _say_who_received(consultation: Consultation, by: Membership) -> None:
    consultation.received_at = consultation.received_at or by.agency
    consultation.received_by = consultation.received_by.strip() or by.staff.name
    ours = consultation.received_at == by.agency and consultation.received_by == by.staff.name
    consultation.received_by_staff = by.staff if ours else None


def coordinators_offices() -> QuerySet[Agency]:
    """The agencies for which coordinators work."""
    return Membership.objects.offices(Role.COORDINATOR)


def _consultee(
    consultation: Consultation, person: Person | None, household: Household, stated_age: str, by: Membership
) -> Person:
    """Somebody new becomes a member, 本人; of somebody known, gaps are filled and the address is the one told now."""
    told = {name: getattr(consultation, name) for name in OF_CONSULTEE}
    if person is None:
        person = Person(name=consultation.name, written_by=by.agency.group, **told)
    else:
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        for name, value in told.items():
            if value and (name in CHANGES or not getattr(person, name)):
                setattr(person, name, value)
    if stated_age and person.birth_date is None:
        person.stated_age = stated_age
    person.save()
    if not household.members.filter(person=person, left_on=None).exists():
        alone = not household.members.filter(relation_label=HouseholdMember.CONSULTEE).exists()
        HouseholdMember.objects.create(
            household=household, person=person, relation_label=HouseholdMember.CONSULTEE if alone else "",
            written_by=by.agency.group,
        )  # fmt: skip
    return person


def _set_concerns(consultation: Consultation, concerns: Iterable[Concern]) -> None:
    consultation.held_concerns.all().delete()
    ConsultationConcern.objects.bulk_create(
        ConsultationConcern(consultation=consultation, concern=each) for each in concerns
    )


@transaction.atomic
def change(
    consultation: Consultation, concerns: Iterable[Concern], *, by: Membership, stated_age: str = ""
) -> Consultation:
    """Mends what was taken down; `consultation` is changed in memory, its version the one that was opened. The person
    is mended with it, where they are known by what was taken down then.
    Raises PermissionDenied (who) or ValidationError (somebody else saved meanwhile)."""
    access.check_may_edit_consultation(by, consultation)
    held = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if held.version != consultation.version:
        raise changed_meanwhile()
    person = Person.objects.select_for_update().get(pk=consultation.person_id)
    before, known = person.blocks, {name: getattr(person, name) for name in ("name", *OF_CONSULTEE)}
    follows = {name for name, value in known.items() if value in (getattr(held, name), "", None)}
    for name in follows:
        setattr(person, name, getattr(consultation, name))
    if any(getattr(person, name) != known[name] for name in follows):  # whoever mends them as a member sees it
        Household.objects.filter(members__person=person).update(version=F("version") + 1)
    if stated_age and person.birth_date is None:
        person.stated_age = stated_age
    person.save()
    if person.blocks != before:
        pairs.look_for(held.household, [person], by=by)
    _say_who_received(consultation, by)
    if held.received_by_staff and held.received_by == consultation.received_by:
        consultation.received_by_staff = held.received_by_staff
    consultation.version = held.version + 1
    consultation.save()
    _set_concerns(consultation, concerns)
    audit.record(audit.Verb.CHANGED, consultation, by=by)
    return consultation
