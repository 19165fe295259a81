"""A task page: drafts, rows, checking, sending; nothing typed is lost on any way out."""

from __future__ import annotations

import html
import io
import re

import pytest
from flask.testing import FlaskClient

from app.domain.forms import FieldError
from app.errors import (
    Conflict,
    FormInvalid,
    NotFound,
    PermissionDenied,
    StaleForm,
    StepBroken,
    StepRefused,
)
from tests.web.conftest import post
from tests.web.fake_acts import FakeActs

TYPED = {
    "discussion_summary": "Tóm tắt đã gõ",
    "held_at.date": "31/02/2024",
    "held_at.time": "14:00",
    "opinions[0].person": "lmh",
    "opinions[0].text": "Ý kiến một",
    "opinions[1].person": "tpb",
    "opinions[1].text": "Ý kiến hai",
    "form_version": "f1",
    "plan_hash": "h1",
}
ERRORS = (
    FieldError("opinions[1].text", "Nội dung", "Ghi nội dung ý kiến 2"),
    FieldError("chair", "Chủ trì", "Chọn chủ trì"),
)


def field(text: str, name: str) -> str:
    """Return the tag of the control with this name."""
    return re.findall(rf'<(?:input|textarea|select)[^>]*name="{re.escape(name)}"[^>]*>', text)[0]


def test_saving_a_draft_says_when(dung: FlaskClient, acts: FakeActs) -> None:
    status, _text, target = post(dung, "/viec/t1", {**TYPED, "draft": "1"})
    assert (status, target) == (303, "/viec/t1")
    assert acts.drafts["t1"]["discussion_summary"] == "Tóm tắt đã gõ"
    assert "Đã lưu nháp lúc 08:41, 24/04/2024" in dung.get(target).get_data(as_text=True)


def test_adding_a_row_returns_the_page_with_the_cursor_in_it(dung: FlaskClient) -> None:
    status, text, _target = post(dung, "/viec/t1", {**TYPED, "add": "opinions"})
    assert status == 200
    assert "autofocus" in field(text, "opinions[2].person")
    assert "Ý kiến hai" in text
    assert "31/02/2024" in field(text, "held_at.date")


def test_removing_a_filled_row_offers_it_back(dung: FlaskClient) -> None:
    _status, text, _target = post(dung, "/viec/t1", {**TYPED, "remove": "opinions[0]"})
    assert "Đã bỏ dòng 1." in text
    assert "Ý kiến một" not in re.sub(r'<input type="hidden" name="removed"[^>]*>', "", text)
    removed = html.unescape(re.search(r'name="removed" value="([^"]*)"', text)[1])  # type: ignore[index]
    left = {k: v for k, v in TYPED.items() if not k.startswith("opinions")}
    left |= {"opinions[0].person": "tpb", "opinions[0].text": "Ý kiến hai"}
    data = {**left, "removed": removed, "restore": "1"}
    _status, back, _target = post(dung, "/viec/t1", data)
    assert back.index("Ý kiến một") < back.index("Ý kiến hai")


def test_removing_an_empty_row_offers_nothing(dung: FlaskClient) -> None:
    data = {"opinions[0].person": "", "opinions[0].text": "", "remove": "opinions[0]"}
    assert "Lấy lại" not in post(dung, "/viec/t1", data)[1]


def test_errors_stand_on_top_and_at_the_field_in_the_same_words(
    dung: FlaskClient, acts: FakeActs
) -> None:
    acts.errors = ERRORS
    status, text, _target = post(dung, "/viec/t1", {**TYPED, "check": "1"})
    assert status == 422
    assert "<title>Lỗi: " in text
    assert "Chưa gửi được: 2 mục cần sửa" in text
    assert text.count("Ghi nội dung ý kiến 2") == 2
    assert '<a href="#f-opinions-1-text">' in text
    control = field(text, "opinions[1].text")
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="f-opinions-1-text-err"' in control
    assert 'id="f-opinions-1-text-err"' in text
    assert "Tóm tắt đã gõ" in text


