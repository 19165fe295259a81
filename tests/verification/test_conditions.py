"""Conditions under partly known values: sure where they can be, undecided else."""

from __future__ import annotations

import pytest

from app.verification.conditions import Value, judge, literals_of, names_in


@pytest.mark.parametrize(
    ("text", "known", "result"),
    [
        ('a = "x"', {"a": "x"}, True),
        ('= a = "x"', {"a": "y"}, False),
        ('a != "x"', {"a": None}, True),
        ('a in ["x", "y"]', {"a": "y"}, True),
        ("a = true", {"a": 1}, False),
        ("count(a) > 0", {"count(a)": 1}, True),
        ('a = "x" and b = true', {"a": "y"}, False),
        ('a = "x" and b = true', {"a": "x"}, None),
        ('a = "x" or b = true', {"a": "x"}, True),
        ('not(a = "x")', {"a": "x"}, False),
        ('not(a = "x")', {}, None),
        ("a > b", {"a": 1}, None),
        ('matches(a, "x")', {"a": "x"}, None),
    ],
)
def test_a_condition_is_judged_by_what_is_known(
    text: str, known: dict[str, Value], result: bool | None
) -> None:
    assert judge(text, known) is result


def test_names_and_literals_are_read_from_a_condition() -> None:
    text = 'vote = "none" or (vote = "no" and profile.override.scope = "wide")'
    assert names_in(text) == {"vote", "profile.override.scope"}
    assert literals_of(text, "vote") == {"none", "no"}
