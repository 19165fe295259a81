"""Persons and organisation: the pages name people, escape what they wrote, say what will happen."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app.domain.forms import FieldError
from app.errors import Conflict, FormInvalid
from app.organisation.sheets import SHEETS
from tests.web.catalogue import texts
from tests.web.conftest import post, read, token_of
from tests.web.fake_acts import FakeActs

PLACE = "/quan-tri/to-chuc"
ROW = f"{PLACE}/nguoi/dong?khoa=nga"
PERSON = f"{PLACE}/con-nguoi/nga"


@pytest.mark.parametrize(
    "path",
    ["", "/thanh-vien", "/nguoi/dong?khoa=nga", "/lan/b1", "/vai", "/con-nguoi/nga", "/nhap/n1"],
)
def test_what_people_wrote_is_text_on_every_page(admin: FlaskClient, path: str) -> None:
    page = read(admin, PLACE + path)
    assert not [
        mark for mark in ("<b>chính", "<15>", "<1>", "<người>", "<Văn thư>") if mark in page
    ]


def test_a_list_keeps_its_search_on_the_next_page(admin: FlaskClient) -> None:
    page = read(admin, f"{PLACE}/thanh-vien?q=nga")
    assert "q=nga" in page and "Trang 1/2" in page
    assert "Đang có hiệu lực" in page


def test_a_row_is_saved_only_after_its_effect_was_shown(admin: FlaskClient, acts: FakeActs) -> None:
    assert 'value="save"' not in read(admin, ROW)
    status, page, _ = post(admin, ROW, {"act": "preview", "title": "Văn thư"}, ROW)
    assert status == 200 and 'value="save"' in page
    assert "1 việc đang mở đổi người làm được" in page
    assert "Không còn ai giữ vai Văn phòng Thị ủy từ 24/04/2024." in page
    status, _page, target = post(admin, ROW, {"act": "save", "reason": "Quyết định"}, ROW)
    assert (status, target) == (303, f"{PLACE}/nguoi/dong?khoa=nga")
    assert acts.writes()[-1] == "save_organisation_row"


def test_what_was_typed_stays_on_the_page_beside_its_error(
    admin: FlaskClient, acts: FakeActs
) -> None:
    error = FieldError("title", "Chức danh", "Rút gọn chức danh")
    acts.fails["preview_organisation_row"] = FormInvalid([error])
    status, page, _ = post(admin, ROW, {"act": "preview", "title": "Văn thư dài"}, ROW)
    assert status == 422
    assert page.count("Rút gọn chức danh") == 2
    assert 'value="Văn thư dài"' in page


def test_the_second_of_two_pages_is_told_in_words(admin: FlaskClient, acts: FakeActs) -> None:
    acts.fails["save_organisation_row"] = Conflict("Dòng này đã đổi từ lúc mở trang")
    status, page, _ = post(admin, ROW, {"act": "save"}, ROW)
    assert status == 409 and "Dòng này đã đổi từ lúc mở trang" in page


def test_a_one_time_password_stands_on_the_answer_alone(admin: FlaskClient) -> None:
    status, page, _ = post(admin, PERSON, {"act": "reset", "reason": "Quên mật khẩu"}, PERSON)
    assert status == 200 and "abcd-efgh" in page
    assert "abcd-efgh" not in read(admin, PERSON)


@pytest.mark.parametrize(
    ("act", "call"),
    [
        ("open", "open_account"),
        ("disable", "set_account_active"),
        ("end_sessions", "end_sessions"),
        ("ask", "ask_account_change"),
        ("drop", "drop_system_role"),
        ("grant", "decide_account_change"),
    ],
)
def test_each_act_about_an_account_is_its_own(
    admin: FlaskClient, acts: FakeActs, act: str, call: str
) -> None:
    post(admin, PERSON, {"act": act, "reason": "Quyết định 15"}, PERSON)
    assert acts.writes()[-1] == call
    assert post(admin, PERSON, {"act": "lạ"}, PERSON)[0] == 400


def test_a_file_is_shown_row_by_row_before_it_is_taken_over(
    admin: FlaskClient, acts: FakeActs
) -> None:
    page = read(admin, f"{PLACE}/nhap/n1")
    assert "1 mới, 0 thay đổi, 1 giữ nguyên, 1 chưa nhập được" in page
    assert "Nhập 1 dòng, bỏ qua 1 dòng" in page
    sent = {"file": (io.BytesIO(b"x"), "n.csv"), "sheet": "nguoi"}
    sent["csrf_token"] = token_of(admin, f"{PLACE}/nhap")  # type: ignore[assignment]
    answer = admin.post(f"{PLACE}/nhap", data=sent, content_type="multipart/form-data")
    assert answer.headers["Location"] == f"{PLACE}/nhap/n1"
    status, _page, target = post(admin, f"{PLACE}/nhap/n1", {"seen": "seen1"}, f"{PLACE}/nhap/n1")
    assert (status, target) == (303, f"{PLACE}/lan/b1")


def test_a_refused_file_says_how_to_mend_it(admin: FlaskClient, acts: FakeActs) -> None:
    error = FieldError("file", "Tệp", "Lưu tệp dạng CSV UTF-8")
    acts.fails["upload_organisation_file"] = FormInvalid([error])
    status, page, _ = post(admin, f"{PLACE}/nhap", {"sheet": "nguoi"}, f"{PLACE}/nhap")
    assert status == 422 and page.count("Lưu tệp dạng CSV UTF-8") == 2


def test_what_goes_out_runs_no_formula(admin: FlaskClient) -> None:
    _status, text, _ = post(admin, f"{PLACE}/nguoi/xuat", {"kind": "csv"}, f"{PLACE}/nhap")
    assert "'=1+1" in text
    assert post(admin, f"{PLACE}/nguoi/xuat", {"kind": "exe"}, f"{PLACE}/nhap")[0] == 404
    assert read(admin, f"{PLACE}/mau/nguoi.csv").strip("\ufeff\r\n") == "Mã người,Họ và tên"


def test_who_came_with_a_password_handed_over_chooses_another_first(
    dung: FlaskClient, acts: FakeActs
) -> None:
    acts.people["s-dung"] = replace(acts.people["s-dung"], chooses_password=True)
    answer = dung.get("/viec")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mat-khau")
    assert "do quản trị cấp" in read(dung, "/mat-khau")
    status, _page, target = post(dung, "/mat-khau", {"new": "một câu dài"}, "/mat-khau")
    assert (status, target) == (303, "/viec")
    assert "change_password" in acts.writes()


def test_every_word_of_the_sheets_is_known_to_the_translation() -> None:
    known = set(texts())
    said = {
        text
        for sheet in SHEETS
        for column in sheet.columns
        for text in (sheet.title, sheet.one, column.heading, column.hint, *column.choices.values())
    }
    assert said - known - {""} == set()


def test_a_reader_of_english_finds_the_headings_in_english(admin: FlaskClient) -> None:
    post(admin, "/ngon-ngu", {"language": "en", "next": "/"})
    assert "Place of work" in read(admin, ROW)
