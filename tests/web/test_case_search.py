"""Tra cứu hồ sơ: the question stays in the address, files are harmless, others are kept out."""

from __future__ import annotations

import csv
import io
import zipfile

from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import post, read, sign_in, token_of
from tests.web.fake_acts import FakeActs
from tests.web.samples import MARKET

PLACE = "/giam-sat/ho-so"


def test_question_is_handed_on_and_stands_in_its_fields(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    page = read(auditor, f"{PLACE}?q=chợ&han=qua_han&dieu_khoan=C-029")
    assert acts.asked == {"q": ["chợ"], "han": ["qua_han"], "dieu_khoan": ["C-029"]}
    assert 'value="chợ"' in page and '<option value="qua_han" selected>' in page
    assert '<option value="C-029" selected>Điều 4, khoản 1 (C-029)</option>' in page
    assert "sau=2024-04-01" in page and "<b>chợ" not in page
    assert 'href="/giam-sat/ho-so/MG-2024-0021"' in page


def test_next_page_goes_on_from_the_mark(auditor: FlaskClient, acts: FakeActs) -> None:
    assert "Về đầu danh sách" in read(auditor, f"{PLACE}?q=chợ&sau=2024-04-01&sau_hs=c22")
    assert acts.after is not None and acts.after.case_id == "c22"


def test_what_cannot_be_read_is_told_and_kept(auditor: FlaskClient) -> None:
    answer = auditor.get(f"{PLACE}?tu_ngay=hôm qua")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Ghi ngày dạng nn/tt/nnnn" in page and 'value="hôm qua"' in page
    assert "MG-2024-0021" not in page


def test_nothing_found_says_so(auditor: FlaskClient) -> None:
    assert "Không có hồ sơ nào khớp" in read(auditor, f"{PLACE}?q=không có gì")


def test_administrator_sees_where_cases_stand_but_no_way_into_them(flask_app: Flask) -> None:
    browser = flask_app.test_client()
    sign_in(browser, "qt")
    page = read(browser, PLACE)
    assert "MG-2024-0021" in page and 'href="/giam-sat/ho-so/MG-2024-0021"' not in page


def test_staff_are_kept_out_and_the_attempt_is_recorded(dung: FlaskClient, acts: FakeActs) -> None:
    assert dung.get(PLACE).status_code == 403
    assert acts.refusals == [f"GET {PLACE}"]


def test_table_for_spreadsheets_runs_nothing(auditor: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(_file(auditor, "csv").decode("utf-8-sig"))))
    assert [len(row) for row in rows] == [11, 11, 11]
    assert rows[1][:2] == ["MG-2024-0021", MARKET.title]
    assert rows[2][1] == "'=HYPERLINK(1) <b>chợ</b>"
    with zipfile.ZipFile(io.BytesIO(_file(auditor, "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "'=HYPERLINK(1)" in sheet


def _file(browser: FlaskClient, kind: str) -> bytes:
    data = {"csrf_token": token_of(browser, PLACE), "kind": kind, "chon": ["c21", "c22"]}
    answer = browser.post(f"{PLACE}/xuat", data=data)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=ho-so-20240424")
    return answer.get_data()


def test_file_holds_the_ticked_cases_or_all_that_the_question_found(
    auditor: FlaskClient, acts: FakeActs
) -> None:
    sent: dict[str, object] = {"kind": "csv", "q": "chợ", "chon": ["c21"], "trong": ["c21", "c22"]}
    post(auditor, f"{PLACE}/xuat", sent)
    assert acts.asked == {"q": ["chợ"], "chon": ["c21"]}
    post(auditor, f"{PLACE}/xuat", {**sent, "pham_vi": "tat_ca"})
    assert acts.asked == {"q": ["chợ"], "chon": ["c21", "c22"]}
    post(auditor, f"{PLACE}/xuat", {"kind": "csv", "q": "chợ", "chon": "c21", "pham_vi": "tat_ca"})
    assert acts.asked == {"q": ["chợ"]}
    status, text, _target = post(auditor, f"{PLACE}/xuat", {"kind": "csv", "q": "chợ"})
    assert status == 422 and text.count("Đánh dấu ít nhất một hồ sơ") == 1
    assert "MG-2024-0021" in text and 'value="chợ"' in text


def test_chosen_cases_are_looked_at_or_handed_to_administrators(
    auditor: FlaskClient, admin: FlaskClient
) -> None:
    sent: dict[str, object] = {"act": "look", "q": "xe", "chon": ["c21", "c22"]}
    status, _text, target = post(auditor, f"{PLACE}/chon", sent)
    assert (status, target) == (303, f"{PLACE}?q=xe&chon=c21&chon=c22")
    assert "Đề nghị sửa, chuyển phiên bản" not in read(auditor, PLACE)
    assert "Đề nghị sửa, chuyển phiên bản" in read(admin, PLACE)
    target = post(admin, f"{PLACE}/chon", {**sent, "act": "runs"})[2]
    assert target == "/quan-tri/sua-chua/chon?q=xe&chon=c21&chon=c22"


def test_file_of_an_unknown_kind_is_refused(auditor: FlaskClient, acts: FakeActs) -> None:
    assert post(auditor, f"{PLACE}/xuat", {"kind": "exe"})[0] == 400
    assert "export_cases" not in acts.calls


def test_question_is_kept_under_a_name_and_removed(auditor: FlaskClient, acts: FakeActs) -> None:
    sent: dict[str, object] = {"ten": "Chợ quá hạn", "q": "chợ", "dung_chung": "co"}
    status, _text, target = post(auditor, f"{PLACE}/bo-loc", sent)
    assert (status, target) == (303, f"{PLACE}?han=qua_han")
    assert acts.kept[0] == "Chợ quá hạn" and acts.kept[2] is True
    status, text, _target = post(auditor, f"{PLACE}/bo-loc", {"ten": "", "q": "chợ"})
    assert status == 422 and "Ghi tên bộ lọc" in text
    assert post(auditor, f"{PLACE}/bo-loc/v1/bo")[::2] == (303, PLACE)
    assert acts.kept == ()


def test_only_the_owner_of_a_kept_question_can_remove_it(auditor: FlaskClient) -> None:
    page = read(auditor, PLACE)
    assert f"{PLACE}/bo-loc/v1/bo" in page and f"{PLACE}/bo-loc/v2/bo" not in page
