"""What an action refuses by itself, also where a page has asked before; and what is shown only in some cases."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.acting import acting_as, acting_as_system
from accounts.models import Notice
from accounts.roles import Reach, Role
from agencies.calendar import today
from casework import access
from casework.actions import case_course, consents, consultations, contacts, decisions, parts, restriction
from casework.actions.grants import settle_part_grants
from casework.choices import Outcome, PartAnswer
from casework.models import Case, Consent, Consultation, Contact, Grant, Referral
from tests.factories import (
    ConsentFactory,
    ConsultationFactory,
    ContactFactory,
    MembershipFactory,
    PlanFactory,
    PlanRoleFactory,
    ReferralFactory,
    case_of_a_family,
)


def taken(consultation, by) -> Referral:
    referral = ReferralFactory(consultation=consultation, to=by.agency, case=consultation.case)
    referral.answer_with(Referral.Answer.TAKEN, at=timezone.now())
    referral.save()
    return referral


def test_of_two_who_mend_one_consultation_or_contact_the_second_is_refused(sato):
    ContactFactory(consultation=ConsultationFactory())
    with acting_as(sato):
        for model, save in (
            (Consultation, lambda each: consultations.change(each, [], by=sato)),
            (Contact, lambda each: contacts.change_contact(each, [], by=sato)),
        ):
            one, other = model.objects.get(), model.objects.get()
            save(one)
            with pytest.raises(ValidationError):
                save(other)


def test_an_agency_neither_mends_nor_takes_out_what_somebody_else_recorded(suzuki, sato):
    consultation = ConsultationFactory(written_by=suzuki.agency.group, continuing=True)
    ConsentFactory(household=consultation.household)
    PlanRoleFactory(plan=PlanFactory(case=consultation.case), agency=suzuki.agency)
    ContactFactory(consultation=consultation)
    with acting_as(sato):
        settle_part_grants(consultation.case, by=sato)
    with acting_as(suzuki):
        contact = Contact.objects.get()
        for write in (
            lambda: contacts.change_contact(contact, [], by=suzuki),
            lambda: contacts.remove_contact(contact, by=suzuki),
        ):
            with pytest.raises(PermissionDenied):
                write()


def test_a_talk_is_kept_as_a_contact_by_who_writes_contacts(suzuki):
    case = case_of_a_family()
    desk = MembershipFactory(role=Role.LOCAL_DESK)
    with pytest.raises(PermissionDenied):
        consultations.take_as_contact(Consultation(received_on=today()), [], case, by=desk)


def test_a_case_that_opens_is_shown_to_no_agency_that_no_consent_covers_any_more(sato, suzuki):
    consultation = ConsultationFactory()
    ConsentFactory(household=consultation.household)
    taken(consultation, suzuki)
    Consent.objects.update(withdrawn_on=today())
    with acting_as(sato):
        decisions.decide(consultation, Outcome.CONTINUING, today(), by=sato)
    assert not Grant.objects.exists()


def test_a_restricted_case_is_opened_again_for_those_named_alone(sato, suzuki, restrict):
    case = case_of_a_family()
    ConsentFactory(household=case.household)
    taken(case.consultation, suzuki)
    restrict(case.household, sato)
    with acting_as(sato, reach=Reach.OWN):
        case = case_course.close_case(Case.objects.get(), on=today(), reason="転居", by=sato)
        case_course.reopen_case(case, by=sato)
    assert not Grant.objects.exists()


def test_an_agency_whose_part_and_consent_are_gone_does_not_read_on(sato, suzuki):
    part = PlanRoleFactory(plan=PlanFactory(), agency=suzuki.agency)
    ConsentFactory(household=part.case.household)
    with acting_as(sato):
        settle_part_grants(part.case, by=sato)
    Consent.objects.update(withdrawn_on=today())
    with acting_as(sato):
        settle_part_grants(part.case, by=sato)
    assert not Grant.objects.live().exists()


def test_who_was_named_before_is_not_told_again(sato, abe):
    household = case_of_a_family().household
    with acting_as(abe):
        restriction.restrict(household, [sato.staff], by=abe)
    with acting_as(sato, reach=Reach.OWN):
        restriction.restrict(household, [sato.staff, abe.staff], by=sato)
    assert sorted(each.to.pk for each in Notice.objects.all()) == sorted([sato.pk, abe.pk])


def test_somebody_of_the_agency_who_only_advises_does_not_answer_for_it(suzuki):
    part = PlanRoleFactory(plan=PlanFactory(), agency=suzuki.agency)
    adviser = MembershipFactory(agency=suzuki.agency, role=Role.ADVISER)
    with acting_as_system(), pytest.raises(PermissionDenied):
        parts.answer_part(part, PartAnswer.AGREED, by=adviser)


def test_an_agency_that_took_a_known_family_in_reads_all_of_it(suzuki):
    known = ConsultationFactory()
    ConsultationFactory(
        household=known.household, consultee=known.household.members.first(), written_by=suzuki.agency.group
    )
    with acting_as(suzuki):
        assert access.shared_categories(suzuki, known.household) == access.EVERYTHING


def test_who_left_the_case_does_not_see_it_again_because_of_another_consent(sato, suzuki):
    consultation = ConsultationFactory(continuing=True)
    ConsentFactory(household=consultation.household)
    taken(consultation, suzuki)
    with acting_as(sato):
        joined = case_course.join_case(consultation.case, suzuki.agency, on=today(), by=sato)
        case_course.leave_case(joined, on=today(), by=sato)
        consent = Consent(household=consultation.household, given_by=consultation.person)
        consents.take_consent(consent, [], by=sato)
    assert not Grant.objects.live().filter(valid_until=None).exists()


def test_who_took_the_family_on_sees_its_case_once_a_consent_covers_it(sato, suzuki):
    consultation = ConsultationFactory(continuing=True)
    taken(consultation, suzuki)
    with acting_as(sato):
        consent = Consent(household=consultation.household, given_by=consultation.person)
        consents.take_consent(consent, [], by=sato)
    assert Grant.objects.live().get().reason == Grant.Reason.REFERRAL
