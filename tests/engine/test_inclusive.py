"""Inclusive gateways: who is waited for, in loops and in drawings that are no blocks."""

from __future__ import annotations

from itertools import product

import pytest

from app.engine import Program
from app.errors import EngineFault
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

LOOP = """
process main
start s
xor m
or f default=f_c
user a
user b
user c
or j
user r
xor g default=g_e
end e
s > m > f
f > a : want_a
f > b : want_b
f > c
a > j
b > j
c > j
j > r > g
g > m : again
g > e
"""


@pytest.fixture(scope="module")
def loop() -> Program:
    return program(LOOP)


@pytest.mark.parametrize("orders", list(product(("ab", "ba"), repeat=3)))
def test_inclusive_join_in_a_loop_waits_for_this_rounds_branches(
    loop: Program, orders: tuple[str, ...]
) -> None:
    instance = Instance(loop, Desk(want_a=True, want_b=True, again=True))
    for number, (first, second) in enumerate(orders):
        instance.do(first)
        assert instance.open == [second]
        assert instance.do(second).open == ["r"]
        instance.do("r", again=number < 2)
    assert instance.now.finished


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({"want_a": True}, ["a"]), ({"want_b": True}, ["b"]), ({}, ["c"])],
)
def test_branches_that_were_not_taken_are_not_waited_for(
    loop: Program, facts: dict[str, bool], expected: list[str]
) -> None:
    instance = Instance(loop, Desk(**facts))
    assert instance.open == expected
    assert instance.do(expected[0]).open == ["r"]


def test_no_true_condition_and_no_default_stops_the_step() -> None:
    text = LOOP.replace(" default=f_c", "").replace("f > c", "f > c : want_c")
    with pytest.raises(EngineFault, match=r"f: .*mặc định"):
        Instance(program(text))


def test_merge_of_a_start_and_its_own_rework_loop_does_not_wait_for_the_loop() -> None:
    drawn = program("""
        process main
        start s
        or m
        user u
        xor g default=g_e
        end e
        s > m > u > g
        g > m : again
        g > e
    """)
    instance = Instance(drawn)
    assert instance.do("u", again=True).open == ["u"]
    assert instance.do("u", again=False).now.finished


def test_branch_that_leaves_for_another_way_is_waited_for_until_it_has_left() -> None:
    drawn = program("""
        process main
        start s
        or f
        user a
        user b
        xor x default=x_away
        user away
        or j
        user r
        end e
        end gone side
        s > f
        f > a : true
        f > b : true
        a > j
        b > x
        x > j : back
        x > away
        away > gone
        j > r > e
    """)
    instance = Instance(drawn).do("a")
    assert instance.open == ["b"]
    instance.do("b")
    assert instance.open == ["away", "r"]


def test_cancelled_branch_is_waited_for_no_longer() -> None:
    drawn = program("""
        process main
        start s
        or f
        user a
        user b
        boundary late on=b timeDuration=P1D
        end lapsed side
        or j
        user r
        end e
        s > f
        f > a : true
        f > b : true
        a > j
        b > j
        late > lapsed
        j > r > e
    """)
    instance = Instance(drawn).do("a")
    assert instance.open == ["b"]
    assert instance.later(days=2).open == ["r"]


def test_branch_without_any_element_waits_for_the_others() -> None:
    drawn = program("""
        process main
        start s
        or f default=f_j
        user a
        or j
        user r
        end e
        s > f
        f > j
        f > a : want_a
        raw <bpmn:sequenceFlow id="z" sourceRef="f" targetRef="j">\
<bpmn:conditionExpression>want_z</bpmn:conditionExpression></bpmn:sequenceFlow>
        a > j
        j > r > e
    """)
    instance = Instance(drawn, Desk(want_a=True, want_z=True))
    assert instance.open == ["a"]
    assert instance.do("a").open == ["r"]
    assert Instance(drawn).open == ["r"]
