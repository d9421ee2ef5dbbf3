"""Two desks and one household in Chromium: what the desk reads; a coordinator compares, decides and takes back."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from casework.models import Merge, PersonPair
from tests.casework.test_matching import came, followed
from tests.factories import MemberFactory


@pytest.fixture
def ours(suzuki, tanaka):
    theirs = followed(tanaka)
    MemberFactory(household=theirs.household, person__name="髙橋 花子", relation_label="妻")
    return came(suzuki, name="高橋 健一", address="石巻市門脇町3-4")


def test_a_coordinator_compares_two_records_decides_and_takes_it_back(browser_page, sato, ours, check_page):
    page = browser_page(sato, width=1280)
    page.goto(reverse("casework:pair_list"))
    check_page(page)
    page.get_by_role("link", name=re.compile("髙橋 健一")).click()
    expect(page.locator("table.pair")).to_contain_text("ちがう")
    check_page(page)
    page.get_by_role("button", name="決める").click()
    expect(page.locator("main")).to_contain_text("三つのうち一つを選んでください")
    page.get_by_label("同じ方です", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="決める").click()
    expect(page.locator(".turn.done")).to_contain_text("佐藤 陽子")
    check_page(page)
    assert Merge.objects.live().count() == 2
    page.goto(ours.household.get_absolute_url())
    expect(page.locator("#together")).to_contain_text("同じ世帯が")
    check_page(page)
    page.go_back()
    page.get_by_role("button", name="取り消す").click()
    expect(page.get_by_role("button", name="決める")).to_be_visible()
    assert not Merge.objects.live().exists() and PersonPair.objects.get().state == "new"


def test_a_desk_is_asked_to_ask_the_coordinator(browser_page, suzuki, tanaka, ours, check_page):
    page = browser_page(suzuki, width=390)
    for url in (ours.get_absolute_url(), ours.household.get_absolute_url()):
        page.goto(url)
        expect(page.locator(".turn", has_text="推進員におたずねください")).to_be_visible()
        expect(page.locator("main")).not_to_contain_text(tanaka.agency.name)
        check_page(page)


def test_two_households_are_paired_by_hand(browser_page, sato, ours, check_page):
    page = browser_page(sato)
    page.goto(ours.household.get_absolute_url())
    page.get_by_role("link", name="別の世帯と同じ").click()
    check_page(page)
    page.get_by_role("button", name="二つを見くらべる").click()
    other = PersonPair.objects.get().one.households.get()
    page.get_by_label("もう一つの世帯の番号").fill(other.number)
    page.get_by_role("button", name="二つを見くらべる").click()
    expect(page.locator("table.pair")).to_be_visible()
