"""A real Chromium against the pages over sample data: server, browser, and what they noticed."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.factories import PASSWORD

WIDTHS = (1280, 390)
# The password of everybody in the sample data.
SAMPLE_PASSWORD = "đúng mật khẩu"
# What Tab would pass by; a closed list of choices or a file's button still counts as one stop. What
# nobody is shown needs no stop: the button that Enter in a text field presses has a visible twin.
CONTROL = ":is(a[href], button, input, select, textarea, summary):not([aria-hidden=true])"
OUT_OF_REACH = f"main {CONTROL}[tabindex^='-']"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nodes that pass are not described: on a long form that takes most of the time.
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
AXE_FAULTS = """(options) => axe.run(document, options).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)))
"""


class Quiet(WSGIRequestHandler):
    """A request handler that keeps its log to itself."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free port and yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium; it may not talk to anybody by itself."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
    )


class Rooms:
    """Browser profiles that tests use in turn: a fresh one takes half a second of processor time.

    Whoever takes one finds no cookie, no page and a network; several are in use at once where a
    test is about several persons.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[BrowserContext]] = {True: [], False: []}

    @contextmanager
    def taken(self, *, scripts: bool) -> Iterator[BrowserContext]:
        """Lend a profile with or without scripts."""
        free = self._free[scripts]
        room = free.pop() if free else self._browser.new_context(java_script_enabled=scripts)
        yield room
        for page in room.pages:
            page.close()
        room.clear_cookies()
        room.set_offline(False)
        free.append(room)


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a picture of the window, or of the whole page, where somebody wants to look at it."""
    folder = os.environ.get("SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)


@dataclass
class Walk:
    """One page in one browser window, and the faults it showed."""

    page: Page
    base: str
    width: int
    scripts: bool = True
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(message.text)

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.base + path)

    def enter(self, login: str) -> None:
        """Sign in to an installation; whoever was here before is gone."""
        self.page.context.clear_cookies()
        self.sign_in(login, PASSWORD)

    def sign_in(self, login: str = "tqd", password: str = SAMPLE_PASSWORD) -> None:
        """Sign in through the page; to sample data, unless another password is named."""
        self.go("/dang-nhap")
        self.page.fill("#u", login)
        self.page.fill("#p", password)
        self.press(self.page.locator("button.btn-primary"))

    def press(self, target: Locator) -> None:
        """Go on by the keyboard."""
        with self.page.expect_navigation():
            target.press("Enter")

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page."""
        picture(self.page, f"{name}-{self._wide()}", whole=True)

    def pictured(self, name: str, start: Locator | None = None) -> None:
        """Keep a picture for a guide where somebody wants it: a PC's window, from here on."""
        if "SHOTS" not in os.environ or self._wide() != WIDTHS[0]:
            return
        self.page.evaluate("window.scrollTo(0, 0)")
        if start is not None:
            start.evaluate("(it) => window.scrollTo(0, it.getBoundingClientRect().top - 80)")
        picture(self.page, name)

    def _wide(self) -> int:
        size = self.page.viewport_size
        return size["width"] if size else 0

    def look(self, name: str) -> None:
        """Let axe read the page at a PC's and a phone's width; nothing may be wider than those.

        The window is left at its own width.
        """
        for width in sorted(WIDTHS, key=lambda one: one == self.width):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.picture(name)
            assert self.sideways() <= 0, f"{name} at {width}"
            assert self.axe() == [], f"{name} at {width}"
        assert self.page.locator(OUT_OF_REACH).count() == 0, name

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        measure = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(measure))

    def axe(self) -> list[str]:
        """Return what axe finds against WCAG 2.0 to 2.2 A and AA and its best practices.

        It cannot wait in a window without scripts; the page is the same HTML there.
        """
        if not self.scripts:
            return []
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        faults: list[str] = self.page.evaluate(AXE_FAULTS, AXE_OPTIONS)
        return faults
