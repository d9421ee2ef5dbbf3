"""Handing over and answering — sato sends, suzuki is at the agency it goes to, tanaka is outside until somebody names
her agency, abe is the lead department."""

from datetime import date, datetime, timedelta
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.acting import acting_as, acting_as_system
from accounts.models import AuditEvent, Membership, Notice
from agencies.calendar import TOKYO, today
from agencies.models import Municipality
from agencies.working_days import working_day_after
from casework.actions import answers, consents, decisions, referrals, reminders
from casework.choices import Outcome
from casework.models import Case, Consent, Consultation, Grant, Household, Person, Referral
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MembershipFactory

Turn, Answer = Referral.Turn, Referral.Answer


@pytest.fixture
def consultation(sato):
    """A family that the coordinators took in, who agreed to share with all agencies concerned."""
    consultation = ConsultationFactory(name="遠藤 美咲", narrative="家賃を二か月払えていない")
    ConsentFactory(household=consultation.household)
    return consultation


def send(consultation, *agencies, by, reason="住まいの相談をお願いします") -> list[Referral]:
    with acting_as(by):
        return referrals.hand_over(consultation, [referrals.HandOver(each, reason) for each in agencies], by=by)


@pytest.fixture
def referral(consultation, sato, suzuki) -> Referral:
    return send(consultation, suzuki.agency, by=sato)[0]


def spoken(to="加藤") -> answers.Spoken:
    return answers.Spoken(to, today())


def answered(act, referral, *args, by, **more) -> Referral:
    with acting_as(by):
        return act(referral, *args, by=by, **more)


def told(to: Membership, kind: Notice.Kind) -> bool:
    return Notice.objects.of(to).filter(kind=kind).exists()


# Handing over -------------------------------------------------------------------------------------------------------


def test_a_hand_over_knows_of_the_case_that_was_opened_while_its_page_was_open(consultation, sato, suzuki):
    as_it_was_read = Consultation.objects.get(pk=consultation.pk)
    with acting_as(sato):
        case = decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 3), by=sato).case
    assert send(as_it_was_read, suzuki.agency, by=sato)[0].case == case


def test_a_family_is_handed_to_several_agencies_each_with_a_reason(consultation, sato, suzuki, tanaka):
    first, second = send(consultation, suzuki.agency, tanaka.agency, by=sato)
    assert (first.turn, second.turn) == (Turn.AGENCY, Turn.AGENCY)
    for member in (suzuki, tanaka):
        assert told(member, Notice.Kind.REFERRAL_SENT)
        with acting_as(member):
            assert list(Consultation.objects.all()) == [consultation]
            assert Referral.objects.count() == 1  # each its own


def test_the_main_and_the_deputy_contact_are_told_where_they_are_named(consultation, sato, suzuki):
    suzuki.contact = Membership.Contact.MAIN
    suzuki.save()
    deputy = MembershipFactory(agency=suzuki.agency, contact=Membership.Contact.DEPUTY)
    other = MembershipFactory(agency=suzuki.agency)
    send(consultation, suzuki.agency, by=sato)
    assert told(suzuki, Notice.Kind.REFERRAL_SENT) and told(deputy, Notice.Kind.REFERRAL_SENT)
    assert not told(other, Notice.Kind.REFERRAL_SENT)


def test_in_danger_an_answer_is_due_the_next_working_day(consultation, sato, suzuki):
    with acting_as(sato):
        row = referrals.HandOver(suzuki.agency, "今夜の宿")
        referral = referrals.hand_over_in_danger(consultation, row, "夫が今夜帰れば殴られると言っている", by=sato)
    assert reminders.last_day(referral, Municipality.current()) == working_day_after(today(), 1)


def test_nothing_is_handed_over_where_one_of_two_agencies_is_not_covered(consultation, sato, suzuki, tanaka):
    Consent.objects.all().delete()
    ConsentFactory(household=consultation.household, agencies_concerned=False).agencies.add(suzuki.agency)
    with pytest.raises(referrals.NotCovered, match="市保護課"):
        send(consultation, suzuki.agency, tanaka.agency, by=sato)
    assert not Referral.objects.exists()


