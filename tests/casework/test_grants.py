"""Grants: who sees a case, by what, from when until when (docs/access.md). Asked of the database, as each acts."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from accounts.acting import acting_as, acting_as_system
from accounts.models import AuditEvent, Membership
from accounts.roles import Reach
from agencies.calendar import today
from agencies.models import Municipality
from casework import access
from casework.actions import case_course, consents
from casework.actions.grants import end, grant, settle_part_grants
from casework.choices import PlanState
from casework.models import Case, Contact, Grant, Household, Participant, Person, PlanRole, Referral, SupportPlan
from tests.factories import (
    ConsentFactory,
    ContactFactory,
    MembershipFactory,
    PlanFactory,
    PlanRoleFactory,
    ReferralFactory,
    case_of_a_family,
)

PART, REFERRAL = Grant.Reason.PART, Grant.Reason.REFERRAL


@pytest.fixture
def part(case, suzuki) -> PlanRole:
    return PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)


@pytest.fixture
def taken(case, suzuki) -> Referral:
    """Suzuki's agency took the family on."""
    referral = ReferralFactory(consultation=case.consultation, case=case, to=suzuki.agency)
    referral.answer_with(Referral.Answer.TAKEN, at=timezone.now())
    referral.save()
    return referral


def give(case: Case, to: Membership, reason: str, source, by: Membership) -> Grant:
    with acting_as(by):
        return Grant.objects.get(pk=grant(case.pk, group=to.agency.group, reason=reason, source=source, by=by))


def sees(by: Membership, reach: Reach | None = None) -> bool:
    with acting_as(by, reach=reach):
        return Case.objects.exists()


def refused(by: Membership, case: Case, to: Membership, reason: str, source) -> None:
    with acting_as(by), pytest.raises(ProgrammingError, match="gives group"), transaction.atomic():
        grant(case.pk, group=to.agency.group, reason=reason, source=source, by=by)


# What gives sight


def test_a_part_in_a_plan_shows_the_case_its_family_and_what_is_written_about_it(case, part, sato, suzuki, tanaka):
    ContactFactory(consultation=case.consultation)
    give(case, suzuki, PART, part, sato)
    with acting_as(suzuki):
        for model in (Case, SupportPlan, PlanRole, Contact, Household, Person, Grant):
            assert model.objects.count() == 1, model
    with acting_as(tanaka):
        for model in (Case, SupportPlan, PlanRole, Contact, Household, Person, Grant):
            assert not model.objects.exists(), model


def test_it_shows_that_case_and_no_other_of_the_household(case, part, sato, suzuki):
    other = case_of_a_family(household=case.household, consultee=case.household.members.first())
    ContactFactory(consultation=other.consultation)
    give(case, suzuki, PART, part, sato)
    with acting_as(suzuki):
        assert list(Case.objects.all()) == [case]
        assert not Contact.objects.exists()


def test_a_referral_that_was_taken_shows_the_case(case, taken, sato, suzuki):
    give(case, suzuki, REFERRAL, taken, sato)
    assert sees(suzuki)


def test_colleagues_see_what_their_agency_sees_and_nobody_else(case, part, sato, suzuki):
    colleague, elsewhere = MembershipFactory(agency=suzuki.agency), MembershipFactory(staff=suzuki.staff)
    give(case, suzuki, PART, part, sato)
    assert sees(colleague)
    assert not sees(elsewhere)  # the same person, acting for another agency


# What gives none: the source is looked at, not the word of the program


def test_a_draft_gives_no_sight(case, part, sato, suzuki):
    SupportPlan.objects.update(state=PlanState.DRAFT)
    refused(sato, case, suzuki, PART, part)


def test_a_part_without_a_consent_that_covers_its_agency_gives_no_sight(case, part, sato, suzuki, tanaka):
    consent = case.household.consents.get()
    consent.agencies_concerned = False
    consent.save()
    consent.agencies.add(tanaka.agency)
    refused(sato, case, suzuki, PART, part)


@pytest.mark.parametrize(
    "over",
    [
        {"withdrawn_on": today()},
        {"valid_until": today() - timedelta(days=1)},
        {"valid_from": today() + timedelta(days=1)},
    ],
)
def test_a_consent_that_does_not_hold_today_gives_no_sight(case, part, sato, suzuki, over):
    case.household.consents.update(**over)
    refused(sato, case, suzuki, PART, part)


