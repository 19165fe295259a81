"""Evaluation: what is looked up, what comes out, what is refused, how fast it is."""

from __future__ import annotations

import threading
import time
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from app.errors import FeelError
from app.feel import Environment, evaluate, evaluate_all
from tests.feel.factories import MORNING, environment, names, passes, value


def test_only_the_used_names_are_looked_up() -> None:
    asked: list[str] = []

    def lookup(name: str) -> Any:
        asked.append(name)
        return 1

    assert evaluate("a + b + a + count([now()])", lookup, environment()) == 4
    assert asked == ["a", "b"]


def test_bare_iso_text_is_returned_without_asking_for_anything() -> None:
    def lookup(name: str) -> Any:
        raise AssertionError(name)

    assert evaluate("P30D", lookup, environment()) == "P30D"


def test_facts_of_python_kinds_become_feel_values() -> None:
    facts = {
        "day": date(2024, 5, 6),
        "moment": datetime(2024, 5, 6, 1, tzinfo=MORNING.tzinfo),
        "money": Decimal(12),
        "ids": frozenset({"b", "a"}),
        "case": MappingProxyType({"title": "Đề án"}),
    }
    assert value("day", **facts) == "2024-05-06"
    assert value("date and time(moment) > now()", **facts) is True
    assert value("money * 2", **facts) == 24
    assert value("ids[1]", **facts) == "a"
    assert value("case.title", **facts) == "Đề án"


def test_dotted_keys_of_a_mapping_are_read_as_paths() -> None:
    profile = {"override.scope": "no_majority", "override.report_due": 1, "code": "MG"}
    assert value("profile.override", profile=profile) == {
        "scope": "no_majority",
        "report_due": 1,
    }
    assert value("profile.code", profile=profile) == "MG"


@pytest.mark.parametrize(
    "text", ["function(x) x", "{r: [1..3]}", "10 ** 400", "{f: function(x) x}"]
)
def test_result_that_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(FeelError, match="không tính được"):
        value(text)


def test_wrong_number_of_arguments_is_refused() -> None:
    with pytest.raises(FeelError, match="không tính được"):
        value("count([1], 2)")


def test_calendar_is_asked_once_for_each_different_question() -> None:
    asked: list[tuple[int, str | None]] = []

    def count(n: int, start: str | None) -> str | None:
        asked.append((n, start))
        return f"2024-05-0{n}T00:00:00+07:00"

    env = Environment(MORNING, count)
    text = "[working days(1), working days(2, d), working days(1), working days(null)]"
    result = evaluate(text, names({"d": "2024-04-29"}), env)
    assert result == [
        "2024-05-01T00:00:00+07:00",
        "2024-05-02T00:00:00+07:00",
        "2024-05-01T00:00:00+07:00",
        None,
    ]
    assert asked == [(1, None), (2, "2024-04-29")]


@pytest.mark.parametrize("text", ["working days(1.5)", 'working days("3")', "working days(20000)"])
def test_working_days_takes_whole_numbers_only(text: str) -> None:
    with pytest.raises(FeelError, match="working days"):
        value(text)


def test_several_texts_share_their_facts() -> None:
    asked: list[str] = []

    def lookup(name: str) -> Any:
        asked.append(name)
        return {"a": 1, "b": [2]}.get(name)

    texts = ["a + 1", "P3D", "b[1] = 2", "working days(a)", "c", "now() = null"]
    assert evaluate_all(texts, lookup, environment()) == [
        2,
        "P3D",
        True,
        "2024-04-26T00:00:00+07:00",
        None,
        False,
    ]
    assert sorted(asked) == ["a", "b", "c"]
    assert evaluate_all([], lookup, environment()) == []


def test_several_texts_name_the_one_that_fails() -> None:
    with pytest.raises(FeelError, match=r"count\(\[1\], 2\)"):
        evaluate_all(["1", "count([1], 2)", "2"], names({}), environment())


def test_error_of_the_calendar_passes_through() -> None:
    def refuse(count: int, start: str | None) -> str | None:
        raise FeelError("Chưa có lịch năm 2031")

    with pytest.raises(FeelError, match="2031"):
        evaluate("working days(3)", names({}), Environment(MORNING, refuse))


@pytest.mark.parametrize(
    ("test", "tested", "expected"),
    [
        ("-", None, True),
        ('"a","b"', "b", True),
        ('not("a","b")', "b", False),
        ("[1..10]", 10, True),
        ("(1..10)", 10, False),
        ("< 5, > 10", 11, True),
        ("<= 3", None, False),
        ("true", True, True),
        ("false", None, False),
        ("null", None, True),
        ("limit", 3, True),
        ("? + 1 = limit", 2, True),
        ('date("2024-01-01")', "2024-01-01", False),
        ("", 7, True),
    ],
)
def test_unary_test(test: str, tested: Any, expected: bool) -> None:
    assert passes(test, tested, limit=3) is expected


def test_threads_have_contexts_of_their_own() -> None:
    results: list[int] = []

    def work(start: int) -> None:
        results.extend(value("n * 2", n=n) for n in range(start, start + 50))

    threads = [threading.Thread(target=work, args=(100 * i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == sorted(2 * (100 * i + n) for i in range(4) for n in range(50))


def test_a_warm_condition_takes_well_under_a_millisecond() -> None:
    text = 'level_outcome in ["approved", "approved_by_leader"] and count(issuer_ids) > 0'
    facts = {"level_outcome": "approved", "issuer_ids": ["u1"]}
    value(text, **facts)
    rounds = 300
    begun = time.perf_counter()
    for _ in range(rounds):
        value(text, **facts)
    spent = time.perf_counter() - begun
    print(f"FEEL: {rounds / spent:.0f} evaluations/s")
    assert spent / rounds < 0.005
