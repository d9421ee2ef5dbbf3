"""The completion report in Chromium: a section is written in place, by keyboard too, and nothing typed is lost."""

from django.urls import reverse

from reports.models import ReportSection
from tests.reports.year import small_year


def test_a_section_is_written_in_place_while_another_stays_open(browser_page, check_page, ono):
    small_year()
    page = browser_page(ono)
    page.goto(reverse("reports:annual_report", args=[2020]))
    for key in ("funds", "resources"):
        page.locator(f"#section-{key} a.btn").click()
        page.wait_for_selector(f"#section-{key} textarea")
    page.locator("#section-resources textarea").fill("まだ書きかけの文章")
    page.locator("#section-funds textarea").fill("寄附を7件受けた。")
    check_page(page)
    page.locator("#section-funds button.main").click()
    page.wait_for_selector("#section-funds p:has-text('寄附を7件受けた。')")
    assert "7件" in page.locator("#section-funds .note").inner_text()  # a figure of one's own
    assert page.locator("#section-resources textarea").input_value() == "まだ書きかけの文章"
    assert "自主財源" not in page.locator("#missing").inner_text()
    assert ReportSection.objects.get().text == "寄附を7件受けた。"


def test_a_section_opens_with_the_cursor_in_it_and_a_draft_is_kept_after_a_pause(browser_page, ono):
    page = browser_page(ono)
    page.goto(reverse("reports:annual_report", args=[2031]))
    edit = page.locator("#section-funds a.btn")
    edit.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#section-funds textarea:focus")
    page.keyboard.press("Control+A")
    page.keyboard.type("書きかけ")
    page.wait_for_selector("#section-funds [data-draft-status]:has-text('保存')")
    page.reload()
    page.locator("#section-funds a.btn").click()
    assert page.locator("#section-funds textarea").input_value() == "書きかけ"


def test_an_empty_text_is_said_in_place_and_keeps_the_page(browser_page, ono):
    page = browser_page(ono)
    page.goto(reverse("reports:annual_report", args=[2031]))
    page.locator("#section-funds a.btn").click()
    page.locator("#section-funds textarea").fill("")
    page.locator("#section-funds textarea").evaluate("box => box.required = false")
    page.locator("#section-funds button.main").click()
    page.wait_for_selector("#section-funds .errors")
    assert page.locator("#section-other").count() == 1
