"""Rows: added, taken out, put back; hostile paths change nothing."""

from __future__ import annotations

import pytest

from app.web.rows import add_row, is_filled, put_back, remove_row


def test_a_row_is_added_at_the_end_and_the_original_stays() -> None:
    answers = {"risks": [{"a": 1}]}
    assert add_row(answers, "risks") == ({"risks": [{"a": 1}, {}]}, 1)
    assert answers == {"risks": [{"a": 1}]}


def test_the_first_row_makes_the_list() -> None:
    assert add_row({}, "risks") == ({"risks": [{}]}, 0)


def test_a_row_inside_a_row_is_added() -> None:
    answers = {"risks": [{}, {"notes": [{"t": "x"}]}]}
    assert add_row(answers, "risks[1].notes")[0]["risks"][1]["notes"] == [{"t": "x"}, {}]


def test_a_row_taken_out_can_be_put_back_where_it_stood() -> None:
    answers = {"risks": [{"a": 1}, {"a": 2}, {"a": 3}]}
    left, row = remove_row(answers, "risks[1]")
    assert left == {"risks": [{"a": 1}, {"a": 3}]}
    assert put_back(left, "risks[1]", row) == answers


@pytest.mark.parametrize("path", ["", "risks", "risks[9]", "other[0]", "risks[0].a[1]", "[0]"])
def test_a_path_that_is_no_row_removes_nothing(path: str) -> None:
    left, row = remove_row({"risks": [{"a": 1}]}, path)
    assert row is None
    assert left["risks"] == [{"a": 1}]


@pytest.mark.parametrize("path", ["title", "title.x", "risks[0]", "risks[5].notes"])
def test_a_path_that_is_no_list_gets_no_row(path: str) -> None:
    answers = {"title": "T", "risks": [{"a": 1}]}
    assert add_row(answers, path)[0]["risks"] == [{"a": 1}]
    assert add_row(answers, path)[1] == -1


def test_filled_looks_into_rows() -> None:
    assert is_filled({"a": "", "b": [{"c": "x"}]})
    assert not is_filled({"a": "", "b": [{"c": ""}], "d": False, "e": None})
