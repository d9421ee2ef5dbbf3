"""Import and export in Chromium: upload, look through, take, write; by keyboard and on a telephone."""

from pathlib import Path

import pytest
from django.urls import reverse

from agencies.models import Agency
from tests.factories import AgencyFactory
from tests.reports.ledger_files import table
from tests.reports.transfers import run_jobs

pytestmark = pytest.mark.django_db(databases=["default", "jobs"])  # jobs tell their progress by a second one
ROWS = [{"機関コード": "E01", "機関名": "東福祉事務所"}, {"機関コード": "E02", "機関名": ""}]


@pytest.fixture
def file(tmp_path) -> Path:
    made = tmp_path / "機関台帳（直し中）.csv"
    made.write_bytes(table(*ROWS))
    return made


def test_a_clerk_takes_the_right_rows_of_a_messy_file(browser_page, check_page, abe, file):
    AgencyFactory(code="E01", name="東事務所")
    page = browser_page(abe, width=1280)
    page.goto(reverse("reports:transfer"))
    check_page(page)
    page.locator("#import button.main").click()
    page.wait_for_selector(".errors")
    check_page(page)

    page.locator("input[value=agencies]").check()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("#import button.main").click()
    page.wait_for_selector(".counts")
    check_page(page)
    assert Agency.objects.get(code="E01").name == "東事務所"
    with page.expect_download() as wrong:
        page.get_by_role("link", name="誤りの行を Excel で受け取る").click()
    assert wrong.value.suggested_filename == "機関（誤りの行）.xlsx"

    page.get_by_role("button", name="正しい1行だけ取り込む").press("Enter")
    page.wait_for_selector(".turn.done")
    check_page(page)
    assert Agency.objects.get(code="E01").name == "東福祉事務所"
    page.go_back()
    page.reload()
    assert "取り込みました" in page.locator(".turn").inner_text()


def test_a_file_that_is_written_appears_on_the_page_by_itself(browser_page, check_page, abe):
    page = browser_page(abe)
    page.goto(reverse("reports:transfer"))
    page.locator("#export button.main").click()
    page.wait_for_selector("#exports progress")
    check_page(page)
    run_jobs()
    page.wait_for_selector("#exports a.main")
    check_page(page)
    with page.expect_download() as written:
        page.locator("#exports a.main").click()
    assert written.value.suggested_filename.endswith(".zip")
