"""A save button that is pressed twice, and one that is pressed again after going back: nobody is recorded twice."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from casework.models import Consultation, Contact
from tests.factories import case_of_a_family


@pytest.fixture
def entry(browser_page, sato):
    """The page on which a contact is recorded, with its words written."""
    case = case_of_a_family()
    page = browser_page(sato)
    page.goto(reverse("casework:contact_add", args=[case.consultation.pk]))
    page.get_by_label("内容").fill("受診の日が決まった")
    return page


def test_a_double_press_saves_once(entry):
    entry.get_by_role("button", name="保存").dblclick()
    expect(entry.locator(".message.success")).to_be_visible()
    assert Contact.objects.count() == 1


def test_who_goes_back_and_presses_again_is_told_first(entry):
    entry.get_by_role("button", name="保存").click()
    expect(entry.locator(".message.success")).to_be_visible()
    entry.go_back()
    entry.get_by_role("button", name="保存").click()
    expect(entry.locator(".message.warning")).to_contain_text("一度送っています")
    assert Contact.objects.count() == 1
    entry.get_by_role("button", name="保存").click()
    expect(entry.locator(".message.success")).to_be_visible()
    assert Contact.objects.count() == 2, "a second one that is meant is recorded"


def test_a_form_that_was_wrong_is_sent_again_without_a_word(entry):
    entry.get_by_label("日付").fill("R2.2.30")
    entry.get_by_role("button", name="保存").click()
    expect(entry.locator(".errors")).to_be_visible()
    entry.get_by_label("日付").fill("R8.4.1")
    entry.get_by_role("button", name="保存").click()
    expect(entry.locator(".message.success")).to_be_visible()
    assert Contact.objects.count() == 1


def test_a_long_form_is_not_sent_into_the_sign_in_page(browser_page, live_server, sato):
    page = browser_page(sato)
    page.goto(reverse("casework:consultation_new"))
    page.get_by_label("氏名").first.fill("及川 久子")
    page.get_by_text("下書きを保存しました").first.wait_for()
    Session.objects.all().delete()
    page.get_by_label("お話の内容").first.fill("夫が倒れた")
    told = page.locator("[data-draft-status].failing")
    expect(told).to_be_in_viewport()
    register = page.get_by_role("button", name="登録する", exact=True)
    register.click()
    page.wait_for_timeout(500)
    expect(told).to_be_in_viewport()
    expect(page.get_by_label("お話の内容").first).to_have_value("夫が倒れた")

    client = Client()
    client.force_login(sato.staff)  # in another tab
    signed_in = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([signed_in])
    register.click()
    expect(page.locator(".message.success")).to_be_visible()
    assert Consultation.objects.get().narrative == "夫が倒れた"


def test_a_short_form_sent_while_signed_out_is_found_again_by_going_back(entry, live_server, sato):
    Session.objects.all().delete()
    entry.get_by_role("button", name="保存").click()
    expect(entry.get_by_text("「戻る」を2回")).to_be_visible()
    sato.staff.set_password("correct horse battery")
    sato.staff.save()
    entry.get_by_label("ログイン名").fill("sato")
    entry.get_by_label("パスワード").fill("correct horse battery")
    entry.get_by_role("button", name="ログイン").click()
    expect(entry.get_by_label("内容")).to_have_value("")
    entry.go_back()
    entry.go_back()
    expect(entry.get_by_label("内容")).to_have_value("受診の日が決まった")
