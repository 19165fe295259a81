"""The page of terms says who set each, and that what nobody set is not counted (SC-112)."""

from __future__ import annotations

import re
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from app.domain.views import DayNote, TaskDue
from app.web import words
from tests.web.conftest import sign_in


def _rows(client: FlaskClient) -> list[str]:
    page = client.get("/thoi-han").get_data(as_text=True)
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    plain = re.sub(r"<[^>]+>", " ", body.replace("</tr>", "|"))
    return [" ".join(row.split()) for row in plain.split("|") if row.strip()]


def test_each_term_is_shown_with_who_set_it(flask_app: Flask) -> None:
    client = flask_app.test_client()
    sign_in(client)
    assert _rows(client) == [
        "Trả lời kế hoạch 30 C-030",
        "Xác định thẩm quyền 5 do đơn vị quy định",
        "Hết hiệu lực chưa đặt do đơn vị quy định: không đặt, không tính hạn nào",
        "Trả lời đề xuất chưa đặt chưa điền theo nghị định; không tính hạn nào",
        "Tiếp nhận đề xuất 10 theo nghị định",
    ]


def test_a_date_that_a_clause_sets_is_not_called_the_bodys_own(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        day = date(2024, 4, 25)
        assert words.task_due(TaskDue(day, 3)).sub == "hạn 25/04 · do đơn vị quy định"
        assert words.task_due(TaskDue(day, 3, "C-031")).sub == "hạn 25/04"


def test_a_task_explains_its_days_one_by_one(flask_app: Flask) -> None:
    note = DayNote(date(2024, 4, 18), "Giỗ Tổ", decision="Bộ luật Lao động, Điều 112")
    due = TaskDue(date(2024, 4, 25), 3, given=date(2024, 4, 17), days=5, notes=(note,))
    text = '{% from "parts/deadline.html" import why_task %}{{ why_task(due) }}'
    with flask_app.test_request_context():
        page = flask_app.jinja_env.from_string(text).render(due=due)
    shown = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "từ đó tới hết 25/04/2024 có 5 ngày làm việc" in shown
    assert "Bỏ qua: 18/04 Giỗ Tổ (Bộ luật Lao động, Điều 112)." in shown
    assert "Hạn này do đơn vị quy định" in shown
