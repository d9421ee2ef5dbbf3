"""A family comes in, its members and how they stand to each other are written down, the consultation is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from accounts.models import Membership
from accounts.roles import Permission
from casework.actions import (
    case_course,
    consents,
    consultations,
    contacts,
    decisions,
    households,
    relations,
    restriction,
)
from casework.actions.grants import settle_part_grants
from casework.choices import Outcome, Phase
from casework.forms.persons import BirthOrAge
from casework.models import Case, Consent, Consultation, Contact, Household, HouseholdMember, Person, Relation
from reports.demonstration import telling
from reports.demonstration.stage import Stage
from reports.demonstration.timeline import Event, First

DECIDER = "chiba"  # of consultations whose story names no coordinator


class FamilyOnStage:
    """One told family and its records as they come into being."""

    household: Household
    consultation: Consultation
    case: Case

    def __init__(self, family: telling.Family, stage: Stage) -> None:
        self.family, self.stage = family, stage
        self.persons: dict[str, Person] = {}
        self.restricted = False

    def events(self) -> Iterator[Event]:
        told = self.family
        decider = told.decided_by or DECIDER
        yield self.event(told.intake.day, First.INTAKE, told.intake.by, self.take_in)
        for each in told.consents:
            yield from self.of_consent(each)
        if told.one_off is not None:
            yield self.event(told.one_off, First.DECISION, decider, partial(self.decide, Outcome.ONE_OFF))
        if told.opened is not None:
            yield self.event(told.opened, First.DECISION, decider, partial(self.decide, Outcome.CONTINUING))
        if told.restricted:
            day, named = told.restricted
            yield self.event(day, First.RESTRICTION, "abe", partial(self.restrict, named))
        for day, agency, role in told.participants:
            yield self.event(day, First.PARTICIPANT, decider, partial(self.join, agency, role))
        for contact in told.contacts:
            yield self.event(contact.day, First.CONTACT, contact.by.split()[0], partial(self.record, contact))
        for day, phase in told.phases:
            yield self.event(day, First.PHASE, told.coordinator, partial(self.enter, phase))
        if told.closed:
            day, by, reason = told.closed
            yield self.event(day, First.CLOSING, by, partial(self.close, day, reason))

    def event(self, day: int, first: First, by: str, play: Any, desk: str = "") -> Event:
        return Event(day, first, by, play, story=self, desk=desk)

    # Coming in --------------------------------------------------------------------------------------------------------

    def take_in(self, by: Membership) -> None:
        told, stage = self.family.intake, self.stage
        consultee = next(each for each in self.family.members if each.label == HouseholdMember.CONSULTEE)
        consultation = Consultation(
            received_on=stage.days.day(told.day),
            brought_by=stage.agencies.get(told.brought_by),
            route=stage.routes[told.route],
            method=stage.methods[told.method],
            name=consultee.name,
            kana=consultee.kana,
            sex=consultee.sex,
            birth_date=self.birth_of(consultee),
            postal_code=consultee.postal_code,
            address=consultee.address,
            telephone=consultee.telephone or consultee.mobile,
            district=stage.districts.get(told.district),
            main_concern=stage.concerns[told.main],
            narrative=told.narrative,
        )
        concerns = [stage.concerns[name] for name in told.concerns]
        self.consultation = consultations.take_in(consultation, concerns, by=by, stated_age=consultee.stated_age)
        self.household = self.consultation.household
        self.persons[consultee.key] = self.consultation.person
        if by.has(Permission.HOUSEHOLD_WRITE):
            self.write_household(by)

    def birth_of(self, member: telling.Member) -> Any:
        return None if member.age is None else self.stage.days.birth(member.age, member.birthday)

    def write_household(self, by: Membership) -> None:
        for each in self.family.members:
            held = self.household.members.select_related("person").filter(person=self.persons.get(each.key)).first()
            values = {
                "name": each.name,
                "kana": each.kana,
                "sex": each.sex,
                "sex_words": "",
                "born": BirthOrAge(self.birth_of(each), each.stated_age),
                "postal_code": each.postal_code,
                "address": each.address,
                "telephone": each.telephone,
                "mobile": each.mobile,
                "relation_label": each.label,
                "lives_together": each.together,
                "key_person": each.key_person,
                "note": each.note,
                "joined_on": None,
                "left_on": None,
                "life": each.life,
                "died_on": None if each.died is None else self.stage.days.years_ago(each.died),
                "concerns": [self.stage.concerns[name] for name in each.concerns],
                "asked": True,
            }
            version = Household.objects.get(pk=self.household.pk).version
            member = households.save_member(held, self.household, values, version=version, by=by)
            self.persons[each.key] = member.person
        self.household = Household.objects.get(pk=self.household.pk)
        for tie in self.family.ties:
            relations.relate(self.relation(tie), by=by)
        if self.family.note:
            self.household.note = self.family.note
            households.change_household(self.household, by=by)

    def relation(self, tie: telling.Tie) -> Relation:
        years = self.stage.days.years_ago
        return Relation(
            household=self.household,
            of=self.persons[tie.of],
            to=self.persons[tie.to],
            kind=tie.kind,
            quality=tie.quality,
            state=tie.state,
            since=None if tie.since is None else years(tie.since),
            until=None if tie.until is None else years(tie.until),
        )

    def decide(self, outcome: Outcome, by: Membership) -> None:
        day = self.stage.days.day(self.family.opened if self.family.opened is not None else self.family.one_off or 0)
        if len(self.persons) < len(self.family.members):  # the local desk writes no households
            self.write_household(by)
        self.consultation = decisions.decide(self.consultation, outcome, day, by=by)
        if self.consultation.case:
            self.case = self.consultation.case
            self.case.coordinator = self.stage.member(self.family.coordinator).staff
            self.case.lead_agency = self.stage.agencies.get(self.family.lead_agency)
            case_course.change_case(self.case, by=by)

    def restrict(self, named: Sequence[str], by: Membership) -> None:
        restriction.restrict(self.household, [self.stage.member(login).staff for login in named], by=by)
        self.restricted = True

    # Consents ---------------------------------------------------------------------------------------------------------

    def of_consent(self, told: telling.Consent) -> Iterator[Event]:
        consent = Consent()
        yield self.event(told.day, First.CONSENT, told.by, partial(self.consent, told, consent))
        if told.withdrawn:
            day, by = told.withdrawn
            yield self.event(day, First.CONSENT_ENDS, by, partial(self.withdraw, day, consent))
        if told.until is not None and told.until < 0:
            yield self.event(told.until, First.CONSENT_ENDS, told.by, partial(self.run_out, told.until, consent))

    def consent(self, told: telling.Consent, consent: Consent, by: Membership) -> None:
        consent.household, consent.given_by = self.household, self.persons[told.given_by]
        consent.given_as, consent.reason = told.given_as, told.reason
        if told.categories is not None:
            consent.categories = list(told.categories)
        consent.agencies_concerned = told.agencies is None
        consent.valid_from = self.stage.days.day(told.day)
        # The database knows only its own today: a consent that has run out by now ends on its day (run_out).
        consent.valid_until = self.stage.day(told.until) if told.until is not None and told.until >= 0 else None
        consent.evidence, consent.note = told.evidence, told.note
        agencies = [self.stage.agencies[code] for code in told.agencies or ()]
        consents.take_consent(consent, agencies, by=by, given_for=[self.persons[each] for each in told.given_for])

    def withdraw(self, day: int, consent: Consent, by: Membership) -> None:
        consents.withdraw_consent(consent, self.stage.days.day(day), by=by)

    def run_out(self, day: int, consent: Consent, by: Membership) -> None:
        consent.valid_until = self.stage.days.day(day)
        consent.save()
        settle_part_grants(self.case, by=by)

    # The case's course ------------------------------------------------------------------------------------------------

    def join(self, agency: str, role: str, by: Membership) -> None:
        on = self.stage.days.day(next(day for day, code, _ in self.family.participants if code == agency))
        case_course.join_case(self.case, self.stage.agencies[agency], role=role, on=on, by=by)

    def record(self, told: telling.Contact, by: Membership) -> None:
        contact = Contact(
            consultation=self.consultation,
            occurred_on=self.stage.days.day(told.day),
            agency=self.stage.agencies.get(told.agency),
            method=self.stage.methods[told.method],
            content=told.content,
        )
        names = [self.stage.member(login).staff.name for login in told.by.split()]
        contacts.record_contact(contact, names, by=by)

    def enter(self, phase: str, by: Membership) -> None:
        case = Case.objects.get(pk=self.case.pk)
        case.phase = Phase(phase)
        case_course.change_case(case, by=by)

    def close(self, day: int, reason: str, by: Membership) -> None:
        case_course.close_case(self.case, on=self.stage.days.day(day), reason=reason, by=by)
