"""A real Chromium against the pages over sample data: server, browser, and what they noticed."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright
from werkzeug.serving import WSGIRequestHandler, make_server

WIDTHS = (1280, 390)
# What Tab would pass by; a closed list of choices or a file's button still counts as one stop.
OUT_OF_REACH = "main :is(a[href], button, input, select, textarea, summary)[tabindex^='-']"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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


@dataclass
class Walk:
    """One page in one browser window, and the faults it showed."""

    page: Page
    base: str
    shots: Path
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

    def sign_in(self, login: str = "tqd") -> None:
        """Sign in through the page."""
        self.go("/dang-nhap")
        self.page.fill("#u", login)
        self.page.fill("#p", "đúng mật khẩu")
        self.page.click("button.btn-primary")

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page."""
        self.page.screenshot(path=self.shots / f"{name}-{self.width}.png", full_page=True)

    def pictured(self, name: str, start: Locator | None = None) -> None:
        """Keep a picture for a guide where somebody wants it: a PC's window, from here on."""
        size = self.page.viewport_size or {"width": 0}
        if "SHOTS" not in os.environ or size["width"] != WIDTHS[0]:
            return
        self.page.evaluate("window.scrollTo(0, 0)")
        if start is not None:
            start.evaluate("(it) => window.scrollTo(0, it.getBoundingClientRect().top - 80)")
        self.page.screenshot(path=self.shots / f"{name}.png")

    def look(self, name: str) -> None:
        """Let axe read the page at a PC's and a phone's width; nothing may be wider than those.

        Pictures are taken where somebody wants to look at them.
        """
        for width in sorted(WIDTHS, key=lambda one: one == self.width):
            self.page.set_viewport_size({"width": width, "height": 800})
            if "SHOTS" in os.environ:
                self.page.screenshot(path=self.shots / f"{name}-{width}.png", full_page=True)
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
        # Nodes that pass are not described: on a long form that takes most of the time.
        options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options)
        return [
            f"{fault['id']}: {node['html'][:160]}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
