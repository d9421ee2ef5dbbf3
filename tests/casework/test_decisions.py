"""A decision is taken back: also 継続, as long as nothing hangs on the case that it opened."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from agencies.calendar import today
from casework.actions import decisions
from casework.actions.case_course import close_case, join_case
from casework.choices import Outcome
from casework.models import Case, Consultation, Referral
from tests.factories import ConsentFactory, ConsultationFactory, ContactFactory, PlanFactory, ReferralFactory


@pytest.fixture
def consultation():
    return ConsultationFactory()


def decide(consultation, by, outcome=Outcome.CONTINUING) -> Consultation:
    with acting_as(by):
        return decisions.decide(consultation, outcome, date(2020, 6, 3), by=by)


def take_back(consultation, by) -> Consultation:
    with acting_as(by):
        return decisions.take_back_decision(consultation, by=by)


def test_continuing_is_taken_back_and_its_case_is_gone(client_of, consultation, sato):
    case = decide(consultation, sato).case
    client = client_of(sato)
    url = reverse("casework:consultation_undecide", args=[consultation.pk])
    assert url in client.get(consultation.get_absolute_url()).content.decode()
    assert client.post(url).status_code == 302
    consultation.refresh_from_db()
    assert (consultation.outcome, consultation.decided_on, consultation.case) == (Outcome.UNDECIDED, None, None)
    assert not Case.objects.exists()
    assert AuditEvent.objects.filter(verb="removed", about_type="case", about_id=case.pk, by=sato).exists()
    assert decide(consultation, sato).case.number == consultation.number


def test_what_was_written_before_stays_the_consultations(consultation, sato, suzuki):
    contact = ContactFactory(consultation=consultation)
    waiting = ReferralFactory(consultation=consultation, to=suzuki.agency)
    decide(consultation, sato)
    take_back(consultation, sato)
    for each in (contact, waiting):
        each.refresh_from_db()
        assert each.case is None and each.consultation == consultation


@pytest.mark.parametrize("what", ["plan", "contact", "participant", "taken", "closed"])
def test_with_something_in_the_case_it_is_closed_instead_and_the_page_says_why(
    client_of, consultation, sato, suzuki, what
):
    if what == "taken":
        ConsentFactory(household=consultation.household)
        referral = ReferralFactory(consultation=consultation, to=suzuki.agency)
        referral.answer_with(Referral.Answer.TAKEN, at=timezone.now())
        referral.save()
    case = decide(consultation, sato).case
    if what == "plan":
        PlanFactory(case=case)
    elif what == "contact":
        ContactFactory(consultation=Consultation.objects.get())
    elif what == "participant":
        with acting_as(sato):
            join_case(case, suzuki.agency, on=today(), by=sato)
    elif what == "closed":
        with acting_as(sato):
            close_case(case, on=today(), reason="転居", by=sato)
    with pytest.raises(ValidationError, match="終結"):
        take_back(consultation, sato)
    page = client_of(sato).get(consultation.get_absolute_url()).content.decode()
    assert "継続の決定は取り消せません" in page and Case.objects.exists()
    assert reverse("casework:consultation_undecide", args=[consultation.pk]) not in page


def test_what_is_undecided_is_not_taken_back_and_an_assistant_takes_nothing_back(consultation, sato, kudo):
    with pytest.raises(ValidationError):
        take_back(consultation, sato)
    decide(consultation, sato, Outcome.ONE_OFF)
    with pytest.raises(PermissionDenied):
        take_back(consultation, kudo)
    assert take_back(consultation, sato).outcome == Outcome.UNDECIDED


def test_an_agency_that_took_the_family_in_and_on_is_told_once_of_the_case_that_it_sees(sato, suzuki):
    consultation = ConsultationFactory(written_by=suzuki.agency.group)
    ConsentFactory(household=consultation.household)
    ReferralFactory(consultation=consultation, to=suzuki.agency, answer="taken", answered_at=timezone.now())
    decide(consultation, sato)
    assert [each.about_type for each in Notice.objects.filter(agency=suzuki.agency, kind="case_opened")] == ["case"]
