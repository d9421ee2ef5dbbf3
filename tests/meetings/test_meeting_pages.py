"""Meetings in Chromium: the form filled from the keyboard."""

from django.urls import reverse

from meetings.models import Meeting
from tests.factories import ConsentFactory, case_of_a_family
from tests.meetings.conftest import CASE_MEETING, SECRET_MEETING


def test_a_meeting_is_written_from_the_keyboard_with_its_rules_and_rows_without_a_reload(
    browser_page, check_page, sato, suzuki
):
    case = case_of_a_family()
    page = browser_page(sato)
    page.goto(reverse("meetings:meeting_create") + f"?consultation={case.consultation.pk}")
    page.select_option("#id_kind", label=CASE_MEETING)
    page.fill("#id_held_on", "R2.7.1")
    page.keyboard.press("Tab")
    page.wait_for_selector("#meeting-rules >> text=同意がありません")
    page.wait_for_selector("#usual-name >> text=第1回")
    assert case.number not in page.inner_text("#usual-name")
    page.focus("[name=attending-0-agency-words]")
    page.keyboard.type("住宅")
    page.wait_for_selector("[role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    page.click("text=＋ 機関・職員")
    page.focus("[name=attending-1-staff-words]")
    page.keyboard.type("佐藤")
    page.wait_for_selector("[role=option][aria-selected=true] >> text=佐藤")
    page.keyboard.press("Enter")
    page.fill("[name=decided-0-what]", "受診に付き添う")
    page.fill("#id_content", "出し合った")
    page.wait_for_selector("[data-draft-status] >> text=下書きを保存しました", timeout=8000)
    page.reload()
    assert page.input_value("#id_content") == "出し合った"
    assert page.input_value("[name=attending-1-staff-words]") == "佐藤 陽子"
    check_page(page)
    page.click("button >> text=保存")
    page.wait_for_url("**/meetings/*/")
    meeting = Meeting.objects.get()
    assert [str(each) for each in meeting.attendance.all()] == [
        suzuki.agency.name,
        f"{sato.agency.name}　{sato.staff.name}",
    ]
    assert meeting.decided.get().what == "受診に付き添う"


def test_a_row_taken_out_comes_back_by_undo(browser_page, held, sato, suzuki):
    meeting = held(CASE_MEETING, suzuki.agency)
    page = browser_page(sato)
    page.goto(reverse("meetings:meeting_edit", args=[meeting.pk]))
    page.click("[data-formset=attending] [data-row-remove]")
    page.click("text=元に戻す")
    page.click("button >> text=保存")
    page.wait_for_url(f"**{meeting.get_absolute_url()}")
    assert meeting.attendance.count() == 1


def test_choosing_a_kind_bound_by_secrecy_shows_its_notice_at_once(browser_page, check_page, sato):
    ConsentFactory(household=case_of_a_family().household)
    page = browser_page(sato)
    page.goto(reverse("meetings:meeting_create"))
    page.select_option("#id_kind", label=SECRET_MEETING)
    page.wait_for_selector("#meeting-rules >> text=秘密を漏らしてはなりません")
    check_page(page)
    page.fill("#id_held_on", "R2.7.1")
    page.click("button >> text=保存")
    page.wait_for_selector(".errors >> text=守秘の文を読んで確認してください")
    check_page(page)
    page.check("[name=acknowledged]")
    page.click("button >> text=保存")
    page.wait_for_url("**/meetings/*/")
    assert Meeting.objects.get().minutes.secret


def test_one_press_finishes_what_was_decided_without_a_reload(browser_page, held, sato):
    meeting = held(CASE_MEETING)
    page = browser_page(sato)
    page.goto(meeting.get_absolute_url())
    page.click("button >> text=済んだ")
    page.wait_for_selector("tr >> text=済み")
    page.click("tr >> button >> text=元に戻す")
    page.wait_for_selector("button >> text=済んだ")
    assert meeting.decided.get().done_on is None
