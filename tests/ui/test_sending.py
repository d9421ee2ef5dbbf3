"""A save button that is pressed twice, and one that is pressed again after going back: nobody is recorded twice."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from casework.models import Contact
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
