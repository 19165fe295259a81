"""Every route has a guard that stands in `routes`; a new route without one fails here."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import make_app, post, sign_in
from tests.web.fake_acts import FakeActs
from tests.web.routes import CLOSED, GETS, GUARDS, POSTS

KEEPERS = (("/quan-tri", "qt"), ("/ban-thao", "cqt"), ("/quy-trinh", "cqt"))


def test_every_route_is_listed_with_its_guard(flask_app: Flask) -> None:
    found = {}
    for rule in flask_app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        view = flask_app.view_functions[rule.endpoint]
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found[method, rule.rule] = getattr(view, "guard", None)
    assert found == GUARDS


def test_a_view_without_a_guard_answers_nobody(acts: FakeActs) -> None:
    careless = make_app(acts)
    careless.add_url_rule("/quen", "forgotten", lambda: "mở")
    browser = careless.test_client()
    sign_in(browser)
    assert browser.get("/quen").status_code == 404


@pytest.mark.parametrize("path", sorted(set(CLOSED)))
def test_nobody_in_particular_is_asked_to_sign_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (303, 405)
    if answer.status_code == 303:
        assert answer.headers["Location"].startswith("/dang-nhap?next=")


@pytest.mark.parametrize("path", POSTS)
def test_every_unsafe_route_wants_its_token(dung: FlaskClient, acts: FakeActs, path: str) -> None:
    before = list(acts.writes())
    assert dung.post(path, data={"login": "tqd", "password": "đúng mật khẩu"}).status_code == 400
    assert acts.writes() == before


@pytest.mark.parametrize("path", GETS)
def test_reading_a_page_changes_nothing(flask_app: Flask, acts: FakeActs, path: str) -> None:
    browser = flask_app.test_client()
    sign_in(browser, next((who for part, who in KEEPERS if path.startswith(part)), "kts"))
    acts.calls.clear()
    assert browser.get(path).status_code in (200, 303)
    assert acts.writes() == []


def test_the_audit_is_closed_to_staff_and_the_attempt_is_recorded(
    dung: FlaskClient, acts: FakeActs
) -> None:
    assert dung.get("/kiem-soat").status_code == 403
    assert acts.refusals == ["GET /kiem-soat"]


def test_claiming_a_task_leads_to_it(dung: FlaskClient, acts: FakeActs) -> None:
    status, _text, target = post(dung, "/viec/t1/nhan")
    assert (status, target) == (303, "/viec/t1")
    assert "claim_task" in acts.calls


def test_starting_a_plan_opens_its_form(dung: FlaskClient) -> None:
    assert post(dung, "/ke-hoach", {"channel": "dien_tu"})[::2] == (303, "/viec/t2")


def test_starting_the_record_of_an_emergency_opens_its_form(dung: FlaskClient) -> None:
    assert post(dung, "/ke-hoach/cap-thiet")[::2] == (303, "/viec/t2")
