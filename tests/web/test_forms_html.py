"""Values as text, ids, sections and carried values of the form macros."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.domain.forms import FieldError
from app.web.forms_html import (
    Drawing,
    carried,
    chosen_first,
    control_id,
    counter,
    day_text,
    hint_of,
    is_chosen,
    number_text,
    runs,
    sections,
    text_rows,
    time_text,
    value_text,
)
from tests.web import sample_forms as samples
from tests.web.sample_forms import options, view


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5, "5"),
        (2024, "2024"),
        (150_000_000, "150.000.000"),
        (1.8, "1,8"),
        (3.0, "3"),
        ("mười", "mười"),
        (None, ""),
    ],
)
def test_numbers_are_written_as_people_write_them(value: Any, shown: str) -> None:
    assert number_text(value) == shown


@pytest.mark.parametrize(
    ("value", "day", "time"),
    [
        ("2024-04-23", "23/04/2024", ""),
        ("2024-04-23T14:05:00+07:00", "23/04/2024", "14:05"),
        ("2024-04-22T20:00:00Z", "23/04/2024", "03:00"),
        ("31/02/2024 14:00", "31/02/2024", "14:00"),
        ("31/02", "31/02", ""),
        (None, "", ""),
    ],
)
def test_days_and_times_come_back_as_typed_or_as_read(value: Any, day: str, time: str) -> None:
    assert (day_text(value), time_text(value)) == (day, time)


def test_ids_are_plain() -> None:
    assert control_id("risks[0].prevention") == "f-risks-0-prevention"


def test_a_boolean_chooses_its_option() -> None:
    field = view("ok", "radio", "Đồng ý", False, options=samples.YES_NO)
    assert is_chosen(field, "false")
    assert not is_chosen(field, "true")
    assert not is_chosen(view("ok", "radio", "Đồng ý", None), "")


def test_a_read_only_choice_is_shown_by_its_label() -> None:
    field = view("k", "select", "Kênh", "giay", options=options("giay=Bản giấy"), readonly=True)
    assert value_text(field) == "Bản giấy"


def test_limits_join_the_hint(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        text = view("t", "textarea", "Lý do", hint="Nêu căn cứ.", constraints={"minLength": 30})
        assert hint_of(text, Drawing()) == "Nêu căn cứ. Ít nhất 30 ký tự."
        said = view("t", "textarea", "Lý do", hint="Từ 30 ký tự.", constraints={"minLength": 30})
        assert hint_of(said, Drawing()) == "Từ 30 ký tự."
        file = view("f", "filepicker", "Tệp", accept=".pdf,.docx")
        assert hint_of(file, Drawing(max_upload_mb=20)) == "PDF, DOCX, tối đa 20 MB."


def test_the_counter_says_how_much_is_missing(flask_app: Flask) -> None:
    with flask_app.test_request_context():
        field = view("t", "textarea", "Lý do", "mười ký tự", constraints={"minLength": 30})
        assert counter(field) == "10 ký tự, cần thêm 20"


def test_sections_tell_how_far_they_are() -> None:
    errors = [FieldError("opinions[0].text", "Nội dung", "Ghi nội dung")]
    states = [s.state for s in sections(samples.minutes_fields(samples.MINUTES), errors)]
    assert states == ["done", "bad", "writing", "writing", "done"]
    empty = [s.state for s in sections(samples.minutes_fields({}), [])]
    assert empty == ["empty", "empty", "empty", "empty", "empty"]


def test_fields_outside_groups_make_a_section_without_a_title() -> None:
    loose = (view("a", "textfield", "A"), view("b", "textfield", "B"), samples.plan_fields({})[0])
    assert [(s.title, len(s.fields)) for s in sections(loose, [])] == [
        ("", 2),
        ("Chủ thể, tên kế hoạch", 1),
    ]


def test_carried_values_are_those_the_page_would_post() -> None:
    fields = samples.minutes_fields(samples.MINUTES)
    pairs = dict(carried(fields))
    assert pairs["held_at.date"] == "23/04/2024"
    assert pairs["held_at.time"] == "14:00"
    assert pairs["opinions[0].person"] == "lmh"
    assert pairs["discussed_thoroughly"] == "true"
    assert pairs["votes_for"] == "5"
    assert pairs["minutes_file"] == "u1"
    assert "forum" not in pairs, "a read-only value never travels"


def test_short_fields_of_one_row_stand_side_by_side() -> None:
    votes = samples.minutes_fields({})[3].children
    assert [len(run) for run in runs(votes)] == [3, 1]


def test_long_list_shows_the_chosen_first_and_keeps_their_numbers() -> None:
    people = options(*(f"p{number}=Người {number}" for number in range(20)))
    chosen, others = chosen_first(view("people", "taglist", "Cán bộ", ["p7"], options=people))
    assert [(number, one.value) for number, one in chosen] == [(7, "p7")]
    assert len(others) == 19
    short = view("people", "taglist", "Cán bộ", ["p7"], options=people[:9])
    assert chosen_first(short)[0] == []


def test_text_is_shown_with_as_many_lines_as_it_has() -> None:
    assert text_rows(view("body", "textarea", "Nội dung")) == 4
    assert text_rows(view("body", "textarea", "Nội dung", "một dòng\n" * 10)) == 11
    assert text_rows(view("body", "textarea", "Nội dung", "một dòng\n" * 100)) == 24
