"""Whose turn it is in a case: the lines on top of its page, told from what the page has read."""

from datetime import timedelta

import pytest

from agencies.calendar import today
from casework.choices import PartAnswer, PlanState
from casework.models import PlanRole
from casework.turns import CaseState, turns_of
from tests.factories import AgencyFactory, PlanFactory, PlanRoleFactory

NEVER = "2020-07-01T00:00Z"


@pytest.fixture
def part():
    """A part that waits for its agency's answer, in a plan that the agencies have."""
    return PlanRoleFactory(plan=PlanFactory(), agency=AgencyFactory(name="市住宅管理課"))


def lines(part, by, *, plan=True, **state) -> list[str]:
    """What stands there, title and text."""
    told = CaseState(case=part.case, by=by, plan=part.plan if plan else None, parts=[part], **state)
    return [f"{each.title} {each.text}" for each in turns_of(told)]


def said(part, answer, **more) -> PlanRole:
    PlanRole.objects.update(answer=answer, words="保証人は要りますか", answered_at=NEVER, **more)
    return PlanRole.objects.select_related("plan", "case", "agency").get()


def test_in_a_closed_case_it_is_nobodys_turn(part, sato):
    part.case.closed_on = today()
    assert lines(part, sato) == []


def test_who_neither_writes_nor_decides_reads_no_line(part, suzuki):
    assert lines(said(part, PartAnswer.QUESTION), suzuki) == []


def test_an_agency_that_has_not_answered_is_waited_for_once(part, sato):
    assert [each for each in lines(part, sato) if "市住宅管理課" in each] == [
        "返事待ち 市住宅管理課：まだ返事がありません。"
    ]
    assert not any("返事待ち" in each for each in lines(said(part, PartAnswer.AGREED), sato))


def test_an_agency_that_knows_nothing_of_its_part_is_waited_for_by_nobody(part, sato):
    told = lines(part, sato, uncovered=[part])
    assert any("同意" in each for each in told) and not any("返事待ち" in each for each in told)


def test_a_wish_is_the_coordinators_until_it_is_put_up(part, sato, abe):
    asked = said(part, PartAnswer.CHANGE)
    state = CaseState(case=asked.case, by=sato, plan=asked.plan, parts=[asked])
    assert [(each.put_up, each.decide) for each in turns_of(state) if each.part] == [(True, False)]
    asked = said(part, PartAnswer.CHANGE, put_up_at=NEVER)
    for by, title, can in ((sato, "主管課の番です", False), (abe, "あなたの番です", True)):
        (turn,) = [
            each for each in turns_of(CaseState(case=asked.case, by=by, plan=asked.plan, parts=[asked])) if each.part
        ]
        assert (turn.title, turn.decide, turn.put_up) == (title, can, False)


@pytest.mark.parametrize(("days", "told"), [(-1, True), (0, True), (30, True), (31, False)])
def test_a_review_is_told_of_thirty_days_before(part, sato, days, told):
    part.plan.ends_on = today() + timedelta(days=days)
    assert any("見直し" in each for each in lines(part, sato)) is told


def test_a_plan_is_begun_when_all_agreed_and_a_consent_covers_them(part, sato):
    def begins(part, **state) -> bool:
        return any("すべての機関" in each for each in lines(part, sato, **state))

    assert not begins(part)
    agreed = said(part, PartAnswer.AGREED)
    assert begins(agreed)
    assert not begins(agreed, uncovered=[agreed])
    agreed.plan.state = PlanState.RUNNING
    assert not begins(agreed)


def test_a_plan_is_asked_for_where_there_is_none_or_it_ended_and_not_beside_a_draft(part, sato):
    draft = PlanFactory.build(number=2, pk=2, case=part.case)
    assert any("プランがまだありません" in each for each in lines(part, sato, plan=False))
    assert not any("プランがまだありません" in each for each in lines(part, sato, plan=False, draft=draft))
    part.plan.state = PlanState.ENDED
    assert any("プランは終わり" in each for each in lines(part, sato))
    assert not any("プランは終わり" in each for each in lines(part, sato, draft=draft))


def test_what_is_late_is_told_but_not_where_it_is_the_coordinators_turn(part, sato):
    late = {"due_on": today() - timedelta(days=3)}
    PlanRole.objects.update(**late)
    assert any(each.startswith("3日") for each in lines(PlanRole.objects.get(), sato))
    asked = said(part, PartAnswer.QUESTION, **late)
    assert not any(each.startswith("3日") for each in lines(asked, sato))


def test_where_nothing_waits_that_is_said(part, sato):
    agreed = said(part, PartAnswer.AGREED)
    agreed.plan.state = PlanState.RUNNING
    assert lines(agreed, sato) == ["今日、待っているものはありません プランは実施中です。"]
