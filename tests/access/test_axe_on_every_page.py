"""axe on every page of the access table that answers a GET, as the first role that may open it: on a desk, and on a
telephone, than which none is wider."""

from django.urls import reverse

from tests.access.test_access_table import members_of, records_about
from tests.access_table import COLUMNS, TABLE
from tests.factories import case_of_a_family

OF_WIDTH = ("color-contrast", "scrollable-region-focusable", "target-size")  # what a narrow window changes


def opener(row) -> str | None:
    """The first role that the row lets in; nobody is asked last."""
    return next((who for who, answer in zip(COLUMNS[1:], row.answers[1:], strict=True) if answer == "y"), None)


def whole_page(page, url: str) -> bool:
    """Opens it; False for a file, a fragment, or a refusal, which have tests of their own."""
    answer = page.request.get(url)  # asked first: the browser shows a file in a page of its own making
    if answer.status != 200 or "html" not in answer.headers["content-type"]:
        return False
    page.goto(url, wait_until="domcontentloaded")
    return page.evaluate("!!document.querySelector('main h1')")


def test_axe_finds_nothing_on_any_page(browser_page, check_page):
    case = case_of_a_family()
    members = members_of(case)
    records = records_about(case, members)
    pages, faults, seen = {}, [], 0
    for name, row in TABLE.items():
        who = opener(row)
        if row.post is not None or who is None:
            continue
        page = pages.get(who) or pages.setdefault(who, browser_page(members[who]))
        if not whole_page(page, reverse(name, args=[records[each] for each in row.args]) + row.query):
            continue
        seen += 1
        try:
            check_page(page)
            page.set_viewport_size({"width": 390, "height": 844})
            check_page(page, only=OF_WIDTH)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, "wider than a telephone"
        except AssertionError as fault:
            faults.append(f"{name} as {who} ({page.url}): {fault}")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert seen > 60
    assert not faults, "\n".join(faults)