def test_a_part_gives_sight_to_its_own_agency_in_its_own_case_alone(case, part, sato, suzuki, tanaka):
    other = case_of_a_family()
    ConsentFactory(household=other.household)
    refused(sato, case, tanaka, PART, part)
    refused(sato, other, suzuki, PART, part)


@pytest.mark.parametrize("answer", [Referral.Answer.WAITING, Referral.Answer.PASSED_ON, Referral.Answer.COORDINATOR])
def test_a_referral_that_was_not_taken_gives_no_sight(case, taken, sato, suzuki, tanaka, answer):
    taken.answer, taken.passed_to, taken.turn = answer, tanaka.agency, Referral.Turn.AGENCY
    taken.answered_at = taken.answered_at if answer else None
    taken.save()
    refused(sato, case, suzuki, REFERRAL, taken)
    refused(sato, case, tanaka, REFERRAL, taken)


def test_a_referral_gives_sight_to_who_took_it_in_its_own_case_alone(case, taken, sato, suzuki, tanaka):
    refused(sato, case, tanaka, REFERRAL, taken)
    refused(sato, case_of_a_family(), suzuki, REFERRAL, taken)


def test_one_reason_is_not_borne_out_by_the_source_of_another(case, part, taken, sato, suzuki):
    PlanRole.objects.exclude(pk=part.pk).delete()
    for reason, source in ((REFERRAL, part), (PART, taken), ("named", part), ("", part)):
        if source.pk in ({taken.pk} if reason == REFERRAL else {part.pk} if reason == PART else set()):
            continue  # the two happen to have one key
        refused(sato, case, suzuki, reason, source)


def test_taking_part_without_a_part_or_a_referral_shows_nothing(case, suzuki):
    Participant.objects.create(case=case, agency=suzuki.agency, joined_on=today())
    assert not sees(suzuki)


# Nobody writes the table


