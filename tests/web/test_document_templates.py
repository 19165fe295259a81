"""Mẫu văn bản: text, sample, printed page; another text goes to a second administrator."""

from __future__ import annotations

import io
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from app.domain.setting_changes import Grounds
from tests.web.conftest import post, read, sign_in
from tests.web.fake_acts import FakeActs

PLACE = "/quan-tri/mau-van-ban"
ONE = f"{PLACE}/BIEN_BAN"
WHY: dict[str, object] = {
    "reason": "Theo thể thức mới của đơn vị.",
    "decision_no": "12-QĐ/TU",
    "decision_on": "01/04/2024",
}
GROUNDS = Grounds("Theo thể thức mới của đơn vị.", "12-QĐ/TU", date(2024, 4, 1))


def test_list_says_which_text_counts(admin: FlaskClient) -> None:
    page = read(admin, PLACE)
    for words in ("Biên bản họp", "bản đi kèm", "1 đề nghị chờ duyệt", "không số", "TTr"):
        assert words in page


def test_text_is_shown_with_its_sample_and_variables_and_nothing_in_it_is_markup(
    admin: FlaskClient,
) -> None:
    page = read(admin, ONE)
    assert "Thời gian họp: {{ held_at | moment }}. &lt;b&gt;" in page
    assert "<p>&lt;b&gt;Hết&lt;/b&gt;</p>" in page
    assert "văn bản này phải có" in page
    shipped = read(admin, f"{ONE}?ban=di-kem")
    assert "{{ held_at | moment }}. &lt;b&gt;" not in shipped


def test_printed_sample_is_a_sandboxed_page_and_the_text_a_download(admin: FlaskClient) -> None:
    answer = admin.get(f"{ONE}/xem-thu")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "ĐẢNG CỘNG SẢN" in answer.get_data(as_text=True)
    answer = admin.get(f"{ONE}.txt")
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="BIEN_BAN.txt"'


def test_typed_text_is_tried_then_sent(admin: FlaskClient, acts: FakeActs) -> None:
    status, page, _ = post(admin, ONE, {"text": "Nội dung mới", **WHY})
    assert status == 200
    assert "Xem thử: Nội dung mới" in page and 'value="propose"' in page
    status, _, target = post(admin, ONE, {"text": "Nội dung mới", "act": "propose", **WHY})
    assert (status, target) == (303, "/quan-tri/cau-hinh/thay-doi/c1")
    assert acts.asked == ("BIEN_BAN", "Nội dung mới", GROUNDS)


def test_text_that_does_more_than_fill_is_named_by_its_line(admin: FlaskClient) -> None:
    status, page, _ = post(admin, ONE, {"text": "{% for a in range(9) %}{% endfor %}"})
    assert status == 422
    assert page.count("Sửa dòng 1: bỏ lời gọi hàm") == 2
    assert "range(9)" in page


def test_file_stands_for_what_was_typed_unless_it_is_no_text(
    admin: FlaskClient, acts: FakeActs
) -> None:
    file = (io.BytesIO("\ufeffNội dung tệp".encode()), "mau.txt")
    sent: dict[str, object] = {"text": "cũ", "file": file, "act": "propose", **WHY}
    assert post(admin, ONE, sent)[0] == 303
    assert acts.asked[1] == "Nội dung tệp"
    for content in (b"\xff\xfe\x00", b"x" * (256 * 1024 + 1)):
        status, page, _ = post(admin, ONE, {"file": (io.BytesIO(content), "mau.docx")})
        assert status == 422
        assert "Gửi tệp chữ thuần (.txt, UTF-8), không quá 256 KB" in page


def test_unknown_types_and_other_people_are_kept_out(flask_app: Flask, admin: FlaskClient) -> None:
    assert admin.get(f"{PLACE}/KHONG_CO").status_code == 404
    for login in ("tqd", "cqt", "kts"):
        browser = flask_app.test_client()
        sign_in(browser, login)
        assert browser.get(PLACE).status_code == 403
