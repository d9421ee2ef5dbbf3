"""Typing Japanese in Chromium, with real composition events: the Enter that ends a conversion never sends anything,
look-ups and drafts follow what was decided, not what is still being converted."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

GALLERY = reverse("accounts:gallery")


@pytest.fixture
def gallery(browser_page, abe) -> Page:
    page = browser_page(abe)
    page.goto(GALLERY)
    return page


@pytest.fixture
def sent(gallery) -> Callable[[], int]:
    """How often the form was sent."""
    gallery.evaluate(
        """window.sent = 0;
        document.addEventListener("submit", (event) => { event.preventDefault(); window.sent += 1; })"""
    )
    return lambda: gallery.evaluate("window.sent")


# Enter ---------------------------------------------------------------------------------------------------------------


def search_form(page: Page) -> None:
    """Makes the form one that Enter sends, as the search in the header is."""
    page.evaluate("document.getElementById('form').dataset.enter = 'submit'")


def test_the_enter_that_ends_a_conversion_does_not_search(gallery, japanese, sent):
    search_form(gallery)
    gallery.locator("#id_kana").focus()
    japanese(gallery).type("た", "たか", "たかはし", "高橋")
    assert gallery.locator("#id_kana").input_value() == "高橋"
    assert sent() == 0
    gallery.wait_for_timeout(80)
    gallery.keyboard.press("Enter")
    assert sent() == 1


def test_an_enter_that_comes_just_after_the_conversion_does_not_search(gallery, japanese, sent):
    """Safari's order: compositionend first, then the keydown of the same Enter."""
    search_form(gallery)
    gallery.locator("#id_kana").focus()
    keyboard = japanese(gallery)
    keyboard.compose("たかはし")
    gallery.evaluate(
        """document.activeElement.addEventListener("compositionend", (event) => event.target.dispatchEvent(
        new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true})) && (window.passed = true))"""
    )
    keyboard.commit("高橋")
    assert gallery.evaluate("window.passed") is None, "the Enter was let through"
    assert sent() == 0


def test_a_shortcut_does_not_act_on_a_letter_under_composition(gallery, japanese):
    gallery.evaluate(
        "document.querySelector('[data-shortcut=c]').addEventListener('click', () => (window.pressed = true))"
    )
    gallery.locator("#id_story").focus()
    keyboard = japanese(gallery)
    keyboard.compose("c")
    keyboard.key("c", code=229)
    keyboard.commit("ちゃ")
    assert gallery.evaluate("window.pressed") is None


def test_enter_in_a_line_of_a_long_form_does_not_send_it_but_ctrl_enter_does(gallery, sent):
    gallery.locator("#id_name").fill("高橋 健一")
    gallery.keyboard.press("Enter")
    assert sent() == 0
    gallery.keyboard.press("Control+Enter")
    assert sent() == 1


def test_enter_sends_a_form_of_one_box(gallery, sent):
    gallery.evaluate(
        """() => { const form = document.createElement("form"); form.method = "post";
        form.innerHTML = "<input name=note><button>+</button>"; document.querySelector("main").append(form) }"""
    )
    gallery.locator("[name=note]").fill("一行")
    gallery.keyboard.press("Enter")
    assert sent() == 1


def test_enter_goes_on_from_box_to_box_and_adds_a_row_where_the_form_asks_for_it(gallery, japanese, sent):
    gallery.evaluate("document.getElementById('form').dataset.enter = 'next'")
    gallery.locator("#id_members-0-name").focus()
    japanese(gallery).type("たかはし", "高橋")
    assert gallery.evaluate("document.activeElement.name") == "members-0-name", "the conversion's Enter stays"
    gallery.wait_for_timeout(80)
    gallery.keyboard.press("Enter")
    assert gallery.evaluate("document.activeElement.name") == "members-0-relation"
    gallery.locator("#id_members-0-born").focus()
    gallery.keyboard.press("Enter")
    gallery.keyboard.type("市住宅")
    gallery.keyboard.press("Enter")
    expect(gallery.locator("#id_members-0-agency")).to_have_value("市住宅管理課")
    assert gallery.evaluate("document.activeElement.name") == "members-1-name", "after the last box, a new row"
    assert sent() == 0


# Look-ups ------------------------------------------------------------------------------------------------------------


def asked(page: Page) -> list[str]:
    """What the page asked the server for, in order."""
    queries: list[str] = []

    def note(request: Any) -> None:
        if "lookup" in request.url:
            queries.append(re.sub(r".*q=", "", request.url))

    page.on("request", note)
    return queries


