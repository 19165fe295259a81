"""Chuyển phiên bản: the pages carry what was chosen, show the groups, keep what was typed."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.domain.jobs import Progress
from tests.web.conftest import post, read, sign_in
from tests.web.fake_acts import FakeActs

PLACE = "/quan-tri/chuyen-phien-ban"


def test_cases_stand_in_three_groups_and_only_those_that_fit_can_be_chosen(
    admin: FlaskClient,
) -> None:
    page = read(admin, f"{PLACE}/chon?tu=r1&den=r2&thay=p01|sign|seal")
    for word in ("Phù hợp", "Khác", "Không chuyển được", "“Ký” không có", "“Ký” dùng biểu khác"):
        assert word in page
    assert 'value="i1" checked' in page and 'value="i2" checked' in page
    assert 'value="i3"' not in page
    assert '<option value="p01|sign|seal" selected>' in page
    assert '<input type="hidden" name="thay" value="p01|sign|seal">' in page
    assert "<b>chợ" not in page
    assert page.count("đang tạm dừng, chuyển xong vẫn tạm dừng") == 1


def test_what_was_chosen_is_sent_with_its_reason(admin: FlaskClient, acts: FakeActs) -> None:
    sent: dict[str, object] = {
        "tu": "r1",
        "den": "r2",
        "thay": ["p01|sign|seal", "", "a|b"],
        "instance": ["i1", "i2"],
        "reason": "Bước mới nhắc hạn.",
    }
    status, _text, target = post(admin, PLACE, sent)
    assert (status, target) == (303, f"{PLACE}/m1")
    pairs = {("p01", "sign"): "seal"}
    assert acts.proposed == ("r1", "r2", pairs, ["i1", "i2"], "Bước mới nhắc hạn.")


def test_request_without_a_reason_comes_back_with_what_was_ticked(admin: FlaskClient) -> None:
    sent: dict[str, object] = {"tu": "r1", "den": "r2", "instance": ["i2"], "reason": ""}
    status, text, _target = post(admin, PLACE, sent)
    assert status == 422
    assert "Ghi lý do chuyển" in text
    assert 'value="i2" checked' in text and 'value="i1" checked' not in text


def test_request_is_rehearsed_then_approved_by_another(admin: FlaskClient, acts: FakeActs) -> None:
    page = read(admin, f"{PLACE}/m1")
    assert "Chạy thử trên bản sao" in page and 'value="approve"' not in page
    assert "“Ký” thay bằng “Đóng dấu”" in page
    assert post(admin, f"{PLACE}/m1/chay-thu")[::2] == (303, f"{PLACE}/m1")
    acts.yours = True
    assert 'value="approve"' not in read(admin, f"{PLACE}/m1")
    acts.yours = False
    assert "Duyệt chuyển 3 lượt chạy" in read(admin, f"{PLACE}/m1")
    decision: dict[str, object] = {"version": "3", "act": "approve"}
    assert post(admin, f"{PLACE}/m1/duyet", decision)[0] == 303
    assert "0 trên 3 lượt chạy đã có kết quả" in read(admin, f"{PLACE}/m1")


def test_rehearsal_left_to_the_worker_is_followed(admin: FlaskClient, acts: FakeActs) -> None:
    acts.replaying = Progress(12, 40, is_running=True)
    page = read(admin, f"{PLACE}/m1")
    assert "Đã chạy thử 12 trên 40 lượt chạy." in page and 'http-equiv="refresh"' in page
    assert f'action="{PLACE}/m1/chay-thu"' not in page and 'value="approve"' not in page
    assert admin.get(f"{PLACE}/m1/tien-do").get_json()["total"] == 40
    acts.replaying = Progress(12, 40, is_running=False)
    page = read(admin, f"{PLACE}/m1")
    assert "đã dừng trước khi xong" in page and f'action="{PLACE}/m1/chay-thu"' in page
    assert admin.get(f"{PLACE}/m1/tien-do").get_json() == {"state": "ended"}


def test_request_is_turned_down_with_a_reason(admin: FlaskClient, acts: FakeActs) -> None:
    decision: dict[str, object] = {"version": "3", "act": "return"}
    status, text, _target = post(admin, f"{PLACE}/m1/duyet", decision)
    assert (status, "Ghi lý do trả lại" in text) == (422, True)
    decision["return_reason"] = "Chờ hết kỳ họp."
    assert post(admin, f"{PLACE}/m1/duyet", decision)[0] == 303
    assert acts.move.return_reason == "Chờ hết kỳ họp."
    assert "Chờ hết kỳ họp." in read(admin, f"{PLACE}/m1")
    assert post(admin, f"{PLACE}/m1/duyet", {"act": "return"})[0] == 400


def test_list_leads_to_requests_and_to_choosing(admin: FlaskClient) -> None:
    page = read(admin, PLACE)
    assert f'href="{PLACE}/m1"' in page
    assert f'href="{PLACE}/chon?tu=r1&amp;den=r2"' in page


def test_staff_and_owners_are_kept_out(flask_app: Flask) -> None:
    for login in ("tqd", "cqt"):
        browser = flask_app.test_client()
        sign_in(browser, login)
        assert browser.get(PLACE).status_code == 403
        assert "Chuyển phiên bản" not in browser.get("/viec").get_data(as_text=True)
