"""Agencies and the directory in Chromium: the list narrowed while one types, rows by area, paper."""

import pytest
from django.urls import reverse

from agencies.models import AreaContact, DirectoryEntry, Topic
from tests.factories import AgencyFactory, DistrictFactory


@pytest.fixture
def entry(db) -> DirectoryEntry:
    """A starred line of the directory whose agency depends on the area."""
    made = DirectoryEntry.objects.create(
        topic=Topic.objects.create(name="介護"), number="8", default=True, matter="認知症"
    )
    for name in ("北区", "南区"):
        agency = AgencyFactory(name=f"{name}包括", telephone="0225-00-1015", hours="平日 8:30～17:15")
        AreaContact.objects.create(entry=made, district=DistrictFactory(name=name), agency=agency)
    return made


def test_the_list_of_agencies_narrows_while_somebody_types(browser_page, suzuki, tanaka):
    page = browser_page(suzuki)
    page.goto(reverse("agencies:agency_list"))
    page.fill("#agency-words", "住宅")
    page.wait_for_selector("#agencies >> text=市保護課", state="detached")
    assert page.locator("#agencies tbody tr").count() == 1
    assert "q=" in page.url


def test_a_district_is_added_to_an_entry_without_a_reload(browser_page, entry, abe):
    DistrictFactory(name="西区")
    AgencyFactory(name="西包括")
    page = browser_page(abe)
    page.goto(reverse("agencies:directory_entry_edit", args=[entry.pk]))
    page.click("text=＋ 圏域")
    page.select_option("[name=areas-2-district]", label="西区")
    page.focus("[name=areas-2-agency-words]")
    page.keyboard.type("西")
    page.wait_for_selector("[role=option][aria-selected=true] >> text=西包括")
    page.keyboard.press("Enter")
    page.click("[data-formset-row]:first-child [data-row-remove]")
    page.click("button >> text=保存")
    page.wait_for_url(f"**{reverse('agencies:directory')}")
    assert [str(each) for each in entry.by_area.order_by("district__name")] == ["南区: 南区包括", "西区: 西包括"]


def test_an_entry_taken_out_is_put_back_by_one_press(browser_page, entry, abe):
    page = browser_page(abe)
    page.goto(reverse("agencies:directory_entry_edit", args=[entry.pk]))
    page.click("text=一覧から外す")
    page.wait_for_selector("text=一覧から外しました")
    assert not DirectoryEntry.objects.exists()
    page.click("button >> text=元に戻す")
    page.wait_for_selector("text=一覧に戻しました")
    assert DirectoryEntry.objects.get().by_area.count() == 2


def test_the_directory_prints_across_in_black_on_white_without_menu_and_buttons(browser_page, entry, abe):
    page = browser_page(abe)
    page.goto(reverse("agencies:directory"))
    page.emulate_media(media="print")
    for hidden in (".side", ".narrow", ".directory .edit"):
        assert not page.locator(hidden).first.is_visible()
    star = page.locator(".star-word")
    assert star.inner_text() == "★ 迷ったらここへ"
    assert star.evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"