def test_checked_answers_are_shown_with_what_follows(dung: FlaskClient) -> None:
    status, text, _target = post(dung, "/viec/t1", {**TYPED, "check": "1"})
    assert status == 200
    assert "Kiểm tra trước khi gửi" in text
    assert "Chủ trì xác nhận biên bản, hạn 26/04." in text
    assert re.search(r'name="idempotency_key" value="[\w-]{20,}"', text)


def test_a_form_opened_before_it_changed_comes_back_with_the_text(dung: FlaskClient) -> None:
    data = {**TYPED, "form_version": "f0", "check": "1"}
    status, text, _target = post(dung, "/viec/t1", data)
    assert status == 409
    assert "Biểu hoặc kế hoạch đã đổi." in text
    assert "Tóm tắt đã gõ" in text


CHECKED = {
    "answers": '{"discussion_summary": "Tóm tắt đã gõ", "votes_for": 5}',
    "idempotency_key": "k1",
    "form_version": "f1",
    "plan_hash": "h1",
    "confirm": "1",
}


def test_sending_leads_to_what_was_recorded(dung: FlaskClient, acts: FakeActs) -> None:
    status, _text, target = post(dung, "/viec/t1/gui", CHECKED)
    assert (status, target) == (303, "/viec/t1/da-gui")
    sent = acts.sent[0]
    assert (sent.key, sent.form_version, sent.plan_hash) == ("k1", "f1", "h1")
    assert sent.answers["votes_for"] == 5
    assert "Biên bản đã lưu." in dung.get(target).get_data(as_text=True)


def test_going_back_from_the_check_keeps_the_answers(dung: FlaskClient, acts: FakeActs) -> None:
    status, text, _target = post(dung, "/viec/t1/gui", {**CHECKED, "back": "discussion_summary"})
    assert status == 200
    assert "Tóm tắt đã gõ" in text
    assert "autofocus" in field(text, "discussion_summary")
    assert acts.sent == []


def test_going_back_to_a_field_opens_its_section(dung: FlaskClient) -> None:
    answers = '{"regulations": [{"number": "214/QĐ-UBND"}]}'
    data = {**CHECKED, "answers": answers, "back": "regulations[0].number"}
    text = post(dung, "/viec/t2/gui", data)[1]
    assert "<h1>Vấn đề và quy định</h1>" in text
    assert "autofocus" in field(text, "regulations[0].number")


def test_putting_off_keeps_the_answers_as_a_draft(dung: FlaskClient, acts: FakeActs) -> None:
    assert post(dung, "/viec/t1/gui", {**CHECKED, "draft": "1"})[2] == "/viec"
    assert acts.drafts["t1"]["votes_for"] == 5
    assert acts.sent == []


def test_the_second_of_two_reads_who_was_first_and_keeps_the_text(
    dung: FlaskClient, acts: FakeActs
) -> None:
    acts.fails["submit_task"] = Conflict("Việc này đã được xử lý", winner="Lê Thị Mai Hương")
    status, text, _target = post(dung, "/viec/t1/gui", CHECKED)
    assert status == 409
    assert "Chưa ghi nhận: việc này đã có người hoàn thành" in text
    assert "Lê Thị Mai Hương" in text
    assert "08:41:00, 24/04/2024" in text
    assert "Tóm tắt đã gõ" in text
    assert "giữ đến hết 24/05/2024" in text


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (StaleForm("Kế hoạch của hồ sơ đã đổi."), 409),
        (StepRefused("Chờ phát hành báo cáo trước"), 422),
        (FormInvalid(ERRORS), 422),
        (PermissionDenied("Người soạn không ký văn bản của mình"), 403),
        (StepBroken("Chưa ghi nhận, sự cố SC-2024-0001"), 500),
        (RuntimeError("boom"), 500),
    ],
    ids=["stale", "guard", "invalid", "denied", "broken", "failure"],
)
def test_a_refused_submission_keeps_the_text(
    dung: FlaskClient, acts: FakeActs, refusal: Exception, status: int
) -> None:
    acts.fails["submit_task"] = refusal
    got, text, _target = post(dung, "/viec/t1/gui", CHECKED)
    assert got == status
    assert "Tóm tắt đã gõ" in text
    assert "boom" not in text


