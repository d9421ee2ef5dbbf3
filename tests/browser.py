"""Fixtures of the tests in a browser: a signed-in page in Chromium, axe, and a keyboard that types Japanese.

    def test_…(browser_page, check_page, sato):
        page = browser_page(sato)                  # signed in as her, 1280 wide; width=390, touch=True is a telephone
        page.goto(reverse("casework:case_list"))
        check_page(page)                           # axe finds no violation; nothing ran against the content policy

A test that uses them has the marker `browser` by itself. CHROMIUM names another browser than the machine's.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.testcases import _StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from tests.signing_in import signed_in

# Playwright keeps an event loop in this thread, in which Django would refuse every query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    # What Playwright leaves out of a browser, which a second list replaces; and the pages of Chromium's own that its
    # address bar opens with each window, which took longer than most pages of ours.
    "--disable-features=" + ",".join([
        "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay",
        "MediaRouter", "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning",
        "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    ]),
]  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The machine's Chromium, started once."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    browser = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """pytest-django's server, with the collected static files under their hashed names, as in production."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = _StaticFilesHandler
    server.start()
    yield server
    server.stop()


def _sign_in(context: BrowserContext, membership: Membership, url: str) -> None:
    session = signed_in(membership).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def _listen(page: Page, complaints: list[str]) -> None:
    """Notes what may never happen on a page of ours: an error in a script, something that the policy stopped."""
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))

    def heard(message: Any) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            complaints.append(f"content policy: {message.text}")

    page.on("console", heard)


def _wait_for_answers() -> None:
    """What a page asked for as it closed is still being answered, and may save something: the tables are emptied when
    nobody uses them."""
    busy = "select count(*) from pg_stat_activity where datname = current_database() and state not like 'idle'"
    with connection.cursor() as cursor:
        for _attempt in range(100):
            cursor.execute(f"{busy} and pid <> pg_backend_pid()")
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)


@pytest.fixture
def browser_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """browser_page(sato): a page signed in as her; browser_page(None) is nobody.

    Fails the test if a script failed or the content policy stopped something.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(
        membership: Membership | None, *, width: int = 1280, height: int = 900, touch: bool = False, **more: Any
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport={"width": width, "height": height},
            has_touch=touch,
            is_mobile=touch,
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if membership:
            _sign_in(context, membership, live_server.url)
        page = context.new_page()
        _listen(page, complaints)
        return page

    yield make
    for context in contexts:
        context.close()
    _wait_for_answers()
    assert not complaints, "\n".join(complaints)


def _told(violation: dict[str, Any]) -> str:
    places = "\n".join(
        f"      {node['html'][:200]}\n        {node.get('failureSummary', '')}" for node in violation["nodes"][:5]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n{places}"


@pytest.fixture
def check_page() -> Callable[..., None]:
    """check_page(page): axe finds nothing against WCAG 2.2 AA, and the page is no wider than its window.

    without  names of axe rules to leave out, with the reason said at the call.
    only     names of the rules to ask, where the others were asked of this page in another width.
    """

    def check(page: Page, *, without: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> None:
        page.evaluate("document.fonts.ready")
        if not page.evaluate("!!window.axe"):
            page.evaluate(AXE.read_text())
        options = {
            "resultTypes": ["violations"],
            "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES},
            "rules": {rule: {"enabled": False} for rule in without} | {"target-size": {"enabled": True}},
        }
        result = page.evaluate("options => axe.run(document, options)", options)
        assert not result["violations"], "\n".join(["axe:", *map(_told, result["violations"])])
        wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window, f"the page is {wide} px wide in a window of {window} px"

    return check


class JapaneseKeyboard:
    """An input method, as Chromium sees one: a composition that grows, is converted, and is ended by Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line: CDPSession = page.context.new_cdp_session(page)

    def compose(self, text: str) -> None:
        """Shows text under composition, in place of what was composed before."""
        self.line.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )

    def key(self, name: str, *, code: int) -> None:
        """A key while composing, which pages hear about (keydown with isComposing)."""
        event: dict[str, Any] = {"key": name, "code": name, "windowsVirtualKeyCode": code}
        self.line.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
        if name == "Enter":
            self.line.send("Input.dispatchKeyEvent", {"type": "char", "text": "\r", **event})
        self.line.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})

    def commit(self, text: str) -> None:
        """Ends the composition with this text."""
        self.line.send("Input.insertText", {"text": text})

    def type(self, *steps: str) -> None:
        """type("ほ", "ほけ", "ほけん", "保健"): each step under composition, the last one ended by Enter."""
        for step in steps:
            self.compose(step)
        self.key("Enter", code=13)
        self.commit(steps[-1])


@pytest.fixture
def japanese() -> Callable[[Page], JapaneseKeyboard]:
    """japanese(page).type("ほけ", "保健"): types by way of conversion into whatever has the focus."""
    return JapaneseKeyboard
