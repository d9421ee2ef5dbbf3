"""An agency's part of a plan — sato coordinates, abe is the lead department, suzuki's agency has the part."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from agencies.calendar import today
from casework.actions import parts as actions
from casework.actions.plans import PartRow, give_plan, next_version, write_plan
from casework.choices import PartAnswer
from casework.models import PlanRole, SupportPlan
from casework.models.plan import PartTurn
from casework.parts import parts_of, state_of
from tests.factories import ConsentFactory, MembershipFactory, case_of_a_family


@pytest.fixture
def case(sato):
    case = case_of_a_family()
    case.coordinator = sato.staff
    case.save()
    return case


@pytest.fixture
def part(case, sato, suzuki) -> PlanRole:
    """A part that suzuki's agency has been asked for."""
    ConsentFactory(household=case.household)
    with acting_as(sato):
        plan = write_plan(
            SupportPlan(case=case, made_on=today()), [PartRow(suzuki.agency, "公営住宅の申込みを手伝う")], by=sato
        )
        give_plan(plan, by=sato)
    return PlanRole.objects.get()


def answered(part, by, answer=PartAnswer.AGREED, words=""):
    with acting_as(by):
        return actions.answer_part(part, answer, words, seen=part.version, by=by)


def test_one_press_agrees_and_tells_the_coordinator(part, sato, suzuki):
    part = answered(part, suzuki)
    assert part.turn == PartTurn.NOBODY and part.answered_by == suzuki
    assert Notice.objects.of(sato).filter(kind=Notice.Kind.PART_AGREED).exists()
    assert part.case.participants.filter(agency=suzuki.agency).exists()


def test_another_agency_does_not_answer_for_it(part, tanaka):
    with pytest.raises(PlanRole.DoesNotExist):  # the wall: it does not even see the part
        answered(part, tanaka)


def test_a_change_and_a_question_need_words(part, suzuki):
    for answer in (PartAnswer.CHANGE, PartAnswer.QUESTION):
        with pytest.raises(ValidationError):
            answered(part, suzuki, answer, "  ")


def test_the_second_of_two_colleagues_sees_what_the_first_said(part, suzuki):
    colleague = MembershipFactory(staff__login="okada", agency=suzuki.agency)
    answered(part, suzuki, PartAnswer.QUESTION, "保証人は要りますか")
    with pytest.raises(ValidationError, match="先に"):
        answered(part, colleague)
    assert PlanRole.objects.get().words == "保証人は要りますか"


def test_a_question_is_answered_and_the_agency_answers_again(part, sato, suzuki):
    part = answered(part, suzuki, PartAnswer.QUESTION, "保証人は要りますか")
    assert part.turn == PartTurn.COORDINATOR
    with acting_as(sato):
        part = actions.reply_to_part(part, "免除の見込みです", by=sato)
    assert part.turn == PartTurn.AGENCY
    assert Notice.objects.of(suzuki).filter(kind=Notice.Kind.PART_ANSWERED).exists()
    assert answered(part, suzuki).reply == "免除の見込みです"


def test_the_lead_department_decides_what_is_not_settled(part, sato, abe, suzuki):
    part = answered(part, suzuki, PartAnswer.CHANGE, "申込みは免除が決まってから")
    with acting_as(sato):
        part = actions.put_up_part(part, by=sato)
        assert part.turn == PartTurn.LEAD
        with pytest.raises(PermissionDenied):
            actions.decide_part(part, "市住宅管理課が行う", by=sato)
    with acting_as(abe):
        part = actions.decide_part(part, "市住宅管理課が行う", by=abe)
    assert part.turn == PartTurn.AGENCY and part.decided_by == abe
    with pytest.raises(ValidationError, match="主管課"):
        answered(part, suzuki, PartAnswer.CHANGE, "やはり無理です")
    assert answered(part, suzuki).turn == PartTurn.NOBODY


