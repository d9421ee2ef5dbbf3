"""Cases: the list, the page, their course."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.desk import waiting_for
from accounts.models import AuditEvent
from agencies.calendar import today
from casework.actions import case_course as actions
from casework.actions.parts import answer_part
from casework.actions.plans import PartRow, give_plan, write_plan
from casework.choices import PartAnswer, Phase
from casework.models import Case, Grant, SupportPlan
from tests.factories import ConsentFactory, case_of_a_family


@pytest.fixture
def case(sato, suzuki):
    """A running case in which suzuki's agency has a part."""
    case = case_of_a_family()
    ConsentFactory(household=case.household)
    with acting_as(sato):
        plan = write_plan(SupportPlan(case=case, made_on=today()), [PartRow(suzuki.agency, "申込み")], by=sato)
        give_plan(plan, by=sato)
    return case


def test_a_closed_case_is_read_on_by_its_agencies_and_reopened_as_it_was(case, sato, suzuki):
    with acting_as(sato):
        actions.close_case(case, on=today(), reason="転居", by=sato)
    assert (Grant.objects.get().valid_until - today()).days == 30
    with acting_as(suzuki):
        assert Case.objects.exists()
    with acting_as(sato):
        actions.reopen_case(case, by=sato)
    assert Grant.objects.get().valid_until is None and Case.objects.get().closed_on is None


def test_a_case_is_not_closed_without_a_reason_or_twice(case, sato):
    with acting_as(sato):
        with pytest.raises(ValidationError, match="理由"):
            actions.close_case(case, on=today(), reason=" ", by=sato)
        actions.close_case(case, on=today(), reason="転居", by=sato)
        with pytest.raises(ValidationError):
            actions.close_case(case, on=today(), reason="転居", by=sato)


def test_an_assistant_does_not_close_a_case(case, kudo):
    with acting_as(kudo), pytest.raises(PermissionDenied):
        actions.close_case(case, on=today(), reason="転居", by=kudo)


def test_a_new_phase_begins_today(case, sato):
    with acting_as(sato):
        changed = Case.objects.get()
        changed.phase = Phase.COORDINATING
        assert actions.change_case(changed, by=sato).phase_since == today()


def test_an_agency_takes_part_once_and_leaves(case, sato, tanaka):
    with acting_as(sato):
        joined = actions.join_case(case, tanaka.agency, on=today(), by=sato)
        with pytest.raises(ValidationError):
            actions.join_case(case, tanaka.agency, on=today(), by=sato)
        actions.leave_case(joined, on=today(), by=sato)
        assert actions.come_back(joined, by=sato).left_on is None
    with acting_as(tanaka):
        assert not Case.objects.exists()  # taking part alone shows it nothing


def test_looking_at_a_case_leaves_an_event(client_of, case, sato):
    client_of(sato).get(case.get_absolute_url())
    assert AuditEvent.objects.filter(verb="viewed", about_type="case", about_id=case.pk, by=sato).exists()


def test_whose_turn_it_is_stands_on_top(client_of, case, sato, abe, suzuki):
    part = case.plan_roles.get()
    assert "市住宅管理課：まだ返事がありません" in client_of(sato).get(case.get_absolute_url()).content.decode()
    with acting_as(suzuki):
        answer_part(part, PartAnswer.CHANGE, "保証人の免除が決まってから", by=suzuki)
    page = client_of(sato).get(case.get_absolute_url()).content.decode()
    assert "あなたの番です" in page and "保証人の免除が決まってから" in page and "主管課に決めてもらう" in page
    client_of(sato).post(reverse("casework:part_put_up", args=[part.pk]))
    assert "主管課の番です" in client_of(sato).get(case.get_absolute_url()).content.decode()
    assert "あなたの番です" in client_of(abe).get(case.get_absolute_url()).content.decode()


def test_what_waits_stands_on_the_home_page(case, sato, abe, suzuki):
    part = case.plan_roles.get()
    with acting_as(suzuki):
        answer_part(part, PartAnswer.QUESTION, "いつですか", by=suzuki)
    with acting_as(sato):
        assert any("質問" in each.what for each in waiting_for(sato))
        assert not any("役割を決める" in each.what for each in waiting_for(sato))


def test_an_agency_answers_its_part_in_the_case_too(client_of, case, suzuki):
    page = client_of(suzuki).get(case.get_absolute_url()).content.decode()
    assert "了解" in page and page.count(f'id="part-{case.plan_roles.get().pk}"') == 1


def test_who_sees_a_case_is_a_list_of_rows(client_of, case, sato):
    page = client_of(sato).get(reverse("casework:case_sight", args=[case.pk])).content.decode()
    assert "市住宅管理課" in page and "申込み" in page and "相談支援包括化推進員" in page


def test_the_list_costs_the_same_for_one_case_and_for_twenty(count_queries, case, sato):
    with_one = count_queries(sato, "casework:case_list")
    for _number in range(19):
        case_of_a_family()
    assert count_queries(sato, "casework:case_list") == with_one


def test_the_page_costs_the_same_for_one_part_and_for_ten(count_queries, case, sato, suzuki):
    with_one = count_queries(sato, "casework:case_detail", case.pk)
    plan = case.plans.get()
    for number in range(9):
        plan.roles.create(case=case, agency=suzuki.agency, task=f"役割{number}")
    assert count_queries(sato, "casework:case_detail", case.pk) == with_one
