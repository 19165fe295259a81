"""Hit policies, unary tests and outputs of tables."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import FeelError, StepRefused
from tests.decision_tables.factories import decided, dmn


@pytest.mark.parametrize(
    ("test", "amount", "hit"),
    [
        (">= 3", 3, True),
        (">= 3", None, False),
        ("[3..9]", 9, True),
        ("(3..9)", 9, False),
        ("5, 6", 6, True),
        ('"a", "b"', "b", True),
        ('not("b")', "b", False),
        ("< 5, > 10", 7, False),
        ("-", None, True),
        ("true", True, True),
        ("true", None, False),
        ("not(true)", None, True),
        ("null", None, True),
        ("limit", 4, True),
        ("? = limit or ? = 9", 9, True),
    ],
)
def test_input_entry_is_a_feel_unary_test(test: str, amount: Any, hit: bool) -> None:
    result = decided(dmn([([test], ['"yes"'])]), amount=amount, limit=4)
    assert result == {"level": "yes" if hit else None}


def test_outputs_are_feel_over_facts() -> None:
    table = dmn(
        [(["-"], ["max(scope, 2)", '"cấp " + string(scope)'])],
        inputs=["kind"],
        outputs=["rank", "basis"],
    )
    assert decided(table, scope=4) == {"rank": 4, "basis": "cấp 4"}


def test_empty_cells_are_any_and_null() -> None:
    assert decided(dmn([([""], [""])]), amount=1) == {"level": None}


def test_unique_with_two_hits_names_the_rows() -> None:
    table = dmn([([">= 3"], ['"a"']), (["< 3"], ['"b"']), ([">= 4"], ['"c"'])])
    assert decided(table, amount=3) == {"level": "a"}
    with pytest.raises(StepRefused, match="dòng 1, 3"):
        decided(table, amount=5)


def test_first_takes_the_first_row_in_order() -> None:
    table = dmn([([">= 3"], ['"a"']), ([">= 4"], ['"b"'])], policy="FIRST")
    assert decided(table, amount=5) == {"level": "a"}


def test_any_takes_rows_that_agree_and_refuses_others() -> None:
    agree = dmn([([">= 3"], ['"a"']), ([">= 4"], ['"a"'])], policy="ANY")
    assert decided(agree, amount=5) == {"level": "a"}
    differ = dmn([([">= 3"], ['"a"']), ([">= 4"], ['"b"'])], policy="ANY")
    with pytest.raises(StepRefused, match="dòng 1, 2"):
        decided(differ, amount=5)


ROWS = [([">= 3"], ["1"]), ([">= 4"], ["4"]), (["> 90"], ["90"])]


@pytest.mark.parametrize(
    ("policy", "aggregation", "amount", "expected"),
    [
        ("COLLECT", "", 5, [1, 4]),
        ("COLLECT", "", 0, []),
        ("RULE ORDER", "", 5, [1, 4]),
        ("COLLECT", "SUM", 5, 5),
        ("COLLECT", "SUM", 0, None),
        ("COLLECT", "MIN", 5, 1),
        ("COLLECT", "MAX", 5, 4),
        ("COLLECT", "COUNT", 5, 2),
        ("COLLECT", "COUNT", 0, 0),
    ],
)
def test_rows_that_hold_together(policy: str, aggregation: str, amount: int, expected: Any) -> None:
    table = dmn(ROWS, policy=policy, aggregation=aggregation)
    assert decided(table, amount=amount) == {"level": expected}


def test_collect_of_several_outputs_is_a_list_of_rows() -> None:
    rows = [(["-"], ['"hien_phap"', "true"]), (["-"], ['"dieu_le"', "false"])]
    table = dmn(rows, policy="COLLECT", outputs=["item", "hard"])
    assert decided(table) == [
        {"item": "hien_phap", "hard": True},
        {"item": "dieu_le", "hard": False},
    ]


def test_sum_of_words_is_refused() -> None:
    with pytest.raises(FeelError, match="không phải số"):
        decided(dmn([(["-"], ['"a"'])], policy="COLLECT", aggregation="SUM"))


def test_unknown_profile_key_gives_no_hit() -> None:
    table = dmn([(["true"], ['"x"'])], inputs=["est_cost >= profile.cost_class_c"])
    assert decided(table, est_cost=1, profile={}) == {"level": None}
