"""Cấu hình địa phương: keys with their source, what an edit does, two persons, the way back."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.setting_changes import Grounds
from tests.web.conftest import post, read, sign_in
from tests.web.fake_acts import FakeActs

PLACE = "/quan-tri/cau-hinh"
TERMS = f"{PLACE}/sua/thoi-han"
KEY = "due_days.triage"
WHY: dict[str, object] = {
    "reason": "Khối lượng tăng sau sáp nhập.",
    "decision_no": "12-QĐ/TU",
    "decision_on": "01/04/2024",
}
GROUNDS = Grounds("Khối lượng tăng sau sáp nhập.", "12-QĐ/TU", date(2024, 4, 1))


def test_every_key_shows_its_value_its_source_and_since_when(
    admin: FlaskClient, acts: FakeActs
) -> None:
    page = read(admin, PLACE)
    for words in ("Thời hạn do đơn vị quy định", "A-33", "45.000.000.000", "bản đi kèm", "cố định"):
        assert words in page
    acts.approve_setting(acts.people["s-qt"], "c1", 1)
    page = read(admin, PLACE)
    assert "Quản trị hai, Quản trị một" in page
    assert "Khôi phục bản đi kèm chương trình" in page


def test_group_is_edited_in_the_inputs_of_its_kinds(admin: FlaskClient) -> None:
    assert f'name="{KEY}" value="2"' in read(admin, TERMS)
    page = read(admin, f"{PLACE}/sua/can-cu")
    assert 'name="issue_types_allowed" value="hon_hop" checked' in page
    assert page.count('name="legality_items.label"') == 5
    assert "Điều lệ Đảng\nKết luận số 14-KL/TW" in page


def test_effect_is_shown_before_anything_is_sent(admin: FlaskClient, acts: FakeActs) -> None:
    page = read(admin, TERMS)
    assert 'value="propose"' not in page
    status, page, _ = post(admin, TERMS, {KEY: "3", **WHY})
    assert status == 200
    assert "giữ hạn đã giao" in page and "hết ngày 26/04/2024" in page
    assert "Khoán &lt;b&gt;chợ" in page
    for words in (">Việc giao từ", "2 quy trình của bản đang dùng", ">phần đầu văn bản<"):
        assert words in page
    assert "chưa quy trình, biểu hay bảng nào" in page and "0 quy trình" not in page
    assert f'name="{KEY}" value="3"' in page and 'value="propose"' in page
    assert "12-QĐ/TU" in page
    assert acts.writes()[-1] != "propose_profile"


def test_refused_value_is_named_with_its_key_and_limit(admin: FlaskClient) -> None:
    status, page, _ = post(admin, TERMS, {KEY: "0", "act": "preview"})
    assert status == 422
    assert page.count(f"Sửa khóa {KEY}: ghi số từ 1 đến 365, đang là 0") == 2


def test_edit_is_sent_with_its_decision(admin: FlaskClient, acts: FakeActs) -> None:
    status, _, target = post(admin, TERMS, {KEY: "3", "act": "propose", **WHY})
    assert (status, target) == (303, f"{PLACE}/thay-doi/c1")
    assert acts.asked == ("thoi-han", ["3"], GROUNDS)
    status, page, _ = post(admin, TERMS, {KEY: "3", "act": "propose", **WHY, "reason": ""})
    assert (status, "Ghi lý do thay đổi" in page) == (422, True)


def test_second_administrator_agrees_and_the_first_may_not(
    admin: FlaskClient, acts: FakeActs
) -> None:
    acts.own_change = True
    assert 'value="approve"' not in read(admin, f"{PLACE}/thay-doi/c1")
    acts.own_change = False
    page = read(admin, f"{PLACE}/thay-doi/c1")
    assert 'value="approve"' in page and "Quyết định 12-QĐ/TU, ngày 01/04/2024" in page
    sent: dict[str, object] = {"version": "1", "act": "approve"}
    assert post(admin, f"{PLACE}/thay-doi/c1", sent)[0] == 303
    assert 'value="approve"' not in read(admin, f"{PLACE}/thay-doi/c1")


def test_change_is_turned_down_with_a_reason(admin: FlaskClient, acts: FakeActs) -> None:
    sent: dict[str, object] = {"version": "1", "act": "return"}
    status, page, _ = post(admin, f"{PLACE}/thay-doi/c1", sent)
    assert (status, "Ghi lý do trả lại" in page) == (422, True)
    sent["return_reason"] = "Chờ hết kỳ họp."
    assert post(admin, f"{PLACE}/thay-doi/c1", sent)[0] == 303
    assert acts.change.return_reason == "Chờ hết kỳ họp."
    assert post(admin, f"{PLACE}/thay-doi/c1", {"act": "return"})[0] == 400


@pytest.mark.parametrize("change_id", ["", "c1"])
def test_earlier_version_is_asked_for_like_any_change(
    admin: FlaskClient, acts: FakeActs, change_id: str
) -> None:
    page = read(admin, f"{PLACE}/khoi-phuc?ban={change_id}")
    assert f'name="ban" value="{change_id}"' in page
    sent: dict[str, object] = {"ban": change_id, **WHY}
    assert post(admin, f"{PLACE}/khoi-phuc", sent)[2] == f"{PLACE}/thay-doi/c1"
    assert acts.asked == (change_id, GROUNDS)
    assert post(admin, f"{PLACE}/khoi-phuc", {"ban": change_id})[0] == 422


def test_unknown_parts_and_other_people_are_kept_out(flask_app: Flask, admin: FlaskClient) -> None:
    assert admin.get(f"{PLACE}/sua/khong-co").status_code == 404
    assert admin.get(f"{PLACE}/khoi-phuc?ban=khong-co").status_code == 404
    for login in ("tqd", "cqt", "kts"):
        browser = flask_app.test_client()
        sign_in(browser, login)
        assert browser.get(PLACE).status_code == 403
        assert "Cấu hình" not in browser.get("/viec").get_data(as_text=True)
