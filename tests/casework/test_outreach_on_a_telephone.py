"""A welfare commissioner with a telephone in the hand: 390 wide, thumbs, few words; and coordinators at their desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from agencies.models import District
from casework.models import LocalReport, SurveyHousehold
from tests.factories import (
    AgencyFactory,
    LocalReportFactory,
    MembershipFactory,
    OutreachNoteFactory,
    SurveyFactory,
    SurveyHouseholdFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kimura(transactional_db):
    here = District.objects.create(name="湊")
    District.objects.create(name="蛇田")
    desk = AgencyFactory(code="A027", name="民生委員児童委員", district=here, telephone="0225-00-1027")
    return MembershipFactory(staff__login="kimura", staff__name="木村 とし子", agency=desk, role=Role.LOCAL_DESK)


def phone(browser_page, who):
    return browser_page(who, width=390, height=844, touch=True)


def test_she_tells_of_somebody_with_a_few_presses(browser_page, check_page, kimura, sato):
    sato.agency.telephone = "0225-00-1111"
    sato.agency.save()
    page = phone(browser_page, kimura)
    page.goto(reverse("accounts:home"))
    check_page(page)
    page.get_by_role("link", name="気がかりな人がいる").last.tap()
    expect(page.get_by_role("heading", name="気がかりな人がいる")).to_be_visible()
    check_page(page)
    assert page.get_by_role("combobox", name="地区").input_value() == "湊"
    expect(page.get_by_role("link", name="119")).to_be_hidden()
    page.get_by_text("はい、危ない").tap()
    expect(page.get_by_role("link", name="119")).to_be_visible()
    expect(page.get_by_role("link", name="0225-00-1111")).to_be_visible()
    check_page(page)
    page.get_by_text("いいえ", exact=True).tap()
    page.get_by_label("住所・目じるし").fill("商店の裏の青い屋根の家")
    page.get_by_text("新聞や郵便がたまっている").tap()
    page.get_by_role("button", name="推進員に送る").tap()
    expect(page.get_by_text("推進員に届きました")).to_be_visible()
    check_page(page)
    report = LocalReport.objects.get()
    assert report.place == "商店の裏の青い屋根の家" and report.district.name == "湊" and not report.danger


def test_every_press_is_large_enough_for_a_thumb(browser_page, kimura):
    page = phone(browser_page, kimura)
    page.goto(reverse("casework:local_report_new"))
    small = page.evaluate(
        "[...document.querySelectorAll('.tell .choice, .tell button, .tell select, .tell input:not([type=hidden]):not("
        "[type=radio]):not([type=checkbox])')].filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_what_is_typed_is_kept_when_the_telephone_is_put_away(browser_page, kimura):
    page = phone(browser_page, kimura)
    page.goto(reverse("casework:local_report_new"))
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.ok):
        page.get_by_label("ことばで（自由に）").fill("雨戸が三日閉まったまま")
    page.goto(reverse("accounts:home"))
    expect(page.get_by_text("書きかけたものがあります")).to_be_visible()
    page.get_by_role("link", name="気がかりな人がいる").last.tap()
    expect(page.get_by_label("ことばで（自由に）")).to_have_value("雨戸が三日閉まったまま")


def test_the_survey_is_filled_in_with_thumbs_a_row_after_the_other(browser_page, check_page, kimura):
    survey = SurveyFactory()
    page = phone(browser_page, kimura)
    page.goto(reverse("casework:survey", args=[survey.fiscal_year]))
    check_page(page)
    first = page.locator(".survey-row").first
    first.get_by_text("女性").tap()
    first.get_by_label("おおよその年齢").select_option(label="80代以上")
    first.get_by_text("閉じこもり").tap()
    page.get_by_role("button", name="次の人").tap()
    second = page.locator(".survey-row").nth(1)
    second.get_by_text("上の人と同じ世帯").tap()
    second.get_by_text("男性").tap()
    check_page(page)
    page.get_by_role("button", name="まとめて保存する").tap()
    expect(page.get_by_text("1 世帯を保存しました")).to_be_visible()
    assert [each.sex for each in SurveyHousehold.objects.get().persons.all()] == ["female", "male"]


def test_the_survey_is_filled_in_from_the_keyboard(browser_page, kimura):
    survey = SurveyFactory()
    page = browser_page(kimura)
    page.goto(reverse("casework:survey", args=[survey.fiscal_year]))
    page.locator(".survey-row input[name$=label]").first.focus()
    page.keyboard.type("角の家")
    for press in ("Tab", "Space", "Tab", "8", "Tab", "Space"):  # sex, age by its first figure, what is noticed
        page.keyboard.press(press)
    for _each in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "まとめて保存する":
            page.keyboard.press("Enter")
            break
    expect(page.get_by_text("1 世帯を保存しました")).to_be_visible()
    person = SurveyHousehold.objects.get().persons.get()
    assert (person.sex, str(person.age_band)) == ("female", "80代以上")


def test_pages_of_the_roster_have_no_fault(browser_page, check_page, kimura, sato):
    report = LocalReportFactory(sent_by=kimura, danger=True)
    note = OutreachNoteFactory()
    home = SurveyHouseholdFactory(written_by_member=kimura)
    page = browser_page(sato, width=390, touch=True)
    for url in (
        reverse("casework:outreach_list"),
        report.get_absolute_url(),
        note.get_absolute_url(),
        reverse("casework:outreach_edit", args=[note.pk]),
        reverse("casework:tube_list"),
        reverse("casework:survey", args=[home.survey.fiscal_year]),
        reverse("reports:survey"),
    ):
        page.goto(url)
        check_page(page)


def test_an_attempt_is_recorded_and_one_name_for_a_visit_is_told(browser_page, sato):
    note = OutreachNoteFactory()
    page = browser_page(sato)
    page.goto(note.get_absolute_url())
    page.get_by_label("方法").first.select_option(label="訪問")
    page.get_by_text("応答なし・留守").click()
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_text("訪問は二人で行います").first).to_be_visible()
    page.get_by_label("だれが", exact=False).first.fill("佐藤、千葉")
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_text("次の連絡の日も決まりました")).to_be_visible()