def test_the_database_itself_refuses_a_hand_over_that_no_consent_covers(consultation, sato, suzuki, tanaka):
    Consent.objects.all().delete()
    given = {
        "household": consultation.household, "consultation": consultation, "to": suzuki.agency, "sent_by": sato,
        "sender": sato.agency, "sent_at": timezone.now(), "written_by": sato.agency.group,
    }  # fmt: skip
    with acting_as(sato), pytest.raises(ProgrammingError, match="no consent covers"), transaction.atomic():
        Referral.objects.create(**given)
    waiting = Referral.objects.create(**given | {"turn": Turn.SENDER})
    with acting_as(sato), pytest.raises(ProgrammingError, match="no consent covers"), transaction.atomic():
        Referral.objects.filter(pk=waiting.pk).update(turn=Turn.AGENCY)


def test_whom_it_was_handed_to_and_why_without_consent_cannot_be_changed(referral, sato, tanaka):
    for change in ({"to": tanaka.agency}, {"danger": "今夜にも"}, {"sender": tanaka.agency}):
        with acting_as(sato), pytest.raises(ProgrammingError, match="stays as"), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(**change)


def test_an_agency_is_asked_once(consultation, referral, sato, suzuki):
    with pytest.raises(ValidationError, match="すでに"):
        send(consultation, suzuki.agency, by=sato)


def test_who_only_reads_a_family_hands_nothing_over(consultation, referral, suzuki, tanaka):
    with pytest.raises(PermissionDenied):
        send(consultation, tanaka.agency, by=suzuki)
    answered(answers.take, referral, by=suzuki)
    assert send(consultation, tanaka.agency, by=suzuki)


def test_nothing_of_a_restricted_family_goes_to_an_agency(consultation, abe, sato, suzuki):
    with acting_as(abe), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [consultation.household_id, [sato.staff.group_id]])
    consultation.refresh_from_db()
    with pytest.raises(ValidationError, match="制限"):
        send(consultation, suzuki.agency, by=sato)


def test_a_hand_over_is_taken_back_while_nobody_has_read_it(referral, sato, suzuki):
    with acting_as(sato):
        referrals.take_back(referral, by=sato)
    assert not Notice.objects.filter(about_type="referral").exists()
    with acting_as(suzuki):
        assert not Referral.objects.exists() and not Consultation.objects.exists()


@pytest.mark.parametrize("change", [{"read_at": timezone.now()}, {"sent_at": timezone.now() - timedelta(minutes=11)}])
def test_what_was_read_or_is_older_is_not_taken_back(referral, sato, change):
    Referral.objects.update(**change)
    with acting_as(sato), pytest.raises(ValidationError, match="10分"):
        referrals.take_back(referral, by=sato)


def test_that_the_family_is_coming_is_noted_with_day_and_person(referral, sato):
    with acting_as(sato):
        told_of = referrals.tell_of_coming(referral, "加藤", today(), by=sato)
        with pytest.raises(ValidationError):
            referrals.tell_of_coming(referral, "", today(), by=sato)
    assert (told_of.told_to, told_of.told_on, told_of.told_by) == ("加藤", today(), sato)


# In danger ----------------------------------------------------------------------------------------------------------


def test_in_danger_a_family_is_handed_over_without_consent_and_the_lead_is_told(consultation, sato, suzuki, abe):
    Consent.objects.all().delete()
    row = referrals.HandOver(suzuki.agency, "今夜の宿をお願いします")
    with acting_as(sato):
        referral = referrals.hand_over_in_danger(consultation, row, "夫が今夜帰れば殴られると言っている", by=sato)
    assert told(abe, Notice.Kind.REFERRAL_DANGER)
    assert AuditEvent.objects.filter(verb="handed_over_in_danger", about_id=referral.pk).exists()
    with acting_as(suzuki):
        assert Consultation.objects.get().narrative
    with acting_as(abe):
        assert referrals.note_danger_seen(referral, by=abe).danger_seen_by == abe


def test_a_danger_is_stated_in_a_sentence(consultation, sato, suzuki):
    row = referrals.HandOver(suzuki.agency, "宿")
    with acting_as(sato), pytest.raises(ValidationError):
        referrals.hand_over_in_danger(consultation, row, "危険", by=sato)


