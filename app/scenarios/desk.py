"""People at their browsers: signing in, opening a task, sending what they wrote. Only HTTP here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from app.errors import ScenarioFailed
from app.scenarios.answering import content_of
from app.scenarios.fixture import Fixture
from app.scenarios.pages import Browser, Control, Page, Reply

SIGN_IN = "/dang-nhap"
FORM_TYPE = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
# Names that steer a page; they are no answers.
STEERING = frozenset({"csrf_token", "form_version", "plan_hash", "section", "removed", "kept"})


@dataclass
class OpenForm:
    """A task's page in somebody's browser."""

    person_id: str
    task_id: str
    browser: Browser
    page: Page
    controls: dict[str, Control]
    steering: dict[str, str]


@dataclass(frozen=True)
class Sent:
    """What came of an attempt: refused with a page, or done."""

    done: bool
    status: int
    page: Page


@dataclass
class Desk:
    """The browsers of all people of a run; each signs in when a page asks for it."""

    fixture: Fixture
    new_browser: Callable[[], Browser]
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser_of(self, person_id: str) -> Browser:
        """Return the person's browser, signed in or not."""
        if person_id not in self.browsers:
            self.browsers[person_id] = self.new_browser()
        return self.browsers[person_id]

    def another_browser(self, person_id: str) -> Browser:
        """Return a second browser of a person, signed in: for acts at the same instant."""
        browser = self.new_browser()
        self._sign_in(browser, person_id)
        return browser

    def get(self, person_id: str, path: str, browser: Browser | None = None) -> Page:
        """Open a page, signing in when it asks for that."""
        browser = browser or self.browser_of(person_id)
        reply = browser.get(path)
        if _asks_sign_in(reply):
            self._sign_in(browser, person_id)
            reply = browser.get(path)
        return Page(reply)

    def _sign_in(self, browser: Browser, person_id: str) -> None:
        login, password = self.fixture.login(person_id)
        token = Page(browser.get(SIGN_IN)).token
        data = {"csrf_token": token, "login": login, "password": password, "next": "/viec"}
        reply = browser.post(SIGN_IN, data=data, content_type=FORM_TYPE)
        if reply.status_code != 303:
            raise ScenarioFailed(f"{person_id} không đăng nhập được: {Page(reply).message}")

    def start_plan(self, person_id: str, channel: str) -> tuple[Page, str]:
        """Press the button that starts a plan; return the reply and its first task, if any."""
        page = self.get(person_id, "/ke-hoach")
        data = {"csrf_token": page.token, "channel": channel}
        reply = self.browser_of(person_id).post("/ke-hoach", data=data, content_type=FORM_TYPE)
        location = reply.location or ""
        return Page(reply), location.rsplit("/", 1)[-1] if reply.status_code == 303 else ""

    def press(
        self, person_id: str, page: str, action: str, fields: Mapping[str, str | list[str]]
    ) -> tuple[Sent, str]:
        """Post from a page with its token; return what came and where it leads when done."""
        data = {**fields, "csrf_token": self.get(person_id, page).token}
        reply = self.browser_of(person_id).post(action, data=data, content_type=FORM_TYPE)
        done = reply.status_code == 303
        return Sent(done, reply.status_code, Page(reply)), reply.location or ""

    def upload(self, person_id: str, page: str, action: str, name: str, content: bytes) -> Sent:
        """Send a file by the form of a page that carries its version along."""
        shown = self.get(person_id, page)
        controls = shown.form(action)
        data: dict[str, Any] = {n: c.values for n, c in controls.items() if c.kind == "hidden"}
        data["file"] = (BytesIO(content), name, "application/octet-stream")
        reply = self.browser_of(person_id).post(action, data=data, content_type=MULTIPART)
        return Sent(reply.status_code == 303, reply.status_code, Page(reply))

    def act(
        self, person_id: str, path: str, fields: Mapping[str, str], *, crafted: bool = False
    ) -> Sent:
        """Fill the small form at this address and send it; `crafted` sends it unoffered too."""
        page = self.get(person_id, path)
        offered = page.form(path)
        if not offered and not crafted:
            return Sent(False, page.status, page)
        return self.press(person_id, path if page.token else "/viec", path, fields)[0]

    def open(self, person_id: str, task_id: str, browser: Browser | None = None) -> OpenForm:
        """Open a task and read the controls of all its sections."""
        browser = browser or self.browser_of(person_id)
        path = f"/viec/{task_id}"
        page = self.get(person_id, path, browser)
        found = page.form(path)
        steering = {n: c.values[-1] for n, c in found.items() if n in STEERING and c.values}
        controls = {n: c for n, c in found.items() if n not in STEERING}
        for number in range(2, page.section_count + 1):
            section = Page(browser.get(f"{path}?section={number}")).form(path)
            shown = {n: c for n, c in section.items() if c.kind != "hidden"}
            controls.update(shown)
        return OpenForm(person_id, task_id, browser, page, controls, steering)

    def check(
        self, form: OpenForm, fields: Iterable[tuple[str, str]], files: dict[str, str]
    ) -> Sent:
        """Send the filled form to be checked; done when the check page came back."""
        data: dict[str, Any] = {name: [value] for name, value in form.steering.items()}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        for name, file_name in files.items():
            stream = BytesIO(content_of(file_name))
            data.setdefault(name, []).append((stream, file_name, "application/octet-stream"))
        data["check"] = "tat-ca"
        reply = form.browser.post(f"/viec/{form.task_id}", data=data, content_type=MULTIPART)
        page = Page(reply)
        done = reply.status_code == 200 and bool(page.form(f"/viec/{form.task_id}/gui"))
        return Sent(done, reply.status_code, page)

    def confirm(self, form: OpenForm, checked: Page) -> Sent:
        """Confirm what the check page shows, with the password where it asks for it."""
        action = f"/viec/{form.task_id}/gui"
        controls = checked.form(action)
        data: dict[str, Any] = {n: c.values for n, c in controls.items() if c.kind == "hidden"}
        if "password" in controls:
            data["password"] = self.fixture.login(form.person_id)[1]
        data["confirm"] = "1"
        reply = form.browser.post(action, data=data, content_type=FORM_TYPE)
        if reply.status_code == 303:
            receipt = Page(form.browser.get(reply.location or ""))
            return Sent(receipt.status == 200, receipt.status, receipt)
        return Sent(False, reply.status_code, Page(reply))

    def craft(self, person_id: str, task_id: str, answers: str, form: OpenForm) -> Sent:
        """Post answers straight to the confirmation, past the pages, as a forger would."""
        token = self.get(person_id, "/viec").token
        data = {
            "csrf_token": token,
            "answers": answers,
            "idempotency_key": f"crafted-{task_id}-{person_id}",
            "form_version": form.steering.get("form_version", ""),
            "plan_hash": form.steering.get("plan_hash", ""),
            "password": self.fixture.login(person_id)[1],
            "confirm": "1",
        }
        action = f"/viec/{task_id}/gui"
        reply = self.browser_of(person_id).post(action, data=data, content_type=FORM_TYPE)
        return Sent(reply.status_code == 303, reply.status_code, Page(reply))


def _asks_sign_in(reply: Reply) -> bool:
    return reply.status_code == 303 and (reply.location or "").startswith(SIGN_IN)
