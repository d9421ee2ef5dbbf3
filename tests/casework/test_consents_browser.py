"""Consent in a browser: agencies ticked by keyboard, and asked for in the middle of a hand-over, on a telephone too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from casework.models import Consent, Referral
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MemberFactory


@pytest.fixture
def consultation(sato, suzuki):
    consultation = ConsultationFactory(name="遠藤 美咲")
    MemberFactory(household=consultation.household, person__name="遠藤 誠", relation_label="夫")
    for number in range(60):
        AgencyFactory(name=f"相談センター第{number}")
    return consultation


def test_agencies_are_ticked_by_keyboard_in_a_list_that_a_few_letters_narrow(
    browser_page, check_page, japanese, consultation, sato, suzuki
):
    page = browser_page(sato)
    page.goto(reverse("casework:consent_new", args=[consultation.household_id]))
    search = page.get_by_role("searchbox", name="機関の名前を数文字")
    expect(search).to_be_hidden()  # it is for all agencies concerned until somebody says otherwise
    page.locator("[name=given_by]").select_option(index=1)
    page.locator("[name=agencies_concerned][value=on]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(search).to_be_focused()
    japanese(page).type("じゅ", "じゅうたく", "住宅")
    expect(page.locator("[data-ticks] label:visible")).to_have_text(["市住宅管理課"])
    page.wait_for_timeout(100)  # an Enter right after a conversion is the conversion's
    page.keyboard.press("Enter")
    expect(page.locator(".ticks-chosen")).to_have_text("選択中（1）：市住宅管理課")
    page.keyboard.type("第５９")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".ticks-chosen")).to_have_text("選択中（2）：市住宅管理課、相談センター第59")
    check_page(page)
    with page.expect_popup():
        page.get_by_role("button", name="署名用の紙を印刷する").click()
    assert not Consent.objects.exists()
    page.get_by_role("button", name="同意を記録する").click()
    expect(page.get_by_text("今から有効です")).to_be_visible()
    assert {each.name for each in Consent.objects.get().agencies.all()} == {"市住宅管理課", "相談センター第59"}


def test_a_consent_is_asked_for_in_the_middle_of_a_hand_over(
    browser_page, check_page, consultation, sato, suzuki, tanaka
):
    ConsentFactory(household=consultation.household, agencies_concerned=False).agencies.set([tanaka.agency])
    page = browser_page(sato, width=390, touch=True)
    page.goto(reverse("casework:referral_new", args=[consultation.pk]))
    page.wait_for_load_state()
    page.get_by_role("button", name="＋ 機関").click()  # a row that came with the page's script asks too
    box = page.locator("[name=to-1-to-words]")
    box.fill(suzuki.agency.name)
    page.get_by_role("option", name=suzuki.agency.name).first.click()
    said = page.locator("[data-formset-row] .own-consents")
    expect(said).to_contain_text("ご本人の同意は、市住宅管理課に及んでいません")
    expect(said).to_contain_text("遠藤 誠")
    page.locator("[name=to-1-reason]").fill("公営住宅の相談")
    check_page(page)
    page.get_by_role("button", name="引き継ぐ", exact=True).click()
    page.get_by_role("link", name="同意を広げる").click()
    expect(page.locator(".ticks-chosen")).to_have_text("選択中（1）：市住宅管理課")
    page.locator("[name=given_by]").select_option(index=1)
    page.locator("[name=evidence][value=telephone]").check()
    check_page(page)
    page.get_by_role("button", name="同意を記録する").click()
    expect(page.locator("[name=to-0-reason]")).to_have_value("公営住宅の相談")
    check_page(page)
    page.get_by_role("button", name="引き継ぐ", exact=True).click()
    expect(page.get_by_text("返事はここに届きます")).to_be_visible()
    assert Referral.objects.get().to == suzuki.agency


def test_the_pages_of_a_consent_are_read_by_everybody(browser_page, check_page, consultation, sato):
    first = ConsentFactory(household=consultation.household)
    ConsentFactory(household=consultation.household)
    page = browser_page(sato, width=390, touch=True)
    for url in (first.get_absolute_url(), reverse("casework:consent_withdraw", args=[first.pk])):
        page.goto(url)
        check_page(page)
