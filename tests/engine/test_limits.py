"""Size, depth and endlessness: what is long runs, what never stops is stopped by name."""

from __future__ import annotations

import time

import pytest

from app.engine.run import STEP_LIMIT
from app.errors import EngineFault
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program


def chain(word: str, count: int) -> str:
    nodes = [f"{word} n{i}" for i in range(count)]
    flows = [f"n{i} > n{i + 1}" for i in range(count - 1)]
    ends = ["start s", "end e", "s > n0", f"n{count - 1} > e"]
    return "\n".join(["process main", *nodes, *ends, *flows])


def test_six_hundred_services_in_a_row_run_in_one_step() -> None:
    instance = Instance(program(chain("service", 600)))
    assert instance.now.finished
    assert len(instance.desk.log) == 600


def test_six_hundred_person_tasks_in_a_row_run() -> None:
    instance = Instance(program(chain("user", 600)))
    for number in range(600):
        instance.do(f"n{number}")
    assert instance.now.finished


def test_three_hundred_fork_join_pairs_compile_and_run_at_once() -> None:
    lines = ["process main", "start s", "end e", "s > f0"]
    for i in range(300):
        after = f"f{i + 1}" if i < 299 else "e"
        lines += [f"and f{i}", f"task a{i}", f"and j{i}", f"f{i} > a{i} > j{i}", f"f{i} > j{i}"]
        lines.append(f"j{i} > {after}")
    began = time.monotonic()
    instance = Instance(program("\n".join(lines)))
    assert time.monotonic() - began < 5
    assert instance.do("a0").open == ["a1"]


def test_tokens_that_double_without_end_stop_at_the_step_limit() -> None:
    lines = ["process main", "start s", "end e", "s > m0"]
    for i in range(40):
        after = f"m{i + 1}" if i < 39 else "e"
        lines += [f"xor m{i}", f"and f{i}", f"xor x{i}", f"m{i} > f{i} > x{i}", f"x{i} > {after}"]
        lines.append(f'raw <bpmn:sequenceFlow id="z{i}" sourceRef="f{i}" targetRef="x{i}"/>')
    with pytest.raises(EngineFault, match=r"5\.000"):
        Instance(program("\n".join(lines)))


def test_loop_that_nobody_leaves_stops_at_the_step_limit_naming_a_node() -> None:
    drawn = program("""
        process main
        start s
        user u
        xor m
        service work
        xor g default=g_m
        end e
        s > u > m > work > g
        g > e : done
        g > m
    """)
    instance = Instance(drawn, Desk(done=False))
    with pytest.raises(EngineFault, match=r"5\.000.*(work|g|m)"):
        instance.do("u")
    assert len(instance.desk.log) <= STEP_LIMIT


def test_hundred_nested_sub_processes_open_and_close() -> None:
    lines = ["process main", "start s", "end e", "s > p0 > e"]
    lines += [line for i in range(100) for line in (f"sub p{i}", f"start s{i}", f"end e{i}")]
    lines += ["user u", "s99 > u > e99", "end"]
    for i in range(98, -1, -1):
        lines += [f"s{i} > p{i + 1} > e{i}", "end"]
    assert Instance(program("\n".join(lines))).do("u").now.finished


def test_hundred_nested_calls_carry_an_error_to_the_top() -> None:
    lines = ["process main", "start s", "call c process=p0", "boundary b on=c error=X"]
    lines += ["end e", "end caught", "s > c > e", "b > caught"]
    for i in range(100):
        below = f"call c{i} process=p{i + 1}" if i < 99 else f"user c{i}"
        end = f"end e{i}" if i < 99 else f"end e{i} error=X"
        lines += [f"process p{i}", f"start s{i}", below, end, f"s{i} > c{i} > e{i}"]
    instance = Instance(program("\n".join(lines))).do("c99")
    assert instance.now.outcome == "caught"


def test_calls_that_multiply_stop_at_the_step_limit() -> None:
    lines = []
    for i in range(20):
        lines += [f"process p{i}", f"start s{i}", f"end e{i}"]
        if i < 19:
            lines += [f"call a{i} process=p{i + 1}", f"call b{i} process=p{i + 1}"]
            lines.append(f"s{i} > a{i} > b{i} > e{i}")
        else:
            lines.append(f"s{i} > e{i}")
    with pytest.raises(EngineFault, match=r"5\.000"):
        Instance(program("\n".join(lines), "p0"))


def test_timer_that_is_always_due_stops_at_the_step_limit() -> None:
    drawn = program("""
        process main
        start s
        xor m
        catch t timeDate=due
        xor g default=g_m
        end e
        s > m > t > g
        g > e : done
        g > m
    """)
    with pytest.raises(EngineFault, match=r"5\.000"):
        Instance(drawn, Desk(due="2026-01-01", done=False)).later(days=1)
