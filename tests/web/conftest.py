"""A browser door over sample data; no database, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from app import web
from app.actions.owner.start_draft import start_draft
from tests.factories import AtWork
from tests.web.browser import SAMPLE_PASSWORD, WIDTHS, Rooms, Walk, serving
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


@pytest.fixture(scope="session")
def pages() -> Flask:
    """Return the pages, made once: whose actions they ask is set by each test."""
    return make_app(FakeActs())


@pytest.fixture
def flask_app(pages: Flask, acts: FakeActs) -> Flask:
    """Return the pages over the test's own actions."""
    pages.extensions["acts"] = acts
    return pages


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
        "/dang-nhap", data={"csrf_token": token, "login": login, "password": SAMPLE_PASSWORD}
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


Window = Callable[..., Walk]


@pytest.fixture(scope="session")
def rooms(chromium: Browser) -> Rooms:
    """The profiles that tests of this run take in turn."""
    return Rooms(chromium)


@pytest.fixture
def window(rooms: Rooms) -> Iterator[Window]:
    """Return what opens a window onto the pages of an application, which is served meanwhile.

    Whatever a page complains of fails the test: a refused inline style or script is told on the
    console, so it is among the faults.
    """
    walks: list[Walk] = []
    served: dict[int, str] = {}
    with ExitStack() as ends:

        def opened(app: Flask, width: int = WIDTHS[0], *, scripts: bool = True) -> Walk:
            if id(app) not in served:
                served[id(app)] = ends.enter_context(serving(app))
            room = ends.enter_context(rooms.taken(scripts=scripts))
            page = room.new_page()
            page.set_viewport_size({"width": width, "height": 800})
            walks.append(Walk(page, served[id(app)], width, scripts))
            return walks[-1]

        yield opened
    assert [walk.faults for walk in walks] == [[] for _ in walks]


@pytest.fixture
def drawing(window: Window, sqlite_office: AtWork) -> Drawing:
    """Return the owner at a PC with a fresh draft of P01."""
    draft_id = start_draft(sqlite_office.services, sqlite_office.actor(OWNER), CASE)
    walk = window(application(sqlite_office))
    walk.enter("owner")
    return Drawing(walk, sqlite_office, draft_id)
