"""The family's picture and its relations in a browser: axe, a telephone, the keyboard alone, no reload for a press."""

import pytest
from playwright.sync_api import expect

from casework.models import Relation
from tests.casework.genogram_families import made
from tests.factories import ConsultationFactory, HouseholdFactory, MemberFactory, PersonFactory


@pytest.fixture
def household(sato):
    household = HouseholdFactory()
    for order, (name, label) in enumerate((("遠藤 美咲", "本人"), ("遠藤 健太", "夫"), ("遠藤 翼", "長男"))):
        person = PersonFactory(name=name, birth_date=None, stated_age=str(50 - 12 * order))
        MemberFactory(household=household, relation_label=label, order=order, person=person)
    ConsultationFactory(consultee=household.members.first(), continuing=True)
    return household


@pytest.mark.parametrize(("width", "touch"), [(1280, False), (390, True)])
def test_axe_finds_nothing_on_the_pages_with_a_picture(browser_page, check_page, sato, width, touch):
    family = made("fifteen")
    case = ConsultationFactory(consultee=family.members.get(relation_label="本人"), continuing=True).case
    page = browser_page(sato, width=width, touch=touch)
    for address in (family.get_absolute_url(), case.get_absolute_url()):
        page.goto(address)
        expect(page.locator(".genogram svg").first).to_be_visible()
        for summary in page.locator("#relations summary, .genogram-words > summary").all():
            if summary.is_visible():
                summary.click()
        check_page(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_large_picture_scrolls_within_itself_on_a_telephone(browser_page, sato):
    page = browser_page(sato, width=390, touch=True)
    page.goto(made("fifteen").get_absolute_url())
    view = page.locator(".genogram-view").first
    assert view.evaluate("each => each.scrollWidth > each.clientWidth")
    smallest = view.evaluate("""each => Math.min(...[...each.querySelectorAll('text')].map(
        text => parseFloat(text.getAttribute('font-size')) * text.getScreenCTM().a))""")
    assert smallest >= 8.5


def test_presses_change_the_picture_without_a_reload_and_can_be_taken_back(browser_page, check_page, household, sato):
    page = browser_page(sato)
    page.goto(household.get_absolute_url())
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="3件すべて合っている").click()
    expect(page.get_by_text("3件の関係を書き込みました。")).to_be_visible()
    assert Relation.objects.count() == 3
    check_page(page)
    page.get_by_role("button", name="取り消す").click()
    expect(page.get_by_text("取り消しました。")).to_be_visible()
    assert not Relation.objects.exists()
    assert page.evaluate("window.stayed") is True


def test_a_relation_is_written_and_changed_by_keyboard(browser_page, household, sato):
    page = browser_page(sato)
    page.goto(household.get_absolute_url())
    page.get_by_text("関係を足す").press("Enter")
    page.get_by_label("だれが").select_option(label="遠藤 翼")
    page.get_by_label("だれの").select_option(label="遠藤 美咲")
    page.locator("#relations select[name=what]").select_option(label="親")
    page.get_by_role("button", name="足す", exact=True).press("Enter")
    expect(page.locator("#relations .errors")).to_contain_text("年上になっていません")
    page.locator("#relations select[name=what]").select_option(label="対立")
    page.get_by_role("button", name="足す", exact=True).press("Enter")
    expect(page.get_by_text("書き込みました。")).to_be_visible()
    assert Relation.objects.get().quality == "conflict"
    page.locator(".relation-rows summary").first.press("Enter")
    page.get_by_role("button", name="終わった").press("Enter")
    expect(page.locator(".relation-rows .over")).to_have_count(1)


def test_the_printed_page_holds_the_picture_in_its_width(browser_page, sato):
    page = browser_page(sato)
    page.goto(made("fifteen").get_absolute_url())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 between margins of 14 mm
    assert page.locator(".genogram svg").first.bounding_box()["width"] <= 688
