"""Cases, parts and contacts in a browser: the keyboard alone, axe, a telephone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.acting import acting_as
from agencies.calendar import today
from casework.actions.plans import PartRow, give_plan, next_version, write_plan
from casework.models import Contact, PlanRole, SupportPlan
from tests.factories import AgencyFactory, ConsentFactory, ContactFactory, case_of_a_family


@pytest.fixture
def case(sato, suzuki):
    case = case_of_a_family()
    ConsentFactory(household=case.household)
    ContactFactory(consultation=case.consultation)
    with acting_as(sato):
        plan = write_plan(SupportPlan(case=case, made_on=today()), [PartRow(suzuki.agency, "申込みを手伝う")], by=sato)
        give_plan(plan, by=sato)
    return case


def test_an_agency_agrees_on_a_telephone_and_takes_it_back(browser_page, check_page, case, suzuki):
    page = browser_page(suzuki, width=390, touch=True)
    page.goto(reverse("casework:part_list"))
    check_page(page)
    page.get_by_role("button", name="了解").tap()
    page.get_by_role("button", name="取り消す").wait_for()
    assert PlanRole.objects.get().answer == "agreed"
    page.get_by_role("button", name="取り消す").tap()
    page.get_by_role("button", name="了解").wait_for()
    assert PlanRole.objects.get().answer == ""


def test_c_records_a_contact_in_the_page_of_the_case(browser_page, case, sato):
    page = browser_page(sato)
    page.goto(case.get_absolute_url())
    page.keyboard.press("c")
    expect(page.locator("input[name='agency-words']")).to_be_focused()
    page.get_by_label("内容").fill("家の様子を聞いた")
    page.keyboard.press("Control+Enter")
    page.get_by_text("連絡を記録しました").wait_for()
    assert Contact.objects.filter(content="家の様子を聞いた", case=case).exists()


def test_contacts_are_recorded_one_after_another_from_the_keyboard(browser_page, case, sato):
    AgencyFactory(code="A024", name="医療機関・薬局（一）")
    page = browser_page(sato)
    page.goto(reverse("casework:contact_bulk"))
    page.locator("input[name='rows-0-consultation-words']").focus()
    for row in range(3):
        page.keyboard.type("遠藤")
        page.keyboard.press("Enter")
        expect(page.locator(f"[name='rows-{row}-agency-words']")).to_be_focused()
        page.keyboard.type("薬局")
        page.keyboard.press("Enter")
        expect(page.locator(f"[name='rows-{row}-method']")).to_be_focused()
        if row == 0:
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator(f"[name='rows-{row}-content']")).to_be_focused()
        page.keyboard.type(f"受診の日{row}")
        if row < 2:
            page.keyboard.press("Enter")
            expect(page.locator(f"[name='rows-{row + 1}-consultation-words']")).to_be_focused()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/contacts/")
    made = Contact.objects.filter(content__startswith="受診の日")
    assert made.count() == 3 and {each.method.name for each in made} == {"電話"}
    assert {each.agency.code for each in made} == {"A024"}


def test_steps_are_added_within_a_part_and_come_back_with_the_draft(browser_page, check_page, case, sato):
    with acting_as(sato):
        draft = next_version(case, by=sato)
    page = browser_page(sato, width=390)
    page.goto(reverse("casework:plan_edit", args=[draft.pk]))
    parts = page.locator("table.parts > tbody > tr")
    parts.nth(0).get_by_role("button", name="手順").click()
    page.keyboard.type("申込書を届ける")
    page.get_by_role("button", name="役割", exact=False).last.click()
    parts.nth(1).get_by_role("button", name="手順").click()
    page.keyboard.type("二つめ")
    parts.nth(1).get_by_role("button", name="手順").click()
    page.keyboard.type("三つめ")
    parts.nth(1).locator("li").nth(0).get_by_role("button", name="外す").click()
    expect(parts.nth(1).locator(".part-steps li:not(.rows-undo):visible")).to_have_count(1)
    check_page(page)
    expect(page.locator("[data-draft-status]")).to_contain_text("下書きを保存しました")
    page.wait_for_timeout(2500)
    page.reload()
    steps = page.locator(".part-steps [name$=-what]")
    expect(steps).to_have_count(2)
    expect(steps.nth(0)).to_have_value("申込書を届ける")
    expect(steps.nth(1)).to_have_value("三つめ")
    page.goto("about:blank")


def test_a_long_sentence_in_a_plan_wraps_in_its_box(browser_page, case, sato):
    with acting_as(sato):
        draft = next_version(case, by=sato)
    page = browser_page(sato)
    page.goto(reverse("casework:plan_edit", args=[draft.pk]))
    page.get_by_label("していること").first.fill("申込書を届け、" * 60)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.goto("about:blank")
