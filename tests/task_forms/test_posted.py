"""A posted page becomes answers; typed dates, times and numbers become values."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import UnknownAnswer
from app.task_forms import answers_from_post
from app.task_forms.typed import (
    day_text,
    moment_text,
    number_text,
    read_day,
    read_moment,
    read_number,
    read_time,
)
from tests.task_forms.factories import choice, field, form, group, refused, rows

MADE = form(
    group(field("textfield", "title"), field("number", "money")),
    field("datetime", "day", subtype="date"),
    field("datetime", "at", subtype="datetime"),
    field("checkbox", "tick"),
    choice("radio", "agree", {"true": "Có", "false": "Không"}),
    choice("radio", "rank", {1: "Một", 2: "Hai"}),
    choice("checklist", "parts", {"x": "X", "y": "Y"}),
    field("filepicker", "files", multiple=True),
    field("textfield", "number", readonly=True),
    rows(
        "risks",
        field("textfield", "risk"),
        field("number", "level"),
        field("textfield", "code", readonly=True),
    ),
)
EMPTY: dict[str, Any] = {
    "title": None,
    "money": None,
    "day": None,
    "at": None,
    "tick": False,
    "agree": None,
    "rank": None,
    "parts": [],
    "files": [],
    "risks": [],
}


def test_empty_post_is_an_empty_answer_for_every_key() -> None:
    assert answers_from_post(MADE, {}) == EMPTY


def test_values_are_read_the_way_people_type() -> None:
    posted = {
        "title": ["Đề án"],
        "money": ["1.500.000"],
        "day": ["24/4/24"],
        "at.date": ["24/04/2024"],
        "at.time": ["14h05"],
        "tick": ["true"],
        "agree": ["false"],
        "rank": ["2"],
        "parts": ["x", "y"],
        "files": ["u1", "u2"],
    }
    assert answers_from_post(MADE, posted) == {
        "title": "Đề án",
        "money": 1_500_000,
        "day": "2024-04-24",
        "at": "2024-04-24T14:05:00+07:00",
        "tick": True,
        "agree": False,
        "rank": 2,
        "parts": ["x", "y"],
        "files": ["u1", "u2"],
        "risks": [],
    }


def test_what_cannot_be_read_stays_as_typed() -> None:
    posted = {"money": ["nhiều"], "day": ["mai"], "at.date": ["31/02/2024"], "at.time": ["8h"]}
    answers = answers_from_post(MADE, posted)
    assert answers["money"] == "nhiều"
    assert answers["day"] == "mai"
    assert answers["at"] == "31/02/2024 8h"


def test_rows_are_gathered_in_order_and_closed_up() -> None:
    posted = {
        "risks[7].risk": ["c"],
        "risks[0].risk": ["a"],
        "risks[0].level": ["3"],
        "risks[2].level": [""],
    }
    assert answers_from_post(MADE, posted)["risks"] == [
        {"risk": "a", "level": 3},
        {"risk": None, "level": None},
        {"risk": "c", "level": None},
    ]


def test_readonly_fields_are_never_taken_from_a_post() -> None:
    posted = {"number": ["99"], "risks[0].code": ["forged"], "risks[0].risk": ["a"]}
    answers = answers_from_post(MADE, posted)
    assert "number" not in answers
    assert answers["risks"] == [{"risk": "a", "level": None}]


@pytest.mark.parametrize(
    "name", ["hacker", "risks[0].admin", "risks[0][1]", "title.x", "risks[x].a"]
)
def test_unknown_names_are_kept_so_that_they_are_refused(name: str) -> None:
    answers = answers_from_post(MADE, {name: ["1"]})
    with pytest.raises(UnknownAnswer):
        refused(MADE, answers)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("24/04/2024", "2024-04-24"),
        ("1/2/24", "2024-02-01"),
        ("24-4-2024", "2024-04-24"),
        ("24.4.2024", "2024-04-24"),
        ("24042024", "2024-04-24"),
        ("2024-04-24", "2024-04-24"),
        (" 24/04/2024 ", "2024-04-24"),
        ("29/02/2023", None),
        ("32/01/2024", None),
        ("24/13/2024", None),
        ("24/04", None),
        ("24/04/0024", None),
        ("hôm nay", None),
    ],
)
def test_day_is_read(typed: str, iso: str | None) -> None:
    assert read_day(typed) == iso


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("14:05", "14:05"),
        ("8h30", "08:30"),
        ("8h", "08:00"),
        ("8 giờ 30", "08:30"),
        ("0830", "08:30"),
        ("8.30", "08:30"),
        ("24:00", None),
        ("8:75", None),
        ("sáng", None),
    ],
)
def test_time_is_read(typed: str, clock: str | None) -> None:
    assert read_time(typed) == clock


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.500.000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1500000", 1_500_000),
        ("-3", -3),
        ("1,5", 1.5),
        ("1.500,25", 1500.25),
        ("1.50", None),
        ("1.5.0", None),
        ("1e5", None),
        ("٣", None),
        ("9" * 17, None),
    ],
)
def test_number_is_read(typed: str, number: float | None) -> None:
    assert read_number(typed) == number


def test_values_are_written_back_the_way_people_read() -> None:
    assert number_text(1_500_000) == "1.500.000"
    assert number_text(1.8) == "1,8"
    assert number_text(1500.25) == "1.500,25"
    assert day_text("2024-04-24") == "24/04/2024"
    assert moment_text("2024-04-24T07:05:00Z") == "24/04/2024 14:05"
    assert moment_text("mai") == "mai"
    assert read_moment("2024-04-24T14:05") == "2024-04-24T14:05:00+07:00"
    assert read_moment("24/04/2024") is None