def test_a_look_up_asks_nothing_during_a_conversion_and_at_once_after_it(gallery, japanese):
    queries = asked(gallery)
    gallery.locator("#id_asked").focus()
    keyboard = japanese(gallery)
    for step in ("ほ", "ほけ", "ほけん"):
        keyboard.compose(step)
        gallery.wait_for_timeout(300)
    assert queries == []
    keyboard.key("Enter", code=13)
    keyboard.commit("ほご")
    expect(gallery.get_by_role("option", name="市保護課")).to_be_visible()
    assert len(queries) == 1
    gallery.keyboard.press("Enter")
    assert gallery.locator("#id_asked").input_value() == "市保護課"
    assert gallery.locator("[name=asked]").input_value() == "A001"


def test_arrows_belong_to_the_conversion_while_there_is_one(gallery, japanese):
    gallery.locator("#id_agency").fill("地域")
    expect(gallery.locator(".lookup-list [role=option]")).to_have_count(2)
    keyboard = japanese(gallery)
    keyboard.compose("ほうかつ")
    before = gallery.locator("#id_agency").get_attribute("aria-activedescendant")
    keyboard.key("ArrowDown", code=40)
    assert gallery.locator("#id_agency").get_attribute("aria-activedescendant") == before
    keyboard.commit("包括")


@pytest.mark.parametrize("typed", ["ほごか", "ホゴカ", "保護", "市　保護", "A001"])
def test_a_short_list_is_found_by_name_kana_or_code(gallery, typed):
    gallery.locator("#id_agency").fill(typed)
    expect(gallery.get_by_role("option", name="市保護課")).to_be_visible()
    gallery.keyboard.press("Tab")
    assert gallery.locator("[name=agency]").input_value() == "A001"


def test_a_plain_select_becomes_a_look_up_and_keeps_sending_its_value(gallery):
    box = gallery.get_by_role("combobox", name="窓口")
    box.fill("弁護")
    gallery.keyboard.press("Enter")
    expect(gallery.locator("select[name=desk]")).to_have_value("A033")
    box.fill("")
    gallery.wait_for_timeout(300)
    assert gallery.locator("select[name=desk]").input_value() == ""


def test_a_look_up_is_used_by_keyboard_alone(gallery):
    box = gallery.locator("#id_agency")
    box.fill("地域")
    expect(box).to_have_attribute("aria-expanded", "true")
    gallery.keyboard.press("ArrowDown")
    chosen = gallery.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert "（二）" in chosen.inner_text()
    gallery.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.input_value() == "地域"
    gallery.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    gallery.keyboard.press("ArrowUp")
    gallery.keyboard.press("Enter")
    assert box.input_value() == "地域包括支援センター（二）"


def test_what_was_chosen_is_forgotten_once_the_text_is_another(gallery):
    box = gallery.locator("#id_agency")
    box.fill("弁護士")
    gallery.keyboard.press("Enter")
    expect(gallery.locator("[name=agency]")).to_have_value("A033")
    box.fill("だれでもない")
    expect(gallery.locator(".lookup-none")).to_be_visible()
    assert gallery.locator("[name=agency]").input_value() == ""
    gallery.keyboard.press("Tab")
    assert box.input_value() == "だれでもない", "what was typed stays"


def test_a_look_up_works_in_a_row_that_was_added(gallery):
    gallery.get_by_role("button", name="＋ 世帯員").click()
    gallery.locator("#id_members-1-agency").fill("弁護")
    gallery.keyboard.press("Enter")
    expect(gallery.locator("[name=members-1-agency]")).to_have_value("A033")


def test_enter_before_the_answer_takes_the_first_that_comes(gallery):
    gallery.route("**/gallery/?lookup*", lambda route: (gallery.wait_for_timeout(300), route.continue_()))
    gallery.locator("#id_asked").focus()
    gallery.keyboard.type("弁護")
    gallery.keyboard.press("Enter")
    expect(gallery.locator("[name=asked]")).to_have_value("A033")


def test_a_list_that_cannot_be_reached_says_so_and_keeps_the_text(gallery):
    gallery.route("**/gallery/?lookup*", lambda route: route.abort())
    gallery.locator("#id_asked").fill("弁護")
    expect(gallery.locator(".lookup-none")).to_contain_text("一覧につながりません")
    assert gallery.locator("#id_asked").input_value() == "弁護"


# Drafts --------------------------------------------------------------------------------------------------------------


SAVED = (200, {"saved_at": "2020-11-24T01:42:00+00:00", "version": 1})
PAUSE = 300  # in place of two seconds, where the time itself is not what is tested


def drafts(page: Page, *answers: tuple[int, dict]) -> list[dict[str, str]]:
    """Answers the form's drafts itself, the last answer again and again; returns what arrived."""
    page.evaluate(f"() => {{ document.getElementById('form').dataset.draftPause = {PAUSE} }}")
    arrived: list[dict[str, str]] = []
    left = list(answers) or [SAVED]

    def answer(route: Route) -> None:
        if "draft-version" not in (route.request.post_data or ""):
            return route.continue_()
        arrived.append(dict(parse_qsl(route.request.post_data, keep_blank_values=True)))
        status, body = left.pop(0) if len(left) > 1 else left[0]
        if status == 0:
            return route.abort()
        return route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

    page.route("**/gallery/", answer)
    return arrived


