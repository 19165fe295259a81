"""A browser door over sample data; no database, no network."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from app import web
from app.actions.owner.start_draft import start_draft
from tests.factories import AtWork
from tests.web.browser import Walk, launch, serving
from tests.web.drawing import CASE, OWNER, Drawing
from tests.web.fake_acts import FakeActs
from tests.web.hands import application

CATALOGUE = Path(web.__file__).parent / "translations/en/LC_MESSAGES/messages.po"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogue() -> None:
    """Compile the English catalogue as the build does, where it is missing or older."""
    target = CATALOGUE.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    with CATALOGUE.open("rb") as source, target.open("wb") as compiled:
        write_mo(compiled, read_po(source, locale="en"))


@pytest.fixture
def acts() -> FakeActs:
    return FakeActs()


@pytest.fixture
def flask_app(acts: FakeActs) -> Flask:
    return make_app(acts)


def make_app(acts: FakeActs, *, secure: bool = False) -> Flask:
    """Return the pages over these actions."""
    made = Flask("tests", static_folder=None)
    made.config.update(TESTING=True, SECRET_KEY="test", PROPAGATE_EXCEPTIONS=False)
    web.install(made, acts, secure=secure, max_upload_bytes=1024 * 1024)
    return made


@pytest.fixture
def client(flask_app: Flask) -> FlaskClient:
    """Return a browser of nobody in particular."""
    return flask_app.test_client()


def sign_in(browser: FlaskClient, login: str = "tqd") -> None:
    """Sign in through the page, as a person does."""
    token = token_of(browser, "/dang-nhap")
    answer = browser.post(
        "/dang-nhap", data={"csrf_token": token, "login": login, "password": "đúng mật khẩu"}
    )
    assert answer.status_code == 303


def token_of(browser: FlaskClient, path: str) -> str:
    """Return the CSRF token that a page carries."""
    found = TOKEN.search(browser.get(path).get_data(as_text=True))
    assert found is not None, path
    return found[1]


def post(
    browser: FlaskClient, path: str, data: dict[str, object] | None = None, page: str = "/cai-dat"
) -> tuple[int, str, str]:
    """Post with a fresh token; return status, text and where it sends the browser."""
    token = token_of(browser, page)
    answer = browser.post(path, data={**(data or {}), "csrf_token": token})
    return answer.status_code, answer.get_data(as_text=True), answer.headers.get("Location", "")


@pytest.fixture
def dung(client: FlaskClient) -> Iterator[FlaskClient]:
    """Return a browser in which the chief of office is signed in."""
    sign_in(client)
    yield client


@pytest.fixture
def owner(flask_app: Flask) -> FlaskClient:
    """Return a browser in which a process owner is signed in."""
    return _signed_in(flask_app, "cqt")


@pytest.fixture
def auditor(flask_app: Flask) -> FlaskClient:
    """Return a browser in which the auditor is signed in."""
    return _signed_in(flask_app, "kts")


@pytest.fixture
def admin(flask_app: Flask) -> FlaskClient:
    """Return a browser in which an administrator is signed in."""
    return _signed_in(flask_app, "qt")


def _signed_in(flask_app: Flask, login: str) -> FlaskClient:
    browser = flask_app.test_client()
    sign_in(browser, login)
    return browser


def read(browser: FlaskClient, path: str) -> str:
    """Return the text of a page that opens."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def drawing(browser: Browser, sqlite_office: AtWork, tmp_path: Path) -> Iterator[Drawing]:
    """Return the owner at a PC with a fresh draft of P01."""
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    draft_id = start_draft(sqlite_office.services, sqlite_office.actor(OWNER), CASE)
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    with serving(application(sqlite_office)) as base:
        walk = Walk(window.new_page(), base, shots, 1280)
        found = Drawing(walk, sqlite_office, draft_id)
        found.sign_in()
        yield found
        window.close()
    # A refused inline style or script is told on the console, so it is among the faults.
    assert walk.faults == []
