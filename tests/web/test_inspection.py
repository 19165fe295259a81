"""Kiểm tra hồ sơ: plain words first, each with its line; forms before and after; auditors only."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import read, sign_in
from tests.web.fake_acts import FakeActs

PLACE = "/giam-sat/ho-so/MG-2024-0021"


def test_sentences_lead_to_their_lines_and_name_reason_and_clause(auditor: FlaskClient) -> None:
    page = read(auditor, PLACE)
    assert 'href="#d-i1-7"' in page and 'id="d-i1-7"' in page
    assert "Vì: lúc hết hạn ở bước “Họp”." in page.replace("</p>", "").replace("\n", " ")
    assert "Theo Điều 4, khoản 1." in page
    assert "<i>văn bản" not in page and "<b>biên bản" not in page


def test_case_shows_times_changes_terms_and_hashes(auditor: FlaskClient) -> None:
    page = read(auditor, PLACE)
    for words in ("9 ngày làm việc", "7 ngày làm việc", "không chờ", "f1" * 32, "mốc d30"):
        assert words in page
    assert "Hạn trả lời: 06/05/2024 → 07/06/2024" in page
    assert page.index("Đi qua 3 phần tử") > page.index("Các dòng máy ghi khi chuyển bước")


def test_short_parts_stand_open_and_say_how_much_is_in_them(auditor: FlaskClient) -> None:
    page = read(auditor, PLACE)
    assert page.count('<details class="fold" open>') == 2
    assert "bước đã qua, từng bước bao lâu" in page and "dòng của người và của hệ thống" in page


def test_form_as_it_was_marks_what_changed(auditor: FlaskClient) -> None:
    page = read(auditor, f"{PLACE}/bieu/t1")
    assert page.count("đã đổi") == 1 and page.count('class="changed"') == 1
    assert "phiên bản 1 · SHA-256" in page and "Ghi chú &lt;b&gt;" in page


def test_case_that_is_not_there_is_not_found(auditor: FlaskClient) -> None:
    assert auditor.get("/giam-sat/ho-so/MG-2024-9999").status_code == 404


@pytest.mark.parametrize("login", ["tqd", "qt"])
def test_only_auditors_come_in_and_others_are_recorded(
    flask_app: Flask, acts: FakeActs, login: str
) -> None:
    browser = flask_app.test_client()
    sign_in(browser, login)
    for path in (PLACE, f"{PLACE}/bieu/t1"):
        assert browser.get(path).status_code == 403
    assert acts.refusals == [f"GET {PLACE}", f"GET {PLACE}/bieu/t1"]