def test_text_of_a_broken_step_is_kept_until_the_incident_is_solved(
    dung: FlaskClient, acts: FakeActs
) -> None:
    acts.fails["submit_task"] = StepBroken("Chưa ghi nhận, sự cố SC-2024-0001")
    text = post(dung, "/viec/t1/gui", CHECKED)[1]
    assert "sự cố SC-2024-0001. Nội dung đã nhập được giữ làm bản nháp." in text
    assert acts.drafts["t1"]["discussion_summary"] == "Tóm tắt đã gõ"


def test_who_may_not_see_the_task_still_reads_why_the_sending_was_refused(
    dung: FlaskClient, acts: FakeActs
) -> None:
    acts.fails["submit_task"] = PermissionDenied("Tài khoản quản trị không xử lý việc nghiệp vụ")
    acts.fails["open_task"] = NotFound("Không có hồ sơ này")
    got, text, _target = post(dung, "/viec/t1/gui", CHECKED)
    assert got == 403
    assert "Tài khoản quản trị không xử lý việc nghiệp vụ" in text


def test_a_file_is_stored_when_it_arrives_and_stands_in_the_form(
    dung: FlaskClient, acts: FakeActs
) -> None:
    file = (io.BytesIO(b"%PDF-1.7"), "biên bản.pdf")
    data = {**TYPED, "minutes_file": file, "draft": "1"}
    assert post(dung, "/viec/t1", data)[0] == 303
    assert acts.drafts["t1"]["minutes_file"] == ["u2"]


def test_a_refused_file_stands_at_its_field_and_the_text_is_kept(
    dung: FlaskClient, acts: FakeActs
) -> None:
    words = "Chọn tệp PDF hoặc DOCX, tối đa 1 MB"
    acts.fails["upload_file"] = FormInvalid([FieldError("x.exe", "Tệp", words)])
    file = (io.BytesIO(b"MZ"), "x.exe")
    data = {**TYPED, "minutes_file": file, "draft": "1"}
    status, text, _target = post(dung, "/viec/t1", data)
    assert status == 422
    assert '<a href="#f-minutes_file">' in text
    assert "Tóm tắt đã gõ" in text


def test_dropping_a_file_takes_only_that_one(dung: FlaskClient) -> None:
    data = {**TYPED, "minutes_file": "u1", "drop_file": "minutes_file|u1"}
    _status, text, _target = post(dung, "/viec/t1", data)
    assert "Bien-ban-BTV" not in text


def test_sections_are_pages_and_carry_the_others_along(dung: FlaskClient, acts: FakeActs) -> None:
    text = dung.get("/viec/t2?section=2").get_data(as_text=True)
    assert "<h1>Vấn đề và quy định</h1>" in text
    assert 'type="hidden"' in field(text, "title")
    data = {"title": "Tên", "issue_type": "chua", "section": "2", "next_section": "3"}
    status, _text, target = post(dung, "/viec/t2", data)
    assert (status, target) == (303, "/viec/t2?section=3")
    assert acts.drafts["t2"] == {"title": "Tên", "issue_type": "chua"}


def test_errors_of_a_sectioned_form_open_the_first_section_to_correct(
    dung: FlaskClient, acts: FakeActs
) -> None:
    acts.errors = (FieldError("issue_analysis", "Phân tích", "Ghi phân tích"),)
    _status, text, _target = post(dung, "/viec/t2", {"title": "T", "section": "3", "check": "1"})
    assert "<h1>Vấn đề và quy định</h1>" in text


def test_a_condition_that_holds_shows_its_field(dung: FlaskClient) -> None:
    hidden = post(dung, "/viec/t1", {"authority": "trong", "refresh": "1"})[1]
    assert "Đề xuất giải pháp" not in hidden
    shown = post(dung, "/viec/t1", {"authority": "vuot", "refresh": "1"})[1]
    assert "Đề xuất giải pháp" in shown


def test_a_task_that_is_not_open_to_the_reader_leaks_nothing(dung: FlaskClient) -> None:
    text = dung.get("/viec/cua-nguoi-khac").get_data(as_text=True)
    assert "Khoán quản lý chợ" not in text
    assert "Không tìm thấy" in text
