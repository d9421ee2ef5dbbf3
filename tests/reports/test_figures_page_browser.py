"""The figures in Chromium: no fault for a screen reader, nothing the policy stops, nothing wider than a telephone."""

from django.urls import reverse

from tests.reports.year import small_year


def test_the_figures_have_no_fault_on_a_desk_and_on_a_telephone(browser_page, check_page, sato):
    small_year()
    for width in (1280, 390):
        page = browser_page(sato, width=width)
        page.goto(reverse("reports:figures") + "?year=2020")
        check_page(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_number_opens_its_records_and_they_have_no_fault(browser_page, check_page, sato):
    small_year()
    page = browser_page(sato)
    page.goto(reverse("reports:figures") + "?year=2020")
    page.locator(".contact-table a", has_text="2").first.click()
    page.wait_for_url("**/figures/records/**")
    assert page.locator("tbody tr").count() == 2
    check_page(page)


def test_days_that_make_no_period_are_said_on_top_with_the_cursor_there(browser_page, check_page, sato):
    page = browser_page(sato)
    page.goto(reverse("reports:figures") + "?year=2020&first=R2.10.1")
    assert page.locator(".errors").is_visible() and page.locator("#id_first").input_value() == "R2.10.1"
    check_page(page)