# Answers ------------------------------------------------------------------------------------------------------------


def test_an_agency_that_takes_a_family_sees_its_case_and_is_its_contact(consultation, referral, sato, suzuki):
    with acting_as(sato):
        case = decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 3), by=sato).case
    taken = answered(answers.take, referral, by=suzuki)
    assert (taken.answer, taken.turn, taken.contact_name) == (Answer.TAKEN, Turn.NOBODY, "鈴木 茂")
    assert told(sato, Notice.Kind.REFERRAL_TAKEN)
    with acting_as(suzuki):
        assert list(Case.objects.all()) == [case]
    assert case.participants.filter(agency=suzuki.agency).exists()


def test_an_agency_outside_does_not_answer(referral, tanaka):
    with pytest.raises(Referral.DoesNotExist):
        answered(answers.take, referral, by=tanaka)


def test_a_coordinator_does_not_answer_for_an_agency_that_signs_in(referral, sato):
    with pytest.raises(PermissionDenied, match="自分で"):
        answered(answers.take, referral, by=sato)


def test_a_family_cannot_be_passed_on_to_nobody(referral, suzuki, tanaka):
    with pytest.raises(ValidationError):
        answered(answers.pass_on, referral, tanaka.agency, spoken(""), by=suzuki)
    with pytest.raises(ValidationError):
        answered(answers.pass_on, referral, suzuki.agency, spoken(), by=suzuki)


def test_who_is_named_is_handed_the_family_and_the_sender_stays_the_sender(referral, sato, suzuki, tanaka):
    passed = answered(answers.pass_on, referral, tanaka.agency, spoken(), by=suzuki)
    following = Referral.objects.get(follows=passed)
    assert (following.to, following.sender, following.turn) == (tanaka.agency, sato.agency, Turn.AGENCY)
    assert told(tanaka, Notice.Kind.REFERRAL_SENT) and told(sato, Notice.Kind.REFERRAL_PASSED_ON)
    with acting_as(suzuki):
        assert not Consultation.objects.exists()  # it has nothing to do with the family any more
        assert passed in Referral.objects.all()
    answered(answers.take, following, by=tanaka)
    assert told(sato, Notice.Kind.REFERRAL_TAKEN)


def test_an_agency_that_hands_over_learns_what_became_of_a_chain(sato, suzuki, tanaka):
    consultation = ConsultationFactory(written_by=suzuki.agency.group)
    ConsentFactory(household=consultation.household)
    third = MembershipFactory()
    (referral,) = send(consultation, tanaka.agency, by=suzuki)
    answered(answers.pass_on, referral, third.agency, spoken(), by=tanaka)
    following = Referral.objects.get(follows=referral)
    answered(answers.take, following, by=third)
    with acting_as(suzuki):
        assert Referral.objects.get(pk=following.pk).contact_name == third.staff.name
    assert told(suzuki, Notice.Kind.REFERRAL_TAKEN)


def test_who_takes_it_together_with_another_keeps_it(referral, suzuki, tanaka):
    taken = answered(answers.take_together, referral, tanaka.agency, spoken(), by=suzuki)
    assert taken.answer == Answer.TOGETHER and Referral.objects.get(follows=taken).to == tanaka.agency
    for member in (suzuki, tanaka):
        with acting_as(member):
            assert Consultation.objects.count() == 1


def test_who_is_named_but_not_covered_waits_for_consent_and_sees_nothing(consultation, sato, suzuki, tanaka):
    Consent.objects.all().delete()
    ConsentFactory(household=consultation.household, agencies_concerned=False).agencies.add(suzuki.agency)
    (referral,) = send(consultation, suzuki.agency, by=sato)
    answered(answers.pass_on, referral, tanaka.agency, spoken(), by=suzuki)
    following = Referral.objects.get(follows=referral)
    assert following.turn == Turn.SENDER and told(sato, Notice.Kind.CONSENT_NEEDED)
    assert not told(tanaka, Notice.Kind.REFERRAL_SENT)
    with acting_as(tanaka):
        assert not Referral.objects.exists() and not Household.objects.exists()
    with acting_as(sato):
        consent = Consent(household=consultation.household, given_by=consultation.person)
        consents.take_consent(consent, [], by=sato)
    following.refresh_from_db()
    assert following.turn == Turn.AGENCY and told(tanaka, Notice.Kind.REFERRAL_SENT)


