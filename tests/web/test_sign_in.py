"""Signing in and out, and what happens to typed text when a session ends."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient

from tests.web.conftest import post, sign_in, token_of
from tests.web.fake_acts import FakeActs


def test_a_wrong_password_says_what_to_do_and_keeps_the_login(client: FlaskClient) -> None:
    data = {"login": "tqd", "password": "sai", "csrf_token": token_of(client, "/dang-nhap")}
    answer = client.post("/dang-nhap", data=data)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "Gõ lại cả hai" in text
    assert 'value="tqd"' in text
    assert "sai" not in re.findall(r'type="password"[^>]*', text)[0]


def test_signing_in_goes_on_to_the_page_asked_for(client: FlaskClient) -> None:
    asked = client.get("/ho-so?q=chợ")
    assert asked.headers["Location"].startswith("/dang-nhap?next=/ho-so?q%3D")
    page = client.get(asked.headers["Location"]).get_data(as_text=True)
    target = html.unescape(re.search(r'name="next" value="([^"]*)"', page)[1])  # type: ignore[index]
    data = {"login": "tqd", "password": "đúng mật khẩu", "next": target}
    data["csrf_token"] = token_of(client, "/dang-nhap")
    assert client.post("/dang-nhap", data=data).headers["Location"].startswith("/ho-so?q=")


def ended_while_typing(client: FlaskClient, acts: FakeActs) -> str:
    """Return the page a person sees who posts after the session ended."""
    sign_in(client)
    token = token_of(client, "/viec/t1")
    acts.people.clear()
    data = {"csrf_token": token, "discussion_summary": "Ý kiến “khác”", "draft": "1"}
    answer = client.post("/viec/t1", data=data)
    assert answer.status_code == 401
    return answer.get_data(as_text=True)


def test_text_typed_when_the_session_ended_becomes_a_draft(
    client: FlaskClient, acts: FakeActs
) -> None:
    page = ended_while_typing(client, acts)
    assert "nội dung vừa nhập được giữ" in page
    assert "save_draft" not in acts.calls
    kept = html.unescape(re.search(r'name="kept" value="([^"]*)"', page)[1])  # type: ignore[index]
    acts.people = FakeActs().people
    data = {"login": "tqd", "password": "đúng mật khẩu", "kept": kept}
    data["csrf_token"] = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
    answer = client.post("/dang-nhap", data=data)
    assert answer.headers["Location"] == "/viec/t1"
    assert acts.drafts["t1"] == {"discussion_summary": "Ý kiến “khác”"}


def test_a_wrong_password_keeps_the_text_as_well(client: FlaskClient, acts: FakeActs) -> None:
    page = ended_while_typing(client, acts)
    kept = html.unescape(re.search(r'name="kept" value="([^"]*)"', page)[1])  # type: ignore[index]
    data = {"login": "tqd", "password": "sai", "kept": kept}
    data["csrf_token"] = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
    answer = client.post("/dang-nhap", data=data)
    assert html.escape(kept, quote=False) in html.unescape(answer.get_data(as_text=True))


def test_a_damaged_kept_text_does_not_stop_signing_in(client: FlaskClient) -> None:
    for kept in ("{", '{"path":1,"fields":[]}', "[]", "x" * 10):
        data = {"login": "tqd", "password": "đúng mật khẩu", "kept": kept}
        data["csrf_token"] = token_of(client, "/dang-nhap")
        assert client.post("/dang-nhap", data=data).status_code == 303


def test_text_of_a_page_from_another_session_is_shown_again(
    client: FlaskClient, acts: FakeActs
) -> None:
    sign_in(client)
    data = {"csrf_token": "cũ", "discussion_summary": "Chữ đã gõ", "check": "1"}
    answer = client.post("/viec/t1", data=data)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Chữ đã gõ" in text
    assert "Tiếp tục với nội dung này" in text
    assert "check_answers" not in acts.calls


def test_a_foreign_post_is_not_carried_through_sign_in(client: FlaskClient) -> None:
    answer = client.post("/viec/t1", data={"discussion_summary": "do trang khác gửi"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert 'name="kept"' not in text
    assert "Tiếp tục với nội dung này" not in text


def test_signing_out_revokes_the_session(client: FlaskClient, acts: FakeActs) -> None:
    sign_in(client)
    assert post(client, "/dang-xuat")[2] == "/dang-nhap"
    assert "s-dung" not in acts.people