@pytest.mark.parametrize("reach", [Reach.OWN, Reach.ALL, Reach.SYSTEM])
def test_no_reach_writes_changes_or_removes_a_grant(case, part, sato, suzuki, reach):
    held = give(case, suzuki, PART, part, sato)
    end(held, by=sato)
    with acting_as(sato, reach=reach):
        for change in (
            lambda: Grant.objects.filter(pk=held.pk).update(ended_at=None),
            lambda: Grant.objects.filter(pk=held.pk).delete(),
            lambda: Grant.objects.create(
                permission_id=held.permission_id, group=suzuki.agency.group, content_object=case, reason=PART
            ),
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                change()


def test_who_sees_no_records_and_who_only_counts_cannot_call_the_functions(case, part, sato, suzuki, ono):
    held = give(case, suzuki, PART, part, sato)
    calls = (
        f"select grant_sight({case.pk}, {suzuki.agency.group_id}, 'part', {part.pk}, null)",
        f"select end_sight({held.pk}, null)",
        f"select restrict_household({case.household_id}, true, '{{}}')",
    )
    for who, reach in ((ono, None), (None, None), (sato, Reach.COUNT)):
        for call in calls:
            with (
                acting_as(who, reach=reach),
                connection.cursor() as cursor,
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
            ):
                cursor.execute(call)


# From when, until when


def test_granted_twice_for_one_reason_is_once_and_for_two_reasons_each_ends_by_itself(case, part, taken, sato, suzuki):
    first = give(case, suzuki, PART, part, sato)
    assert give(case, suzuki, PART, part, sato) == first
    second = give(case, suzuki, REFERRAL, taken, sato)
    end(first, by=sato)
    assert sees(suzuki)
    end(second, by=sato)
    assert not sees(suzuki)


def test_an_ended_grant_is_kept_and_a_new_one_is_a_row_of_its_own(case, part, sato, suzuki):
    held = give(case, suzuki, PART, part, sato)
    with acting_as(sato):
        end(held, by=sato)
    again = give(case, suzuki, PART, part, sato)
    assert sorted(Grant.objects.values_list("pk", flat=True)) == sorted([held.pk, again.pk])
    assert sees(suzuki)


def test_a_grant_is_read_on_its_first_and_on_its_last_day_and_not_a_day_outside(case, part, sato, suzuki):
    held = give(case, suzuki, PART, part, sato)
    day, days = today(), timedelta(days=1)
    for first, last, seen in (
        (day, day, True), (day - days, None, True), (day - days, day - days, False), (day + days, None, False),
    ):  # fmt: skip
        Grant.objects.filter(pk=held.pk).update(valid_from=first, valid_until=last)
        assert sees(suzuki) is seen, (first, last)
        assert Grant.objects.live().exists() is seen and Grant.objects.get().is_live is seen


def test_who_leaves_reads_for_the_municipalitys_days_and_not_a_day_longer(case, taken, sato, suzuki):
    Municipality.objects.update(former_participant_days=10)
    give(case, suzuki, REFERRAL, taken, sato)
    joined = Participant.objects.create(case=case, agency=suzuki.agency, joined_on=today())
    with acting_as(sato):
        case_course.leave_case(joined, on=today(), by=sato)
    assert Grant.objects.get().valid_until == today() + timedelta(days=10)
    assert sees(suzuki)
    Grant.objects.update(valid_from=today() - timedelta(days=20), valid_until=today() - timedelta(days=1))
    assert not sees(suzuki)


def test_what_an_agency_wrote_itself_it_keeps_when_its_sight_has_ended(case, part, sato, suzuki):
    held = give(case, suzuki, PART, part, sato)
    own = ContactFactory(consultation=case.consultation, written_by=suzuki.agency.group)
    ContactFactory(consultation=case.consultation)
    with acting_as(sato):
        end(held, by=sato)
    with acting_as(suzuki):
        assert list(Contact.objects.all()) == [own]


# Consent


def test_a_consent_that_is_withdrawn_bites_on_the_next_request(client_of, case, part, sato, suzuki):
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    assert client_of(suzuki).get(case.get_absolute_url()).status_code == 200
    with acting_as(sato):
        consents.withdraw_consent(case.household.consents.get(), today(), by=sato)
    assert client_of(suzuki).get(case.get_absolute_url()).status_code == 404
    assert not sees(suzuki)


def test_a_consent_that_is_over_shows_nothing_of_the_case_from_that_day_on(case, part, sato, suzuki):
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    case.household.consents.update(valid_until=today() - timedelta(days=1))
    with acting_as(suzuki):
        assert access.shared_categories(suzuki, case.household) == frozenset()


def test_a_consent_given_anew_shows_the_case_again(case, part, sato, suzuki):
    with acting_as(sato):
        settle_part_grants(case, by=sato)
        consents.withdraw_consent(case.household.consents.get(), today(), by=sato)
        ConsentFactory(household=case.household)
        settle_part_grants(case, by=sato)
    assert sees(suzuki)


# Restricted families


def test_restricting_ends_every_grant_and_shows_the_family_to_those_named(
    case, part, taken, restrict, abe, sato, suzuki
):
    give(case, suzuki, PART, part, sato)
    give(case, suzuki, REFERRAL, taken, sato)
    restrict(case.household, sato)
    assert not Grant.objects.live().exists()
    assert not sees(suzuki) and not sees(abe) and not sees(sato)
    assert sees(sato, Reach.OWN) and not sees(abe, Reach.OWN)


def test_nothing_gives_sight_of_a_restricted_family(case, part, taken, restrict, sato, suzuki):
    restrict(case.household, sato)
    with acting_as_system() as system:
        for reason, source in ((PART, part), (REFERRAL, taken)):
            with pytest.raises(ProgrammingError, match="gives group"), transaction.atomic():
                grant(case.pk, group=suzuki.agency.group, reason=reason, source=source, by=system)


def test_each_grant_and_each_end_of_one_is_in_the_log(case, part, sato, suzuki):
    held = give(case, suzuki, PART, part, sato)
    with acting_as(sato):
        end(held, by=sato)
    assert list(AuditEvent.objects.filter(by=sato).order_by("pk").values_list("verb", flat=True)) == [
        "granted", "grant_ended",
    ]  # fmt: skip
