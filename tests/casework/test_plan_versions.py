"""Versions of a plan, rule by rule: what goes along into the next one, and what stops one."""

import pytest
from django.core.exceptions import ValidationError

from accounts.acting import acting_as
from accounts.models import Notice
from agencies.calendar import today
from casework.actions.plans import PartRow, give_plan, move_plan, next_version, write_plan
from casework.choices import PartAnswer, PlanState
from casework.models import Case, Grant, PlanRole, SupportPlan


@pytest.fixture
def given(case, sato, suzuki) -> SupportPlan:
    with acting_as(sato):
        return give_plan(write_plan(new(case), [PartRow(suzuki.agency, "申込み")], by=sato), by=sato)


def new(case) -> SupportPlan:
    return SupportPlan(case=case, made_on=today())


def test_a_closed_case_gets_no_plan_and_gives_none_out(case, given, sato):
    with acting_as(sato):
        draft = next_version(case, by=sato)
    Case.objects.update(closed_on=today())
    with acting_as(sato):
        for write in (lambda: write_plan(draft, [], by=sato), lambda: give_plan(draft, by=sato)):
            with pytest.raises(ValidationError, match="終結"):
                write()


def test_there_is_one_draft_and_who_asks_for_the_next_version_gets_it(case, given, sato):
    with acting_as(sato):
        draft = next_version(case, by=sato)
        assert next_version(case, by=sato) == draft
        with pytest.raises(ValidationError):
            write_plan(new(case), [], by=sato)


def test_without_a_plan_there_is_no_next_version(case, sato):
    with acting_as(sato), pytest.raises(ValidationError):
        next_version(case, by=sato)


def test_of_two_who_write_one_draft_the_second_is_told(case, given, sato):
    with acting_as(sato):
        next_version(case, by=sato)
        one, other = SupportPlan.objects.get(number=2), SupportPlan.objects.get(number=2)
        write_plan(one, [], by=sato)
        with pytest.raises(ValidationError):
            write_plan(other, [], by=sato)


def test_what_is_finished_does_not_go_along(case, given, sato, suzuki, tanaka):
    part = given.roles.get()
    part.actions.create(case=case, what="済んだこと", done_on=today())
    part.actions.create(case=case, what="これから")
    PlanRole.objects.create(plan=given, case=case, agency=tanaka.agency, task="終わった役割", done_on=today())
    with acting_as(sato):
        draft = next_version(case, by=sato)
    assert [each.task for each in draft.roles.all()] == ["申込み"]
    assert [each.what for each in draft.roles.get().actions.all()] == ["これから"]


def test_a_part_that_goes_to_another_agency_is_no_change_of_the_former_ones(case, given, sato, tanaka):
    with acting_as(sato):
        draft = next_version(case, by=sato)
        part = draft.roles.get()
        write_plan(draft, [PartRow(tanaka.agency, part.task, part=part)], by=sato)
    assert draft.roles.get().former is None


def test_what_was_not_agreed_is_asked_again_without_its_former_words(case, given, sato, suzuki):
    given.roles.update(answer=PartAnswer.QUESTION, words="いつですか", answered_at="2020-07-01T00:00Z")
    Notice.objects.all().delete()
    with acting_as(sato):
        draft = next_version(case, by=sato)
        give_plan(draft, by=sato)
    part = draft.roles.get()
    assert (part.answer, part.words) == (PartAnswer.WAITING, "")
    assert Notice.objects.of(suzuki).filter(kind=Notice.Kind.PART_ASKED).count() == 1


def test_who_agreed_before_is_not_told_of_a_version_that_changes_nothing_for_it(case, given, sato, suzuki):
    given.roles.update(answer=PartAnswer.AGREED, answered_at="2020-07-01T00:00Z")
    Notice.objects.all().delete()
    with acting_as(sato):
        give_plan(next_version(case, by=sato), by=sato)
    assert not Notice.objects.of(suzuki).exists()


def test_a_plan_that_ends_leaves_its_agencies_to_read_on_for_the_days_of_the_municipality(case, given, sato):
    with acting_as(sato):
        move_plan(given, PlanState.ENDED, by=sato)
    assert (Grant.objects.get().valid_until - today()).days == 30