def test_the_coordinator_who_is_called_names_the_agency(referral, sato, suzuki, tanaka):
    with pytest.raises(ValidationError):
        answered(answers.ask_coordinator, referral, " ", by=suzuki)
    asked = answered(answers.ask_coordinator, referral, "どこが受けるべきか分かりません", by=suzuki)
    assert asked.turn == Turn.COORDINATOR and told(sato, Notice.Kind.REFERRAL_COORDINATOR)
    answered(answers.take_up, referral, by=sato)
    named = answered(answers.name_agency, referral, tanaka.agency, spoken(), by=sato)
    assert named.turn == Turn.NOBODY and Referral.objects.get(follows=named).to == tanaka.agency


def test_an_agency_settles_nothing_and_an_assistant_neither(referral, suzuki, kudo):
    for member in (suzuki, kudo):
        with pytest.raises(PermissionDenied):
            answered(answers.close, referral, "済み", by=member)


def test_the_coordinator_closes_with_an_outcome(referral, sato, suzuki):
    with pytest.raises(ValidationError):
        answered(answers.close, referral, "", by=sato)
    closed = answered(answers.close, referral, "家族が引き取った", by=sato)
    assert (closed.answer, closed.turn) == (Answer.CLOSED, Turn.NOBODY)
    with acting_as(suzuki):
        assert not Consultation.objects.exists()


def test_the_second_of_two_colleagues_sees_what_the_first_said(referral, suzuki, tanaka):
    colleague = MembershipFactory(agency=suzuki.agency)
    answered(answers.take, referral, by=suzuki)
    with pytest.raises(ValidationError, match="先に"):
        answered(answers.pass_on, referral, tanaka.agency, spoken(), by=colleague)