def test_a_draft_is_saved_two_seconds_after_typing_stopped(gallery):
    arrived = drafts(gallery)
    gallery.evaluate("() => { delete document.getElementById('form').dataset.draftPause }")
    gallery.locator("#id_story").type("立ち退きを求められている。")
    gallery.wait_for_timeout(1500)
    assert arrived == []
    expect(gallery.locator("[data-draft-status]")).to_have_text("下書きを保存しました 10:42")
    assert [each["story"] for each in arrived] == ["立ち退きを求められている。"]
    assert arrived[0]["draft-version"] == "0"
    assert gallery.locator("#form").get_attribute("data-draft-version") == "1"


def test_no_draft_is_saved_in_the_middle_of_a_conversion(gallery, japanese):
    arrived = drafts(gallery)
    gallery.locator("#id_story").type("家賃")
    keyboard = japanese(gallery)
    keyboard.compose("たいのう")
    gallery.wait_for_timeout(PAUSE + 400)
    assert arrived == []
    keyboard.key("Enter", code=13)
    keyboard.commit("滞納")
    expect(gallery.locator("[data-draft-status]")).to_contain_text("下書きを保存しました")
    assert [each["story"] for each in arrived] == ["家賃滞納"]


def test_a_draft_is_saved_when_the_page_is_left(gallery):
    arrived = drafts(gallery)
    gallery.locator("#id_story").type("急に来客")
    gallery.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    gallery.wait_for_timeout(300)
    assert [each["story"] for each in arrived] == ["急に来客"]


def test_a_draft_that_cannot_be_saved_says_so_and_is_saved_later(gallery):
    arrived = drafts(gallery, (0, {}), SAVED)
    gallery.locator("#id_story").type("つながらない")
    expect(gallery.locator("[data-draft-status]")).to_have_text("保存できません。つながりしだい保存します。")
    gallery.evaluate("window.dispatchEvent(new Event('online'))")
    expect(gallery.locator("[data-draft-status]")).to_contain_text("下書きを保存しました")
    assert [each["story"] for each in arrived] == ["つながらない"] * 2


def test_a_newer_draft_of_another_window_is_shown_and_nothing_is_overwritten_unasked(gallery):
    other = (409, {"saved_at": "2020-11-24T01:40:00+00:00", "version": 7, "url": "/gallery/?other"})
    arrived = drafts(gallery, other, SAVED)
    gallery.locator("#id_story").type("こちらの画面")
    status = gallery.locator("[data-draft-status]")
    expect(status).to_contain_text("別の画面で書かれた新しい下書きがあります（10:40）")
    assert status.get_by_role("link").get_attribute("href") == "/gallery/?other"
    gallery.locator("#id_story").type("で続ける")
    gallery.wait_for_timeout(PAUSE + 400)
    assert len(arrived) == 1, "nothing is sent before somebody has decided"
    status.get_by_role("button", name="この画面のものを残す").click()
    expect(status).to_contain_text("下書きを保存しました")
    assert arrived[1]["draft-version"] == "7"
    assert arrived[1]["story"] == "こちらの画面で続ける"


def test_who_was_signed_out_is_told_where_to_sign_in(gallery):
    gallery.context.clear_cookies()
    gallery.locator("#id_story").type("昼休みのあと")
    status = gallery.locator("[data-draft-status]")
    expect(status).to_contain_text("ログアウトしています")
    assert status.get_by_role("link").get_attribute("target") == "_blank"
    assert gallery.locator("#id_story").input_value() == "昼休みのあと"


def test_no_draft_follows_a_form_that_was_sent(gallery, sent):
    arrived = drafts(gallery)
    gallery.locator("#id_story").type("登録する")
    gallery.get_by_role("button", name="確かめる").click()
    assert sent() == 1
    gallery.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    gallery.wait_for_timeout(PAUSE + 400)
    assert arrived == []


def test_a_draft_is_kept_by_the_server_itself(gallery):
    gallery.locator("#id_story").type("ほんとうに届く")
    expect(gallery.locator("[data-draft-status]")).to_contain_text("下書きを保存しました")
    assert gallery.locator("#form").get_attribute("data-draft-version") == "1"


def test_nothing_that_was_typed_is_kept_in_the_browser(gallery):
    gallery.locator("#id_story").type("名前を書いた")
    expect(gallery.locator("[data-draft-status]")).to_contain_text("下書きを保存しました")
    kept = gallery.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "名前を書いた" not in kept