def test_a_wrong_press_is_taken_back_for_some_minutes(part, sato, suzuki):
    part = answered(part, suzuki)
    with acting_as(suzuki):
        part = actions.undo_press(part, by=suzuki)
    assert part.answer == PartAnswer.WAITING and part.answered_at is None
    assert not Notice.objects.of(sato).filter(kind=Notice.Kind.PART_AGREED).exists()


def test_what_was_pressed_long_ago_is_not_taken_back(part, suzuki):
    part = answered(part, suzuki)
    part.before["at"] = (timezone.now() - timedelta(minutes=actions.UNDO_MINUTES + 1)).isoformat()
    part.save()
    with acting_as(suzuki), pytest.raises(ValidationError, match="10分"):
        actions.undo_press(part, by=suzuki)


def test_undoing_a_finish_puts_the_days_back(part, suzuki):
    part = answered(part, suzuki)
    agreed_at = part.answered_at
    with acting_as(suzuki):
        part = actions.finish_part(part, by=suzuki)
        assert part.done_on == today()
        part = actions.undo_press(part, by=suzuki)
    assert part.done_on is None and part.answered_at == agreed_at and part.answer == PartAnswer.AGREED


def test_a_sign_that_came_is_told_to_the_agency(case, sato, suzuki, part):
    with acting_as(sato):
        plan = next_version(case, by=sato)
        row = plan.roles.get()
        write_plan(plan, [PartRow(suzuki.agency, row.task, sign="退院が決まったら", part=row)], by=sato)
        give_plan(plan, by=sato)
        new = plan.roles.get()
        assert state_of(new).words == "返事待ち"
        new = actions.sign_came(new, by=sato)
    assert not new.awaits_sign
    assert Notice.objects.of(suzuki).filter(kind=Notice.Kind.PART_SIGN).exists()


def test_for_an_agency_where_nobody_signs_in_the_coordinator_takes_its_answer_down(part, sato, suzuki):
    with acting_as(sato), pytest.raises(PermissionDenied, match="自分で返事"):
        actions.answer_part(part, PartAnswer.AGREED, by=sato)
    suzuki.valid_until = today() - timedelta(days=1)
    suzuki.save()
    with acting_as(sato):
        assert actions.answer_part(part, PartAnswer.AGREED, by=sato).answer == PartAnswer.AGREED


def test_the_first_screen_shows_what_changed(case, part, sato, suzuki):
    answered(part, suzuki)
    with acting_as(sato):
        plan = next_version(case, by=sato)
        row = plan.roles.get()
        write_plan(plan, [PartRow(suzuki.agency, row.task, sign="合図があってから", part=row)], by=sato)
        give_plan(plan, by=sato)
    with acting_as(suzuki):
        panel = parts_of(suzuki)
    (card,) = panel["waiting"]
    assert [(each.before, each.now) for each in card.changes] == [("期限は未定", "合図があってから")]


def test_an_agency_answers_in_place(client_of, part, suzuki):
    client = client_of(suzuki)
    url = reverse("casework:part_answer", args=[part.pk])
    page = client.post(url, {"answer": "change", "words": "", "seen": part.version}, headers={"HX-Request": "true"})
    assert page.status_code == 422 and "どう変えたいか" in page.content.decode()
    page = client.post(url, {"answer": "agreed", "seen": part.version}, headers={"HX-Request": "true"})
    assert page.status_code == 200 and "取り消す" in page.content.decode()
    assert AuditEvent.objects.filter(verb="answered", about_id=part.pk, by=suzuki).exists()


def test_an_agency_outside_gets_not_found(client_of, part, tanaka):
    assert (
        client_of(tanaka).post(reverse("casework:part_answer", args=[part.pk]), {"answer": "agreed"}).status_code == 404
    )


def test_the_first_screen_costs_the_same_for_one_part_and_for_twelve(count_queries, case, part, sato, suzuki):
    with_one = count_queries(suzuki, "casework:part_list")
    with acting_as(sato):
        plan = next_version(case, by=sato)
        rows = [PartRow(suzuki.agency, f"役割{number}") for number in range(12)]
        give_plan(write_plan(plan, rows, by=sato), by=sato)
    assert count_queries(suzuki, "casework:part_list") == with_one
