"""Without a mouse, with colours of one's own, at 200 %: nothing is lost on the pages that a coordinator has open all
day. Each is opened once and looked at in three ways."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories import ContactFactory, case_of_a_family

# Words and controls that somebody sees: [what, where it is said], without what is kept for screen readers and the
# heads of tables, which cards say in each of their lines.
SEEN = """() => {
  const shown = (each) => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length
    && !each.closest(".unseen, .skip, .menu > p, thead, option, title, desc, details:not([open]) > :not(summary)");
  const words = document.createTreeWalker(document.querySelector(".page"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (words.nextNode()) {
    const text = words.currentNode.data.replace(/\\s+/g, " ").trim();
    if (text && shown(words.currentNode.parentElement)) found.push([text, words.currentNode.parentElement]);
  }
  for (const each of document.querySelectorAll(".page :is(input:not([type=hidden]), select, textarea, button)"))
    if (shown(each)) found.push([each.name || each.textContent.trim(), each]);
  return found;
}"""

WORDS = f"() => ({SEEN})().map(([what]) => what)"

# What stands beyond the edge of the window, or is cut off by a box around it that cannot be scrolled.
CUT_OFF = f"""() => ({SEEN})().filter(([, at]) => {{
  const box = at.getBoundingClientRect();
  for (let around = at.parentElement; around; around = around.parentElement) {{
    const {{ overflowX: flow, position }} = getComputedStyle(around), edge = around.getBoundingClientRect();
    if (flow === "auto" || flow === "scroll") return false;
    if (flow !== "visible" && (box.right > edge.right + 2 || box.left < edge.left - 2)) return true;
  }}
  return box.right > innerWidth + 1 || box.left < -1;
}}).map(([what]) => what)"""

# What has nearly the colour of what is behind it, and controls without an edge.
UNSEEN = f"""() => {{
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => rgb(colour).slice(0, 3).map((one) => (one /= 255) <= 0.04045 ? one / 12.92
    : ((one + 0.055) / 1.055) ** 2.4).reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (each) => {{
    for (; each; each = each.parentElement) {{
      const colour = getComputedStyle(each).backgroundColor;
      if ((rgb(colour)[3] ?? 1) > 0.5) return colour;
      if (each.parentElement?.localName === "g") continue;
    }}
    return "rgb(0, 0, 0)";
  }};
  const near = (one, other) => {{
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05) < 4.5;
  }};
  return ({SEEN})().filter(([, at]) => {{
    const style = getComputedStyle(at);
    if (at.matches("button, select, textarea, input:not([type=radio], [type=checkbox])"))
      return style.borderTopStyle === "none" && style.textDecorationLine === "none";
    return near(at.closest("svg") ? style.fill : style.color, behind(at));
  }}).map(([what]) => what);
}}"""


def home(page: Page) -> None:
    page.goto(reverse("accounts:home"))


def of_case(page: Page) -> None:
    page.goto(reverse("casework:case_list"))
    page.locator("main table a").first.click()
    expect(page.locator(".genogram svg")).to_be_visible()
    expect(page.get_by_text("この世帯の会議を調べています。")).to_have_count(0)  # that part comes by itself


def consultation(page: Page) -> None:
    page.goto(reverse("casework:consultation_list"))
    page.get_by_role("button", name="相談を受ける").click()
    expect(page.get_by_label("氏名")).to_be_visible()


@pytest.mark.parametrize("opened", [home, of_case, consultation])
def test_at_200_per_cent_and_with_colours_of_ones_own_nothing_is_lost(browser_page, sato, opened):
    ContactFactory(consultation=case_of_a_family().consultation)
    page = browser_page(sato)
    opened(page)
    words = page.evaluate(WORDS)
    assert len(words) > 30
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(UNSEEN) == []
    page.emulate_media(forced_colors="none", color_scheme="light")
    page.set_viewport_size({"width": 640, "height": 450})  # what is left of 1280 × 900
    assert set(words) - set(page.evaluate(WORDS)) == set()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.evaluate(CUT_OFF) == []


def test_a_slash_searches_and_escape_closes_what_is_open(browser_page, sato):
    page = browser_page(sato)
    home(page)
    search, menu = page.get_by_role("searchbox"), page.locator("details.me")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("a/b")
    assert search.input_value() == "a/b"  # while somebody types it is a letter
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
