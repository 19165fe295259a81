"""Số hiệu văn bản và Hệ thống: gaps are explained, red parts say what to do."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.actions.admin.start_series import AskedStart
from tests.web.conftest import post, read, sign_in
from tests.web.fake_acts import FakeActs

PLACE = "/quan-tri/so-hieu"
SENT: dict[str, object] = {
    "unit_id": "MG-TU",
    "symbol": "CV",
    "period_key": "2025",
    "first_number": "40",
    "reason": "Đã cấp 39 số trong sổ giấy.",
}


def test_list_leads_to_each_series_and_counts_what_is_missing(admin: FlaskClient) -> None:
    page = read(admin, PLACE)
    assert "1 số không có văn bản" in page and "đủ văn bản" in page
    assert "Số 44-CV/TU" in page and "chưa cấp" in page
    assert "Tỉnh ủy &lt;b&gt;Minh Giang" in page
    assert f'href="{PLACE}/so?don-vi=MG-TU&amp;ky-hieu=CV&amp;ky=2020-2025"' in page


def test_series_shows_its_papers_and_says_why_a_number_is_not_there(admin: FlaskClient) -> None:
    page = read(admin, f"{PLACE}/so?don-vi=MG-TU&ky-hieu=CV&ky=2020-2025")
    assert "Số 1 đến 39: cấp ngoài hệ thống, sổ được đặt bắt đầu từ số 40" in page
    assert "không có văn bản nào mang số này" in page
    assert "2 dự thảo của sổ này đã hủy" in page
    assert "Công văn &lt;i&gt;" in page


def test_first_number_is_sent_and_what_was_typed_comes_back(
    admin: FlaskClient, acts: FakeActs
) -> None:
    assert post(admin, PLACE, SENT)[::2] == (303, PLACE)
    reason = "Đã cấp 39 số trong sổ giấy."
    assert acts.asked == (AskedStart("MG-TU", "CV", "2025", 40, reason),)
    status, page, _ = post(admin, PLACE, {**SENT, "first_number": "bốn"})
    assert (status, "Ghi số đầu, từ 2 đến 99999" in page) == (422, True)
    assert 'value="bốn"' in page and "Đã cấp 39 số" in page


def test_system_page_names_what_is_red_and_what_to_do(admin: FlaskClient) -> None:
    page = read(admin, "/quan-tri/he-thong")
    for words in ("Phải xử lý", "Khởi động lại nó.", "Còn 12 GB.", "Có phần cần xử lý"):
        assert words in page


def test_pages_of_administration_are_closed_to_others(flask_app: Flask) -> None:
    for login in ("tqd", "cqt", "kts"):
        browser = flask_app.test_client()
        sign_in(browser, login)
        assert browser.get(PLACE).status_code == 403
        assert browser.get("/quan-tri/he-thong").status_code == 403
