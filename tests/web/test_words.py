"""The closed word lists cover their enums; deadlines are worded as the design says."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest
from flask import Flask

from app.domain.case_requests import RequestKind, RequestResult, RequestState
from app.domain.cases import CaseState, DocumentState
from app.domain.repairs import Effect
from app.domain.views import ChainState, DueState, TaskDue, TaskStanding
from app.web import chips, process_words, words
from tests.web.samples import due

LISTS = [
    CaseState,
    TaskStanding,
    DocumentState,
    ChainState,
    Effect,
]


@pytest.mark.parametrize("states", LISTS)
def test_every_state_has_its_chip(states: type[StrEnum]) -> None:
    assert set(chips.CHIPS[states]) == set(states)


@pytest.mark.parametrize("kind", RequestKind)
@pytest.mark.parametrize("states", [RequestState, RequestResult])
def test_every_state_of_a_request_has_its_chip(kind: RequestKind, states: type[StrEnum]) -> None:
    assert set(chips.REQUEST_CHIPS[kind][states]) == set(states)


def test_states_of_two_lists_with_the_same_word_keep_their_own_chip(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        assert str(words.chip(CaseState.DRAFT).text) == "Bản nháp"
        assert str(words.chip(DocumentState.DRAFT).text) == "Dự thảo"
        done = RequestResult.DONE
        assert str(words.chip(done, of=RequestKind.MOVE).text) == "Đã chuyển"
        assert str(words.chip(done, of=RequestKind.REPAIR).text) == "Đã sửa"


def test_a_plan_prepared_again_says_for_the_which_time(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        assert words.chip(CaseState.REWORK, round_no=2).text == "Chuẩn bị lại (lần 2)"


@pytest.mark.parametrize(
    ("changes", "text", "tone"),
    [
        ({}, "Còn 6 ngày làm việc", ""),
        ({"days_left": 5}, "Còn 5 ngày làm việc", "warn"),
        ({"days_left": 0}, "Hết hạn hôm nay", "warn"),
        ({"days_left": -2}, "Quá hạn 2 ngày", "bad"),
        (
            {"state": DueState.EXTENDED, "due": date(2024, 6, 7), "days_left": 30},
            "Đã gia hạn đến 07/06",
            "info",
        ),
        ({"state": DueState.EXTENDED, "days_left": 3}, "Còn 3 ngày làm việc", "warn"),
        (
            {"state": DueState.ANSWERED, "answered_on": date(2024, 4, 20)},
            "Đã trả lời đúng hạn",
            "muted",
        ),
        ({"state": DueState.ANSWERED_LATE, "days_left": -2}, "Trả lời trễ 2 ngày", "muted"),
        (
            {"state": DueState.NO_CALENDAR, "due": date(2025, 1, 3)},
            "Chưa có lịch năm 2025, ngày tạm tính",
            "warn",
        ),
    ],
)
def test_a_term_is_worded_by_how_it_stands(
    flask_app: Flask, changes: dict[str, object], text: str, tone: str
) -> None:
    with flask_app.test_request_context():
        found = words.case_due(due(**changes))
        assert (found.text, found.tone) == (text, tone)


def test_a_breached_term_says_the_answer_is_still_owed(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        assert words.case_due(due(days_left=-2)).sub == "hạn 06/05 · vẫn phải trả lời"


def test_a_tasks_own_date_is_amber_on_its_last_day_but_one(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        tones = [words.task_due(TaskDue(date(2024, 4, 25), n)).tone for n in (-1, 0, 1, 2)]
        assert tones == ["bad", "warn", "warn", ""]


def test_the_last_day_runs_to_midnight(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        assert words.until(due()) == "Trả lời trước 24 giờ Thứ Hai 06/05/2024"


def test_a_message_begins_with_a_capital_but_a_files_name_stays() -> None:
    assert process_words.sentence("việc “Rà” chưa nói ai làm").startswith("Việc")
    assert process_words.sentence("a.form: chưa đọc được") == "a.form: chưa đọc được"
    assert process_words.sentence("") == ""
