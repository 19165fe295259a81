"""The record leaves as a file that the browser keeps, in a format that is known."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.conftest import sign_in, token_of

PLACE = "/kiem-soat/nhat-ky-su-kien"


@pytest.mark.parametrize(
    ("kind", "media", "ending"),
    [("xes", "application/xml", ".xes"), ("ocel", "application/json", ".jsonocel")],
)
def test_event_log_is_kept_as_a_file_of_its_format(
    flask_app: Flask, kind: str, media: str, ending: str
) -> None:
    browser = flask_app.test_client()
    sign_in(browser, "kts")
    token = token_of(browser, "/kiem-soat")
    answer = browser.post(PLACE, data={"csrf_token": token, "kind": kind})
    assert answer.get_data() == b"<log>" + kind.encode()
    assert answer.mimetype == media
    assert answer.headers["Content-Disposition"].endswith(ending)


def test_format_that_nobody_offers_is_refused(flask_app: Flask) -> None:
    browser = flask_app.test_client()
    sign_in(browser, "kts")
    token = token_of(browser, "/kiem-soat")
    assert browser.post(PLACE, data={"csrf_token": token, "kind": "xlsx"}).status_code == 400
