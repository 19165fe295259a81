"""The administrator's page of working days: read, try, correct, save."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from app.domain.calendar_views import DayLine
from app.domain.forms import FieldError
from app.errors import FormInvalid
from tests.web.conftest import post
from tests.web.fake_acts import FakeActs

ROWS: dict[str, object] = {
    "day": ["30/4/2024", "10/04/2024", ""],
    "kind": ["off", "off", "off"],
    "name": ["Ngày Giải phóng", "Nghỉ thêm", "bỏ"],
    "decision": ["Bộ luật Lao động", "Công văn 12", "bỏ"],
}


def test_the_page_shows_each_day_with_its_decision(admin: FlaskClient) -> None:
    text = admin.get("/quan-tri/lich?nam=2024").get_data(as_text=True)
    assert 'value="30/04/2024"' in text
    assert "Bộ luật Lao động" in text
    assert 'value="save"' not in text


def test_the_effect_is_shown_before_saving(admin: FlaskClient, acts: FakeActs) -> None:
    status, text, _to = post(admin, "/quan-tri/lich/2024", {**ROWS, "act": "preview"})
    assert status == 200
    assert "Lịch năm 2024 thay đổi: 1 hạn được tính lại. 1 việc được lùi hạn." in text
    assert "16/04/2024" in text
    assert "11/04/2024" in text
    assert 'value="save"' in text
    assert acts.writes() == ["sign_in"]
    assert acts.calendar[1] == DayLine(date(2024, 4, 10), "off", "Nghỉ thêm", "Công văn 12")
    assert len(acts.calendar) == 2


def test_saving_leads_back_to_the_year(admin: FlaskClient, acts: FakeActs) -> None:
    status, _text, target = post(admin, "/quan-tri/lich/2024", {**ROWS, "act": "save"})
    assert (status, target) == (303, "/quan-tri/lich?nam=2024")
    assert "save_calendar" in acts.calls


def test_a_day_that_cannot_be_read_stays_as_typed(admin: FlaskClient, acts: FakeActs) -> None:
    typed = {**ROWS, "day": ["30/4/2024", "mùng 3", ""], "act": "save"}
    status, text, _to = post(admin, "/quan-tri/lich/2024", typed)
    assert status == 422
    assert "Dòng 2, ngày: Ghi ngày theo dạng 10/04/2024" in text
    assert 'value="mùng 3"' in text
    assert "save_calendar" not in acts.calls


def test_a_refused_line_is_named_on_the_page(admin: FlaskClient, acts: FakeActs) -> None:
    error = FieldError("days[1].name", "Dòng 2, tên", "Ghi tên ngày, ít nhất 3 ký tự")
    acts.fails["save_calendar"] = FormInvalid([error])
    status, text, _to = post(admin, "/quan-tri/lich/2024", {**ROWS, "act": "save"})
    assert status == 422
    assert "Dòng 2, tên: Ghi tên ngày" in text


def test_staff_are_told_whose_page_it_is(dung: FlaskClient, acts: FakeActs) -> None:
    answer = dung.get("/quan-tri/lich")
    assert answer.status_code == 403
    assert "quản trị" in answer.get_data(as_text=True)
    assert acts.refusals == ["GET /quan-tri/lich"]


def test_a_year_beyond_reason_is_not_found(admin: FlaskClient) -> None:
    assert admin.get("/quan-tri/lich?nam=99999").status_code == 404


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_copy_of_a_document_is_sent_as_an_attachment(dung: FlaskClient, kind: str) -> None:
    answer = dung.get(f"/van-ban/d1.{kind}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert f"TTR-MG-2024-0021.{kind}" in answer.headers["Content-Disposition"]
