"""The page that shows every component: it gets along with a screen reader, a telephone and a keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

GALLERY = reverse("accounts:gallery")


@pytest.mark.parametrize(("width", "touch"), [(1280, False), (390, True)])
def test_axe_finds_nothing_on_the_gallery(browser_page, check_page, abe, width, touch):
    page = browser_page(abe, width=width, touch=touch)
    page.goto(GALLERY)
    check_page(page)


def test_axe_finds_nothing_in_forms_with_mistakes(browser_page, check_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.get_by_role("button", name="確かめる").click()
    page.wait_for_selector(".errors")
    check_page(page)


def test_axe_finds_nothing_while_lists_and_menus_are_open(browser_page, check_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.locator(".me > summary").click()
    page.locator("details.more > summary").first.click()
    page.locator("details.answer > summary").first.click()
    check_page(page)
    page.get_by_role("combobox", name="機関 ", exact=False).first.fill("市")
    page.wait_for_selector(".lookup-list:not([hidden])")
    check_page(page)


def test_targets_are_44_pixels_high_on_touch(browser_page, abe):
    page = browser_page(abe, width=390, touch=True)
    page.goto(GALLERY)
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main a.btn, main input, main select, nav a")]
        .filter((each) => each.offsetParent && !["hidden", "checkbox", "radio"].includes(each.type))
        .filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_the_page_works_at_200_per_cent_zoom(browser_page, check_page, abe):
    page = browser_page(abe, width=640, height=450)  # what is left of 1280 × 900 at 200 %
    page.goto(GALLERY)
    check_page(page)


def test_mistakes_are_listed_on_top_and_lead_to_their_boxes(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.get_by_label("生年月日").first.fill("昭和64年1月8日")
    page.get_by_role("button", name="確かめる").click()
    summary = page.locator(".errors")
    assert page.evaluate("document.activeElement.className") == "errors"
    summary.get_by_role("link", name="昭和64年1月8日という日はありません").click()
    box = page.locator(":focus")
    assert box.get_attribute("name") == "born"
    assert box.input_value() == "昭和64年1月8日"
    assert box.get_attribute("aria-invalid") == "true"
    described = [page.locator(f"#{each}").inner_text() for each in box.get_attribute("aria-describedby").split()]
    assert "平成元年1月8日" in " ".join(described)


def test_a_mistake_in_a_group_leads_to_its_first_button(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.get_by_role("button", name="確かめる").click()
    page.locator(".errors").get_by_role("link", name="経路").click()
    assert page.locator(":focus").get_attribute("name") == "route"


def test_rows_are_added_carried_on_taken_out_and_brought_back(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.locator("#id_members-0-name").fill("高橋 健一")
    page.locator("#id_members-0-relation").select_option("親")
    page.get_by_role("button", name="＋ 世帯員").click()
    assert page.evaluate("document.activeElement.name") == "members-1-name"
    assert page.locator("#id_members-1-relation").input_value() == "親"
    assert page.locator("[name=members-TOTAL_FORMS]").input_value() == "2"
    page.keyboard.insert_text("高橋 茂")
    page.locator("[data-formset-row]").nth(0).get_by_role("button", name="取り消す").click()
    assert page.locator("[name=members-0-DELETE]").is_checked()
    assert page.locator("[data-rows-count]").inner_text() == "1"
    assert page.locator(":focus").inner_text() == "元に戻す"
    page.keyboard.press("Enter")
    assert not page.locator("[name=members-0-DELETE]").is_checked()
    assert page.locator("#id_members-0-name").input_value() == "高橋 健一"


def test_concerns_go_from_nothing_to_any_to_the_most_pressing_and_back(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)

    def tile(name):
        return page.locator(".concern").filter(has_text=name)

    def state(name):
        box = tile(name)
        return box.locator(".concern-any").is_checked(), box.locator(".concern-main").is_checked()

    tile("住まい").locator(".concern-name").click()
    assert state("住まい") == (True, False)
    tile("住まい").locator(".concern-name").click()
    assert state("住まい") == (True, True)
    assert page.get_by_role("checkbox", name="住まい （一番お困りのこと）").is_checked()
    tile("債務").locator(".concern-any").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    assert state("債務") == (True, True)
    assert state("住まい") == (True, False), "there is one ◎ only"
    page.keyboard.press("Space")
    assert state("債務") == (False, False)


def test_concerns_can_be_marked_without_javascript(browser_page, abe):
    page = browser_page(abe, java_script_enabled=False)
    page.goto(GALLERY)
    tile = page.locator(".concern").filter(has_text="住まい")
    tile.locator(".concern-any").check()
    tile.locator(".concern-main").check()
    page.locator("[name=name]").fill("高橋 健一")
    page.get_by_role("button", name="確かめる").click()
    assert page.locator(".concern-main:checked").get_attribute("value") == "2"


def test_the_slash_key_and_the_c_key_work_only_while_nobody_types(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.evaluate("() => { document.querySelector('[data-shortcut=c]').onclick = () => (window.pressed = true) }")
    page.locator("#id_name").focus()
    page.keyboard.type("c/")
    assert page.locator("#id_name").input_value() == "c/"
    assert page.evaluate("window.pressed") is None
    page.locator("h1").click()
    page.keyboard.press("c")
    assert page.evaluate("window.pressed") is True


def test_the_single_keys_can_be_turned_off(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.locator(".me > summary").click()
    page.get_by_role("button", name="キー（ / と c ）を使う", pressed=True).click()
    page.goto(GALLERY)
    page.evaluate("() => { document.querySelector('[data-shortcut=c]').onclick = () => (window.pressed = true) }")
    page.keyboard.press("c")
    assert page.evaluate("window.pressed") is None


def test_arrows_move_through_a_list(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.get_by_role("link", name="電話する").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(":focus").inner_text() == "見る"
    page.keyboard.press("End")
    assert page.locator(":focus").inner_text() == "合図あり"


def test_every_character_of_the_page_has_a_glyph_in_our_fonts(browser_page, abe):
    from fontTools.ttLib import TTFont

    page = browser_page(abe)
    page.goto(GALLERY)
    have = set()
    for file in ("base", "kanji-1", "kanji-2"):
        have |= set(TTFont(f"static/fonts/biz-udpgothic-400-{file}.woff2").getBestCmap())
    assert {char for char in page.locator("body").inner_text() if ord(char) > 32 and ord(char) not in have} == set()


def test_a_second_press_while_the_first_is_under_way_sends_nothing(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate(
        """() => { const press = () => document.querySelector("#form [type=submit]").click();
        press(); setTimeout(press) }"""
    )
    page.wait_for_selector(".errors")
    assert sent.count("POST") == 1


def test_a_press_that_fails_is_answered_in_words(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.evaluate(
        """() => { const button = document.createElement("button"); button.id = "try";
        button.setAttribute("hx-post", "/gallery/?try"); document.querySelector("main").append(button);
        htmx.process(button) }"""
    )
    answers = iter([500, 0])

    def answer(route):
        status = next(answers)
        return route.fulfill(status=status, body="") if status else route.abort()

    page.route("**/gallery/?try", answer)
    page.locator("#try").click()
    expect(page.locator("#messages")).to_contain_text("うまくいきませんでした")
    page.locator("#try").click()
    expect(page.locator("#messages")).to_contain_text("つながりません")


def test_the_focus_is_never_behind_the_buttons_that_stay(browser_page, abe):
    page = browser_page(abe)
    page.goto(GALLERY)
    page.locator("#id_name").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        box, bar = page.locator(":focus").bounding_box(), page.locator(".actions.stay").bounding_box()
        inside = page.evaluate("document.activeElement.closest('.stay') !== null")
        assert inside or box["y"] + min(box["height"], 40) <= bar["y"] + 1


def test_a_membership_without_the_right_is_refused_with_a_sentence(client_of, sato):
    response = client_of(sato).get(GALLERY)
    assert response.status_code == 403
    assert "役割（推進員）" in response.content.decode()
