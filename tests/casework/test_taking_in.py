"""Taking a family in, in Chromium: typed by way of conversion, rows without a reload, a draft that comes back."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from casework.models import Consultation, Draft
from tests.factories import MemberFactory, PersonFactory


@pytest.fixture
def known():
    return MemberFactory(person=PersonFactory(name="髙橋 健一", kana="たかはし けんいち")).person


@pytest.fixture
def at_the_form(browser_page, sato):
    """at_the_form(width=390): a page at a new form, signed in as sato; it is left before the test ends, so that nothing
    of its draft is still under way."""
    begun = []

    def begin(**more: object) -> Page:
        page = browser_page(sato, **more)
        page.goto(reverse("casework:consultation_list"))
        page.get_by_role("button", name="相談を受ける").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("相談を受ける")
        begun.append(page)
        return page

    yield begin
    for page in begun:
        page.goto("about:blank")
        page.wait_for_timeout(500)


def kept(page: Page) -> None:
    expect(page.locator("[data-draft-status]")).to_contain_text("下書きを保存しました")


def press(page: Page, trouble: str, times: int) -> None:
    for _ in range(times):
        page.locator("[data-concerns] .concern-name", has_text=trouble).first.click()


def test_a_call_is_taken_down_in_japanese_and_comes_back_after_a_reload(at_the_form, japanese, check_page):
    page = at_the_form()
    page.locator("[name=name]").focus()
    japanese(page).type("た", "たかはし", "高橋", "高橋 茂")
    assert "/new/" in page.url  # the Enter that ended the conversion sent nothing
    press(page, "住まい", 2)
    press(page, "債務", 1)
    page.get_by_role("button", name="世帯員").click()
    page.keyboard.type("高橋 花子")
    page.locator(".member-concerns summary").click()
    page.locator(".member-concerns").get_by_label("介護").check()
    expect(page.locator(".member-said")).to_have_text("1件")
    kept(page)
    check_page(page)
    page.wait_for_timeout(2500)  # the last of it has been kept
    page.reload()
    expect(page.locator("[name=name]")).to_have_value("高橋 茂")
    expect(page.locator("[name=members-0-name]")).to_have_value("高橋 花子")
    expect(page.locator(".member-said")).to_have_text("1件")
    expect(page.locator(".concern[data-state=most] .concern-label")).to_have_text("住まい")
    page.get_by_role("button", name="登録する", exact=True).click()
    page.wait_for_url(re.compile("/consultations/$"))
    made = Consultation.objects.get()
    assert (made.name, made.main_concern.short_name) == ("高橋 茂", "住まい")
    assert [each.person.name for each in made.household.members.all()] == ["高橋 茂", "高橋 花子"]
    assert not Draft.objects.filter(form="consultation").exists()


def test_somebody_known_is_found_when_the_conversion_ends_and_chosen_with_one_press(
    at_the_form, known, japanese, check_page
):
    page = at_the_form()
    page.locator("[name=name]").focus()
    keyboard = japanese(page)
    keyboard.compose("たかはしけんいち")
    page.wait_for_timeout(700)
    expect(page.locator("#known .turn")).to_have_count(0)  # nothing is asked in the middle of a conversion
    keyboard.type("高橋健一")
    expect(page.locator("#known")).to_contain_text("同じ方かもしれません")
    page.get_by_role("button", name="この方です").click()
    expect(page.locator("[name=person]")).to_have_value(str(known.pk))
    expect(page.locator("#known")).to_contain_text("記録のある方")
    check_page(page)
    page.get_by_role("button", name="登録して対応を決める").click()
    page.wait_for_url(re.compile("#decide$"))
    assert Consultation.objects.get().person == known


def test_somebody_else_is_not_asked_about_again(at_the_form, known):
    page = at_the_form()
    page.locator("[name=name]").press_sequentially("髙橋 健一")
    page.get_by_role("button", name="別の方です").click()
    expect(page.locator("#known .turn")).to_have_count(0)
    page.locator("[name=kana]").press_sequentially("たかはし けんいち")
    page.wait_for_timeout(900)
    expect(page.locator("#known .turn")).to_have_count(0)


def test_on_a_telephone_the_form_fits_and_says_what_is_wrong(at_the_form, check_page):
    page = at_the_form(width=390, touch=True)
    page.get_by_role("button", name="登録する", exact=True).click()
    expect(page.locator(".errors")).to_contain_text("あと一つだけ")
    check_page(page)
