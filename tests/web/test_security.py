"""Headers, cookies, limits and addresses (numbers of OWASP ASVS 5.0 in brackets)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app import web
from app.web.expired import safe_next
from tests.web.conftest import make_app, post, sign_in, token_of
from tests.web.fake_acts import FakeActs
from tests.web.routes import GETS


@pytest.mark.parametrize("path", [*GETS, "/khong-co"])
def test_every_response_carries_the_headers(dung: FlaskClient, path: str) -> None:
    """[3.4.1 to 3.4.6, 14.3.2]"""
    headers = dung.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers


def test_pages_may_not_be_framed_but_a_printable_document_may_by_ours(dung: FlaskClient) -> None:
    assert "frame-ancestors 'none'" in dung.get("/viec").headers["Content-Security-Policy"]
    printable = dung.get("/van-ban/d1/ban-in").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in printable
    assert "script-src" not in printable


def test_a_download_is_never_shown(dung: FlaskClient) -> None:
    """[3.2.1, 5.3.1]"""
    answer = dung.get("/tep/u1")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_over_https_cookies_are_host_bound_and_transport_strict() -> None:
    """[3.3.1 to 3.3.4]"""
    made = make_app(FakeActs(), secure=True)
    browser = made.test_client()
    answer = browser.get("/dang-nhap", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-phien=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "target",
    [
        "https://kẻ.xấu/viec",
        "//ke.xau/viec",
        "/\\ke.xau",
        "\\\\ke.xau",
        "javascript:alert(1)",
        "viec",
        "/viec\r\nSet-Cookie: a=b",
        "http:///viec",
        "//[",
        "",
    ],
)
def test_going_on_never_leaves_this_site(client: FlaskClient, target: str) -> None:
    """[3.7.2]"""
    assert safe_next(target) == "/viec"
    data = {"login": "tqd", "password": "đúng mật khẩu", "next": target}
    data["csrf_token"] = token_of(client, "/dang-nhap")
    assert client.post("/dang-nhap", data=data).headers["Location"] == "/viec"


def test_going_on_keeps_an_address_of_this_site() -> None:
    assert safe_next("/ho-so?q=ch%E1%BB%A3&page=2") == "/ho-so?q=ch%E1%BB%A3&page=2"


def test_ten_megabytes_of_text_are_refused_and_recorded(dung: FlaskClient, acts: FakeActs) -> None:
    acts.calls.clear()
    status, text, _target = post(dung, "/viec/t1", {"discussion_summary": "a" * 10_000_000})
    assert status == 413
    assert "quá lớn" in text
    assert acts.refusals == ["POST /viec/t1"]
    assert acts.writes() == []


def test_markup_that_was_typed_stays_text(dung: FlaskClient) -> None:
    """[1.2.1]"""
    data = {"discussion_summary": "<script>alert(1)</script>'\"", "draft": ""}
    data.pop("draft")
    _status, text, _target = post(dung, "/viec/t1", {**data, "refresh": "1"})
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_no_template_marks_text_as_safe() -> None:
    """[1.2.3] the picture filter is the only way round escaping, and it takes only pictures."""
    for template in (web.HERE / "templates").rglob("*.html"):
        text = template.read_text("utf-8")
        assert "|safe" not in text.replace(" ", ""), template
        assert " style=" not in text, template
        assert "<script>" not in text, template
        assert " onclick" not in text, template


def test_the_old_session_is_dead_after_signing_in(client: FlaskClient, acts: FakeActs) -> None:
    """[7.2.4] the token of the page before sign-in does not work afterwards."""
    old = token_of(client, "/dang-nhap")
    sign_in(client)
    assert client.post("/viec/t1/nhan", data={"csrf_token": old}).status_code == 400


def test_a_copied_cookie_dies_with_the_session(client: FlaskClient, acts: FakeActs) -> None:
    """[7.4.1]"""
    sign_in(client)
    copied = client.get_cookie("phien")
    assert copied is not None
    assert post(client, "/dang-xuat")[0] == 303
    client.set_cookie("phien", copied.value)
    assert client.get("/viec").status_code == 303
