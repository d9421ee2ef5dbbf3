"""A case's course, rule by rule: two on one case, days that cannot be, and who sees what afterwards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.acting import acting_as
from agencies.calendar import today
from casework.actions import case_course as actions
from casework.actions.grants import grant, parts_giving_sight, settle_part_grants
from casework.choices import Phase, PlanState
from casework.models import Case, Grant, Participant, Referral, SupportPlan
from tests.factories import PlanFactory, PlanRoleFactory, ReferralFactory


@pytest.fixture
def part(case, sato, suzuki):
    """Suzuki's agency sees the case by a part in its plan."""
    part = PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    return part


@pytest.fixture
def taken(case, sato, suzuki):
    """Suzuki's agency took the family on, and takes part."""
    referral = ReferralFactory(consultation=case.consultation, case=case, to=suzuki.agency)
    referral.answer_with(Referral.Answer.TAKEN, at=timezone.now())
    referral.save()
    with acting_as(sato):
        grant(case.pk, group=suzuki.agency.group, reason=Grant.Reason.REFERRAL, source=referral, by=sato)
    Participant.objects.create(case=case, agency=suzuki.agency, joined_on=date(2020, 7, 1))
    return referral


def test_of_two_who_change_one_case_the_second_is_told(case, sato):
    with acting_as(sato):
        one, other = Case.objects.get(), Case.objects.get()
        one.phase = Phase.COORDINATING
        actions.change_case(one, by=sato)
        other.phase = Phase.STABLE
        with pytest.raises(ValidationError):
            actions.change_case(other, by=sato)
    assert Case.objects.get().phase == Phase.COORDINATING


def test_a_day_that_was_written_for_the_new_phase_stands(case, sato):
    with acting_as(sato):
        changed = Case.objects.get()
        changed.phase, changed.phase_since = Phase.COORDINATING, date(2020, 9, 1)
        assert actions.change_case(changed, by=sato).phase_since == date(2020, 9, 1)


@pytest.mark.parametrize("on", [date(2020, 5, 31), today() + timedelta(days=1)])
def test_a_case_is_not_closed_before_it_opened_nor_on_a_day_to_come(case, sato, on):
    with acting_as(sato), pytest.raises(ValidationError):
        actions.close_case(case, on=on, reason="転居", by=sato)


def test_an_open_case_is_not_opened_again(case, sato):
    with acting_as(sato), pytest.raises(ValidationError, match="進行中"):
        actions.reopen_case(case, by=sato)


def test_nobody_leaves_before_they_joined(case, taken, sato):
    with acting_as(sato), pytest.raises(ValidationError):
        actions.leave_case(case.participants.get(), on=date(2020, 6, 30), by=sato)


def test_who_leaves_with_a_part_in_the_plan_keeps_its_sight(case, taken, part, sato):
    with acting_as(sato):
        actions.leave_case(case.participants.get(), on=today(), by=sato)
    assert not Grant.objects.live().exclude(valid_until=None).exists()


def test_who_had_left_does_not_see_a_case_again_because_it_was_reopened(case, taken, sato):
    with acting_as(sato):
        actions.leave_case(case.participants.get(), on=today(), by=sato)
        actions.close_case(case, on=today(), reason="転居", by=sato)
        actions.reopen_case(case, by=sato)
    assert Grant.objects.get().valid_until == today() + timedelta(days=30)


def test_a_plan_that_ended_gives_no_sight_nor_one_of_a_case_that_is_closed(case, part, sato):
    assert parts_giving_sight(case).exists()
    SupportPlan.objects.update(state=PlanState.ENDED)
    assert not parts_giving_sight(case).exists()
    SupportPlan.objects.update(state=PlanState.RUNNING)
    case.closed_on = today()
    assert not parts_giving_sight(case).exists()


def test_an_agency_whose_part_came_back_sees_the_case_without_an_end_again(case, part, sato):
    Grant.objects.update(valid_until=today())
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    assert Grant.objects.live().get().valid_until is None