def test_a_wrong_press_is_taken_back_for_some_minutes(consultation, referral, sato, suzuki):
    with acting_as(sato):
        decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 3), by=sato)
    answered(answers.take, referral, by=suzuki)
    back = answered(answers.undo_answer, referral, by=suzuki)
    assert (back.answer, back.turn) == ("", Turn.AGENCY)
    assert not Grant.objects.live().exists()
    assert not Consultation.objects.get().case.participants.filter(agency=suzuki.agency).exists()
    answered(answers.take, referral, by=suzuki)
    Referral.objects.update(answered_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(ValidationError, match="10分"):
        answered(answers.undo_answer, referral, by=suzuki)


def test_what_an_agency_without_an_account_says_is_taken_down_with_day_and_person(consultation, sato):
    (referral,) = send(consultation, AgencyFactory(), by=sato)
    assert referral.sent_as == Referral.Way.FAX
    said = answers.Said(Referral.Way.FAX, "小林", datetime(2026, 11, 20, 12, tzinfo=TOKYO))
    taken = answered(answers.take, referral, by=sato, said=said)
    assert (taken.answered_as, taken.contact_name, taken.answered_by) == (Referral.Way.FAX, "小林", sato)


# Time passes --------------------------------------------------------------------------------------------------------


def clock(day: date) -> int:
    with mock.patch("casework.actions.reminders.today", return_value=day), acting_as_system() as system:
        return reminders.remind(by=system)


def test_who_is_silent_is_reminded_and_then_it_is_the_coordinators_turn(referral, sato, suzuki):
    Referral.objects.update(turn_since=datetime(2026, 11, 20, 10, tzinfo=TOKYO))  # a Friday; Monday is a public holiday
    assert clock(date(2026, 11, 26)) == 0  # Tuesday, Wednesday, Thursday
    assert clock(date(2026, 11, 27)) == 1
    assert told(suzuki, Notice.Kind.REFERRAL_REMINDER)
    Referral.objects.update(reminded_at=datetime(2026, 11, 27, 9, tzinfo=TOKYO))
    assert clock(date(2026, 11, 30)) == 0
    assert clock(date(2026, 12, 1)) == 1
    referral.refresh_from_db()
    assert referral.turn == Turn.COORDINATOR and told(sato, Notice.Kind.REFERRAL_SILENT)
    assert clock(date(2026, 12, 2)) == 0
    assert answered(answers.take, referral, by=suzuki).takes  # late is better than never


def test_an_agency_where_nobody_signs_in_is_telephoned_by_who_handed_over(client_of, consultation, sato, suzuki):
    outside = AgencyFactory(name="ひまわり不動産", telephone="0225-99-0000")
    (referral,) = send(consultation, outside, by=sato)
    Referral.objects.update(turn_since=datetime(2026, 11, 20, 10, tzinfo=TOKYO))
    client, board = client_of(sato), reverse("casework:referral_board")
    assert "0225-99-0000" not in client.get(board).content.decode()  # not silent yet
    assert clock(date(2026, 11, 27)) == 1
    Referral.objects.update(reminded_at=datetime(2026, 11, 27, 9, tzinfo=TOKYO))
    assert clock(date(2026, 11, 27)) == clock(date(2026, 11, 30)) == 0  # told once
    assert Notice.objects.filter(kind=Notice.Kind.REFERRAL_TELEPHONE).count() == 1
    assert told(sato, Notice.Kind.REFERRAL_TELEPHONE) and not told(suzuki, Notice.Kind.REFERRAL_TELEPHONE)
    assert not Notice.objects.filter(kind=Notice.Kind.REFERRAL_REMINDER).exists()
    for page in (board, referral.get_absolute_url(), reverse("accounts:home")):
        seen = client.get(page).content.decode()
        assert "0225-99-0000" in seen and "電話" in seen, page
    said = answers.Said(Referral.Way.TELEPHONE, "小林", timezone.now())
    answered(answers.take, referral, by=sato, said=said)
    for page in (board, reverse("accounts:home")):
        assert "0225-99-0000" not in client.get(page).content.decode(), page


def test_an_agency_that_signs_in_is_reminded_and_not_telephoned(referral, sato, suzuki, client_of):
    Referral.objects.update(turn_since=datetime(2026, 11, 20, 10, tzinfo=TOKYO))
    clock(date(2026, 11, 27))
    assert not Notice.objects.filter(kind=Notice.Kind.REFERRAL_TELEPHONE).exists()
    assert "電話を" not in client_of(sato).get(reverse("casework:referral_board")).content.decode()


def test_a_consent_that_is_over_brings_the_hand_over_back_to_its_sender(referral, sato, suzuki):
    Consent.objects.update(valid_until=today() - timedelta(days=1))
    with acting_as(suzuki):
        assert not Referral.objects.exists()  # on the next request, before any clock
    with acting_as_system() as system:
        reminders.close_what_ended(by=system)
    referral.refresh_from_db()
    assert referral.turn == Turn.SENDER


# Withdrawn ----------------------------------------------------------------------------------------------------------


def test_a_withdrawn_consent_closes_everything_on_the_next_request(consultation, referral, sato, suzuki):
    with acting_as(sato):
        decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 3), by=sato)
    answered(answers.take, referral, by=suzuki)
    with acting_as(suzuki):
        assert Case.objects.exists() and Person.objects.exists()
    with acting_as(sato):
        consents.withdraw_consent(Consent.objects.get(), today(), by=sato)
    with acting_as(suzuki):
        for model in (Case, Consultation, Household, Person, Referral):
            assert not model.objects.exists()
    assert AuditEvent.objects.filter(verb="grant_ended").exists()


def test_a_withdrawal_taken_down_by_an_agency_that_sees_no_case_ends_the_others_sight(sato, suzuki, tanaka):
    consultation = ConsultationFactory(written_by=tanaka.agency.group)
    consent = ConsentFactory(household=consultation.household, written_by=tanaka.agency.group)
    (referral,) = send(consultation, suzuki.agency, by=tanaka)
    answered(answers.take, referral, by=suzuki)
    with acting_as(sato):
        decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 3), by=sato)
    with acting_as(suzuki):
        assert Case.objects.exists()
    with acting_as(tanaka):
        assert not Case.objects.exists()
        consents.withdraw_consent(consent, today(), by=tanaka)
    with acting_as(suzuki):
        assert not Case.objects.exists()
