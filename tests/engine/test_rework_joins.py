"""Joins in rework loops: each round counts for itself (engine study, facts 1 and 2)."""

from __future__ import annotations

from itertools import product

import pytest

from app.engine import Program
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

ROUNDS = """
process main
start s
xor m
and f
user a
user b
and j
user r
xor g default=g_e
end e
s > m > f
f > a > j
f > b > j
j > r > g
g > m : again
g > e
"""


@pytest.fixture(scope="module")
def rounds() -> Program:
    return program(ROUNDS)


@pytest.mark.parametrize("orders", list(product(("ab", "ba"), repeat=4)))
def test_join_in_a_loop_waits_for_both_branches_in_every_round(
    rounds: Program, orders: tuple[str, ...]
) -> None:
    instance = Instance(rounds, Desk(again=True))
    for number, (first, second) in enumerate(orders):
        assert instance.open == ["a", "b"]
        instance.do(first)
        assert instance.open == [second]
        instance.do(second)
        assert instance.open == ["r"]
        instance.do("r", again=number < 3)
    assert instance.now.finished
    assert instance.passed.count("j") == 4


def test_thousand_rework_rounds_run_and_the_state_stays_small(rounds: Program) -> None:
    instance = Instance(rounds, Desk(again=True))
    first = len(instance.now.state)
    for _ in range(1_000):
        instance.do("a").do("b").do("r")
    assert instance.open == ["a", "b"]
    assert len(instance.now.state) <= first + 16
