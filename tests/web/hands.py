"""A person at a browser: reads labels, presses the buttons the page names, keeps to the keyboard.

Nothing here knows a field's id: what a reader cannot find by its words, these hands cannot either.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app import create_app
from tests.factories import PASSWORD, AtWork
from tests.web.browser import Walk, picture

MOST_TABS = 250
HERE = "(control) => control === document.activeElement"
# Neither yes nor no of a control that the page has replaced meanwhile.
IS_HERE = "(control) => control.isConnected ? control === document.activeElement : null"


@dataclass
class Desk:
    """An office PC or a phone at which one person after another signs in."""

    walk: Walk
    office: AtWork
    pictures: int = 0

    @property
    def base(self) -> str:
        """The address of the installation."""
        return self.walk.base

    @property
    def width(self) -> int:
        """How wide the window is."""
        return self.walk.width

    @property
    def scripts(self) -> bool:
        """Tell whether scripts run in it."""
        return self.walk.scripts

    @contextmanager
    def person(self, login: str, at: datetime, *, keys: bool = False) -> Iterator[Hands]:
        """Let a person sign in at a moment; `keys` if they never touch mouse or screen."""
        self.office.clock.move_to(at)
        self.walk.page.context.clear_cookies()
        hands = Hands(self, self.walk.page, keys)
        hands.sign_in(login)
        yield hands


class Hands:
    """What one person does in one window."""

    def __init__(self, desk: Desk, page: Page, keys: bool) -> None:
        self.desk, self.page, self.keys = desk, page, keys
        self._inside: Locator | None = None

    @property
    def _scope(self) -> Locator:
        return self._inside or self.page.locator("main")

    def sign_in(self, login: str) -> None:
        """Sign in through the door."""
        self.page.goto(self.desk.base + "/")
        self.write("Tên đăng nhập", login)
        self.write("Mật khẩu", PASSWORD)
        self.press("Đăng nhập")

    def look(self, name: str) -> None:
        """See to it that nothing must be scrolled sideways; keep a picture where one is wanted."""
        measure = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(measure) == 0, name
        if "SHOTS" not in os.environ:
            return
        self.desk.pictures += 1
        kind = f"{self.desk.width}{'' if self.desk.scripts else '-plain'}"
        self.page.evaluate("window.scrollTo(0, 0)")
        picture(self.page, f"sc01-{kind}-{self.desk.pictures:02}-{name}", whole=True)

    # Controls ---------------------------------------------------------------------------------

    @contextmanager
    def inside(self, title: str) -> Iterator[None]:
        """Keep to one row or group of the form."""
        words = _named(title)
        self._inside = self.page.get_by_role("group", name=words)
        yield
        self._inside = None

    def write(self, label: str, text: str) -> None:
        """Write into the field of this label."""
        control = self._labelled(label)
        self._go(control)
        if self.keys:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(text)
        else:
            control.fill(text)

    def write_moment(self, label: str, day: str, time: str) -> None:
        """Write a day and its hour."""
        outer, self._inside = self._inside, self._group(label)
        self.write("Ngày", day)
        self.write("Giờ", time)
        self._inside = outer

    def choose(self, legend: str, option: str) -> None:
        """Choose among radios, or in a list."""
        group = self._group(legend)
        expect(group.or_(self._labelled(legend)).first).to_be_visible()
        if group.count() == 0:
            self._choose_in_list(legend, option)
            return
        words = _named(option)
        control = group.get_by_label(words)
        if control.is_checked():
            return
        if not self.keys:
            group.get_by_text(words).click()
        elif control.get_attribute("type") == "checkbox":
            self._go(control)
            self.page.keyboard.press("Space")
        else:
            self._choose_by_arrows(group, control)
        expect(control).to_be_checked()

    def _choose_by_arrows(self, group: Locator, control: Locator) -> None:
        """Tab stops at a group once; arrows go through it."""
        chosen = group.locator("input:checked")
        self._go(chosen.first if chosen.count() else group.locator("input").first)
        self.page.keyboard.press("Space")
        for _ in range(group.locator("input").count()):
            if control.evaluate(HERE):
                break
            self.page.keyboard.press("ArrowDown")

    def _choose_in_list(self, label: str, option: str) -> None:
        control = self._labelled(label)
        self._go(control)
        if self.keys:
            self.page.keyboard.type(option)
            expect(control.locator("option:checked")).to_contain_text(option)
        else:
            texts = control.locator("option").all_inner_texts()
            found = [text for text in texts if text.split(",")[0] == option]
            control.select_option(label=found[0])

    def tick(self, label: str) -> None:
        """Tick a declaration."""
        control = self._scope.get_by_label(_begins(label))
        self._go(control)
        if self.keys:
            self.page.keyboard.press("Space")
        else:
            control.check()
        expect(control).to_be_checked()

    def attach(self, label: str, file: Path) -> None:
        """Attach a file."""
        self._labelled(label).set_input_files(file)

    def press(self, name: str) -> None:
        """Press a button, or follow a link, by the words on it."""
        words = _begins(name)
        found = self._scope.get_by_role("button", name=words)
        target = found.or_(self._scope.get_by_role("link", name=words)).first
        self._go(target)
        with self.page.expect_navigation():
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                target.click()

    def _labelled(self, label: str) -> Locator:
        return self._scope.get_by_label(_named(label))

    def _group(self, legend: str) -> Locator:
        words = _named(legend)
        return self._scope.get_by_role("group", name=words)

    def _go(self, target: Locator) -> None:
        """Move to a control: by Tab from wherever the page put the focus, or by hand."""
        expect(target).to_be_visible()
        if not self.keys:
            return
        # Looked up by its words once, not at every Tab, and anew when the page has replaced it.
        control = target.element_handle()
        for _ in range(MOST_TABS):
            is_here = control.evaluate(IS_HERE)
            if is_here:
                return
            if is_here is None:
                control = target.element_handle()
            else:
                self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {target}")

    # Pages ------------------------------------------------------------------------------------

    def holds(self, label: str, text: str) -> None:
        """Check what stands in the field of this label."""
        expect(self._labelled(label)).to_have_value(text)

    def sees(self, heading: str) -> None:
        """Check the heading of the page."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def open_task(self, name: str) -> None:
        """Open a task from the inbox."""
        self.page.goto(self.desk.base + "/viec")
        self.press(name)
        self.sees(name)

    def send(self, act: str, *, password: bool = False, name: str = "") -> None:
        """Check the answers, read them again, confirm, read the receipt."""
        if name:
            self.look(name)
        self.press("Kiểm tra lại trước khi gửi")
        self.sees("Kiểm tra trước khi gửi")
        if name:
            self.look(name + "-check")
        if password:
            self.write("Mật khẩu", PASSWORD)
        self.press(act)
        self.sees("Đã gửi")
        if name:
            self.look(name + "-receipt")


def _begins(words: str) -> re.Pattern[str]:
    """Match what begins with these words; the browser's selectors want slashes escaped too."""
    return re.compile("^" + re.escape(words).replace("/", r"\/"))


def _named(words: str) -> re.Pattern[str]:
    """Match a name, whatever stands in brackets or after a comma behind it."""
    return re.compile(_begins(words).pattern + r"( \(.*\)|, .*)?$")


def application(office: AtWork) -> Flask:
    """Return the real application over an installation at work."""
    return create_app(office.services.settings, office.services)
