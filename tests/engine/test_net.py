"""The token net: places, scopes and catchers compiled from the parsed specification."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.engine.net import Kind, Net, NetNode
from app.engine.net_compiler import compile_net
from app.engine.stepping import fire_one_in, start_in
from app.engine.workflow import Workflow
from app.errors import EngineFault, NobodyWaits
from tests.engine.desk import Desk
from tests.engine.drawing_board import program

CALLS = """
process main
start s
and f
call one process=inner in_kind='"a"'
call two process=inner in_kind='"b"'
boundary up on=one escalation=X interrupting=false
boundary soon on=two timeDuration=P1D interrupting=false
and j
end e
end k side
s > f
f > one
f > two
one > j
two > j
up > k
soon > k
j > e
process inner
start is
user u
end ie escalation=X
is > u
u > ie
"""


def node(net: Net, place: str) -> NetNode:
    return next(node for node in net.nodes if node.place == place)


def test_called_process_stands_in_the_net_once_for_each_call() -> None:
    net = compile_net(program(CALLS))
    assert node(net, "one/u").bit != node(net, "two/u").bit
    assert net.scopes[node(net, "one/u").scope].path == ("one",)


def test_place_of_a_call_goes_with_everything_inside_and_attached() -> None:
    net = compile_net(program(CALLS))
    two = node(net, "two")
    assert two.cancels == two.bit | node(net, "two/u").bit | node(net, "soon").armed
    assert net.at(two.cancels) == sorted(
        [two.index, node(net, "two/u").index, node(net, "soon").index]
    )


def test_join_has_a_place_for_each_flow() -> None:
    join = node(compile_net(program(CALLS)), "j")
    assert list(join.entries) == ["one_j", "two_j"]
    assert join.kind is Kind.FORK


def test_escalation_is_caught_where_the_engine_catches_it() -> None:
    net = compile_net(program(CALLS))
    assert net.nodes[node(net, "one/ie").caught_by].id == "up"
    assert node(net, "two/ie").caught_by == -1


def test_loop_stands_in_the_net_as_two_copies() -> None:
    net = compile_net(program("process p\nstart s\nuser u times=5\nend e\ns > u\nu > e"))
    whole = next(n for n in net.nodes if n.kind is Kind.LOOP)
    assert [net.nodes[index].copy for index in whole.copies] == [0, 1]


@pytest.mark.parametrize(("cycle", "places"), [("R3/P1D", 3), ("R1/P1D", 1), ("R/P1D", 1)])
def test_timer_that_fires_n_times_has_n_places(cycle: str, places: int) -> None:
    text = f"process p\nstart s\nuser u\nboundary b on=u timeCycle={cycle} interrupting=false"
    net = compile_net(program(f"{text}\nend e\nend k side\ns > u\nu > e\nb > k"))
    assert node(net, "b").armed.bit_count() == places
    assert node(net, "b").again == (cycle == "R/P1D")


def test_calls_that_multiply_beyond_measure_are_refused_in_words() -> None:
    width, depth = 8, 5
    text = ""
    for level in range(depth):
        calls = "\n".join(f"call c{level}_{n} process=p{level + 1}" for n in range(width))
        ids = [f"s{level}", *(f"c{level}_{n}" for n in range(width)), f"e{level}"]
        chain = "\n".join(f"{a} > {b}" for a, b in pairwise(ids))
        text += f"process p{level}\nstart s{level}\n{calls}\nend e{level}\n{chain}\n"
    text += f"process p{depth}\nstart ls\nuser lu\nend le\nls > lu\nlu > le"
    with pytest.raises(EngineFault, match="phần tử"):
        compile_net(program(text))


def test_one_timer_is_fired_and_the_others_are_left_alone() -> None:
    text = "process p\nstart s\nuser u\nboundary b on=u timeDuration=P9D interrupting=false"
    made = program(
        f"{text}\nboundary c on=u timeDuration=P1D\nend e\nend k side\nend x\n"
        "s > u\nu > e\nb > k\nc > x"
    )
    workflow, desk = Workflow(made.main, made.specs), Desk()
    before = start_in(workflow, desk, "")
    late = next(timer.id for timer in before.timers if timer.element_id == "b")
    after = fire_one_in(workflow, late, desk)
    assert [timer.element_id for timer in after.timers] == ["c"]
    with pytest.raises(NobodyWaits):
        fire_one_in(workflow, late, desk)
