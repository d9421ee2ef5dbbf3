"""What cannot be pressed about a part, and who hears of what was."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.acting import acting_as
from accounts.models import Notice
from accounts.roles import Role
from agencies.calendar import today
from casework.actions import parts as actions
from casework.actions.grants import settle_part_grants
from casework.choices import PartAnswer, PlanState
from casework.models import Case, PlanRole, SupportPlan
from casework.models.plan import PartTurn
from casework.parts import parts_of, state_of
from tests.factories import AgencyFactory, ConsentFactory, MembershipFactory, PlanFactory, PlanRoleFactory


@pytest.fixture
def part(sato, suzuki) -> PlanRole:
    """A part that suzuki's agency has been asked for, in sato's case."""
    part = PlanRoleFactory(plan=PlanFactory(), agency=suzuki.agency)
    Case.objects.update(coordinator=sato.staff)
    ConsentFactory(household=part.case.household)
    with acting_as(sato):
        settle_part_grants(part.case, by=sato)
    Notice.objects.all().delete()
    return PlanRole.objects.get()


def press(name, part, *args, by, **kwargs) -> PlanRole:
    with acting_as(by):
        return getattr(actions, name)(part, *args, by=by, **kwargs)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.ENDED])
def test_nothing_is_said_to_a_version_that_is_not_in_force(part, sato, state):
    SupportPlan.objects.update(state=state)
    with pytest.raises(ValidationError, match="版"):
        press("reply_to_part", part, "はい", by=sato)


def test_nothing_is_said_to_a_part_of_a_closed_case(part, suzuki):
    Case.objects.update(closed_on=today())
    with pytest.raises(ValidationError):
        press("answer_part", part, PartAnswer.AGREED, by=suzuki)


def test_where_nothing_is_asked_nothing_is_replied_decided_or_put_up(part, sato, abe):
    for name, words, by in (
        ("reply_to_part", ["はい"], sato),
        ("decide_part", ["こう決めた"], abe),
        ("put_up_part", [], sato),
    ):
        with pytest.raises(ValidationError):
            press(name, part, *words, by=by)


def test_a_part_is_finished_once_and_waits_for_no_sign_that_it_does_not_have(part, suzuki):
    with pytest.raises(ValidationError):
        press("sign_came", part, by=suzuki)
    press("finish_part", part, by=suzuki)
    with pytest.raises(ValidationError):
        press("finish_part", part, by=suzuki)


def test_what_another_agency_pressed_is_not_taken_back_for_it(part, sato, suzuki):
    press("answer_part", part, PartAnswer.AGREED, by=suzuki)
    with pytest.raises(ValidationError):
        press("undo_press", part, by=sato)


def test_news_that_was_read_stays_when_the_press_is_taken_back(part, sato, suzuki):
    press("answer_part", part, PartAnswer.AGREED, by=suzuki)
    Notice.objects.update(read_at="2020-07-01T00:00Z")
    press("undo_press", part, by=suzuki)
    assert Notice.objects.of(sato).filter(kind=Notice.Kind.PART_AGREED).exists()


def test_a_coordinator_who_is_one_no_longer_is_not_told(part, sato, suzuki):
    sato.role = Role.ASSISTANT
    sato.save()
    press("answer_part", part, PartAnswer.AGREED, by=suzuki)
    assert Notice.objects.get().to is None  # the office that wrote the plan is


def test_a_question_may_be_asked_after_a_decision(part, sato, abe, suzuki):
    press("answer_part", part, PartAnswer.CHANGE, "無理です", by=suzuki)
    press("decide_part", part, "市住宅管理課が行う", by=abe)
    assert press("answer_part", part, PartAnswer.QUESTION, "いつからですか", by=suzuki).turn == PartTurn.COORDINATOR


def test_the_first_screen_drops_what_was_finished_long_ago(part, suzuki):
    for days, shown in ((30, 1), (31, 0)):
        PlanRole.objects.update(done_on=today() - timedelta(days=days))
        with acting_as(suzuki):
            assert len(parts_of(suzuki)["finished"]) == shown


def test_only_a_later_version_has_new_parts_and_only_what_differs_is_a_change(part, sato, suzuki):
    with acting_as(suzuki):
        (card,) = parts_of(suzuki)["waiting"]
    assert not card.is_new and card.changes == []
    second = PlanFactory(case=part.case, number=2)
    same = PlanRoleFactory(plan=second, agency=suzuki.agency, former=part, due_on=today())
    PlanRoleFactory(plan=second, agency=suzuki.agency, task="別の手伝い")
    with acting_as(suzuki):
        cards = {each.part.pk: each for each in parts_of(suzuki)["waiting"]}
    assert [each.label for each in cards.pop(same.pk).changes] == ["いつまで"]
    assert [each.is_new for each in cards.values()] == [True]


def test_how_a_part_stands_is_said_in_words(part):
    day = today()
    for fields, words in (
        ({}, "返事待ち"),
        ({"due_on": day - timedelta(days=3)}, "3日超過"),
        ({"answer": "change", "words": "x", "answered_at": "2020-07-01T00:00Z"}, "変更したい"),
        ({"answer": "agreed", "answered_at": "2020-07-01T00:00Z", "sign": "退院"}, "合図待ち"),
        ({"done_on": day, "due_on": day - timedelta(days=3)}, "終わりました"),
    ):
        PlanRole.objects.update(**{"answer": "", "words": "", "answered_at": None, "due_on": None, "sign": ""} | fields)
        assert words in state_of(PlanRole.objects.get()).words, fields
    PlanRole.objects.update(done_on=None)
    assert state_of(PlanRole.objects.get(), covered=False).tone == "hold"


def test_parts_that_are_asked_for_are_those_of_the_newest_version_in_force(part):
    assert list(PlanRole.objects.asked()) == [part]
    draft = PlanRoleFactory(plan=PlanFactory(case=part.case, number=2, state=PlanState.DRAFT), agency=AgencyFactory())
    assert list(PlanRole.objects.asked()) == [part]
    SupportPlan.objects.filter(number=2).update(state=PlanState.AGREED)
    assert list(PlanRole.objects.asked()) == [draft]
    SupportPlan.objects.filter(number=2).update(state=PlanState.ENDED)
    assert not PlanRole.objects.asked().exists()
    SupportPlan.objects.filter(number=2).update(state=PlanState.RUNNING)
    Case.objects.update(closed_on=today())
    assert not PlanRole.objects.asked().exists()


def test_what_waits_for_a_reply_and_what_for_a_decision(part):
    asked = {"answer": "question", "words": "いつ", "answered_at": "2020-07-01T00:00Z"}
    for fields, waits, put_up in (
        ({}, False, False), (asked, True, False), (asked | {"replied_at": "2020-07-02T00:00Z"}, False, False),
        (asked | {"put_up_at": "2020-07-02T00:00Z"}, True, True), (asked | {"done_on": today()}, False, False),
    ):  # fmt: skip
        nothing = {
            "answer": "",
            "words": "",
            "answered_at": None,
            "replied_at": None,
            "put_up_at": None,
            "done_on": None,
        }
        PlanRole.objects.update(**nothing | fields)
        assert PlanRole.objects.waiting_for_reply().exists() is waits, fields
        assert PlanRole.objects.put_up().exists() is put_up, fields


def test_news_of_a_part_is_told_when_its_agency_comes_to_see_it_and_it_is_its_turn(part, sato, suzuki):
    Notice.objects.all().delete()
    PlanRole.objects.update(answer="agreed", answered_at="2020-07-01T00:00Z")
    other = MembershipFactory()
    PlanRoleFactory(plan=part.plan, agency=other.agency, answer="agreed", answered_at="2020-07-01T00:00Z")
    with acting_as(sato):
        settle_part_grants(part.case, by=sato)
    assert not Notice.objects.of(other).exists()
