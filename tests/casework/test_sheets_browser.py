"""The tsunagu sheet in a browser: a closed window, two windows, a conversion, axe, a telephone, the keyboard alone."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from accounts.acting import acting_as
from casework.actions import sheets
from casework.models import Attachment, Draft, TsunaguSheet
from tests.factories import ConsultationFactory, MemberFactory

KEPT = "下書きを保存しました"


@pytest.fixture
def sheet(sato):
    consultation = ConsultationFactory(name="遠藤 美咲")
    MemberFactory(household=consultation.household, relation_label="長男", person__name="遠藤 蓮")
    with acting_as(sato):
        return sheets.begin(consultation, by=sato)


@pytest.fixture
def edit(sheet):
    return reverse("casework:sheet_edit", args=[sheet.pk])


def test_a_closed_browser_loses_nothing_that_was_typed_some_seconds_ago(browser_page, sato, edit):
    page = browser_page(sato)
    page.goto(edit)
    page.get_by_label("世帯の生活状況").fill("長男と二人で暮らす")
    page.get_by_text(KEPT).first.wait_for()
    page.close(run_before_unload=False)
    again = browser_page(sato)
    again.goto(edit)
    expect(again.get_by_label("世帯の生活状況")).to_have_value("長男と二人で暮らす")
    expect(again.get_by_text("保存していない下書きがあります").first).to_be_visible()
    assert TsunaguSheet.objects.get().living_situation == ""


def test_leaving_the_page_at_once_keeps_what_was_just_typed(browser_page, sato, sheet, edit):
    page = browser_page(sato)
    page.goto(edit)
    page.get_by_label("特記事項").fill("犬がいる")
    page.goto(sheet.get_absolute_url())
    page.goto(edit)
    expect(page.get_by_label("特記事項")).to_have_value("犬がいる")


def test_two_windows_of_one_person_are_told_of_each_other(browser_page, sato, edit):
    one, other = browser_page(sato), browser_page(sato)
    one.goto(edit)
    other.goto(edit)
    one.get_by_label("特記事項").fill("一つめの窓")
    one.get_by_text(KEPT).first.wait_for()
    other.get_by_label("特記事項").fill("二つめの窓")
    other.get_by_role("button", name="こちら").or_(other.locator("[data-draft-status].failing")).first.wait_for()
    assert Draft.objects.get(form="sheet").content["special_notes"] == ["一つめの窓"]


def test_two_people_choose_between_their_versions_and_lose_nothing(browser_page, check_page, sato, kudo, edit):
    hers, his = browser_page(sato), browser_page(kudo)
    hers.goto(edit)
    his.goto(edit)
    hers.get_by_label("特記事項").fill("佐藤が書いた")
    hers.get_by_role("button", name="保存", exact=True).click()
    hers.get_by_text("保存しました").first.wait_for()
    his.get_by_label("特記事項").fill("工藤が書いた")
    his.get_by_role("button", name="保存", exact=True).click()
    expect(his.locator(".differences")).to_contain_text("佐藤が書いた")
    expect(his.locator(".differences")).to_contain_text("工藤が書いた")
    check_page(his)
    his.get_by_role("button", name="保存", exact=True).click()
    his.get_by_text("保存しました").first.wait_for()
    assert TsunaguSheet.objects.get().special_notes == "工藤が書いた"


def test_enter_in_a_conversion_does_not_send_the_sheet(browser_page, japanese, sato, edit):
    page = browser_page(sato)
    page.goto(edit)
    box = page.get_by_label("受付者")
    box.fill("")
    box.focus()
    japanese(page).type("さ", "さとう", "佐藤")
    assert page.url.endswith(edit)
    assert box.input_value() == "佐藤"


def test_a_signed_page_is_put_with_the_sheet_and_shown_beside_it(browser_page, check_page, sato, sheet):
    page = browser_page(sato)
    page.goto(sheet.get_absolute_url())
    scan = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(scan, "JPEG")
    page.set_input_files("input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": scan.getvalue()})
    page.get_by_role("button", name="シートに付ける").click()
    picture = page.get_by_role("img", name="署名のあるページ")
    picture.wait_for()
    expect(picture).to_have_js_property("naturalWidth", 900)
    check_page(page)
    assert Attachment.objects.count() == 1
    lies = {"name": "a.png", "mimeType": "image/png", "buffer": b"<html><script>alert(1)</script>"}
    page.set_input_files("input[type=file]", lies)
    page.get_by_role("button", name="シートに付ける").click()
    page.get_by_text("中身はウェブページか図形で").first.wait_for()
    assert Attachment.objects.count() == 1


def test_the_pages_of_a_pdf_are_shown_beside_the_sheet(browser_page, check_page, sato, sheet):
    page = browser_page(sato, width=390, touch=True)
    page.goto(sheet.get_absolute_url())
    scan, pages = io.BytesIO(), [Image.new("L", (1240, 1754), 250) for _page in range(3)]
    pages[0].save(scan, "PDF", resolution=150, save_all=True, append_images=pages[1:])
    page.set_input_files("input[type=file]", {"name": "a.pdf", "mimeType": "image/png", "buffer": scan.getvalue()})
    page.get_by_role("button", name="シートに付ける").click()
    for number in (1, 2):
        picture = page.get_by_role("img", name=f"署名のあるページ {number}ページ目")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalHeight", 1754)
    third = page.get_by_role("img", name="署名のあるページ 3ページ目")
    expect(third).not_to_be_visible()
    page.get_by_text("ほか 1 ページ").press("Enter")
    expect(third).to_be_visible()
    check_page(page)


def test_the_sheet_is_written_by_keyboard_alone(browser_page, sato, edit):
    page = browser_page(sato)
    page.goto(edit)
    page.get_by_label("受付者").focus()
    for _each in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "wishes":
            break
    page.keyboard.type("夕方に")
    for _each in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "保存":
            break
    page.keyboard.press("Enter")
    page.get_by_text("保存しました").first.wait_for()
    assert TsunaguSheet.objects.get().wishes == "夕方に"
