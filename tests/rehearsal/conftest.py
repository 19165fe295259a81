"""A draft of the case's process and its rehearsal, reached the way an owner does: by pages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from app.actions.owner.start_draft import start_draft
from tests.factories import PASSWORD, AtWork
from tests.rehearsal.tokens import token_in
from tests.web.hands import application

PROCESS = "p01_art4_case"


@dataclass
class Rehearsing:
    """The owner's browser at one rehearsal."""

    office: AtWork
    browser: FlaskClient
    draft_id: str
    place: str = ""

    def page(self, path: str = "") -> str:
        """Return a page of the rehearsal."""
        answer = self.browser.get(self.place + path, follow_redirects=True)
        assert answer.status_code == 200, answer.text[:2000]
        return answer.text

    def send(self, path: str, /, **fields: str) -> str:
        """Send a form of the rehearsal's own page and return the page it leads to."""
        fields["csrf_token"] = token_in(self.page())
        answer = self.browser.post(self.place + path, data=fields, follow_redirects=True)
        assert answer.status_code == 200, answer.text[:2000]
        return answer.text


@pytest.fixture
def rehearsing(sqlite_office: AtWork) -> Rehearsing:
    office = sqlite_office
    draft_id = start_draft(office.services, office.actor("chuquytrinh"), PROCESS)
    browser = application(office).test_client()
    page = browser.get("/dang-nhap").text
    fields = {"login": "owner", "password": PASSWORD, "csrf_token": token_in(page)}
    browser.post("/dang-nhap", data=fields)
    found = Rehearsing(office, browser, draft_id)
    token = token_in(browser.get("/viec").text)
    answer = browser.post(f"/ban-thao/{draft_id}/dien-tap", data={"csrf_token": token})
    assert answer.status_code == 303, answer.text[:2000]
    found.place = answer.location
    return found
