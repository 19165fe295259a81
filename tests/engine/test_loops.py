"""Activities that are repeated: multi-instance and standard loops, in rework loops too."""

from __future__ import annotations

import pytest

from app.errors import EngineFault
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

ASK = """
process main
start s
user ask many=members item=member {options}
user r
xor g default=g_e
end e
xor m
s > m > ask > r > g
g > m : again
g > e
"""


def asked(instance: Instance) -> list[str]:
    return [t.activation.element["member"] for t in instance.now.open_tasks]


def test_parallel_instances_are_open_together_with_their_elements() -> None:
    instance = Instance(program(ASK.format(options="")), Desk(members=["x", "y", "z"]))
    assert asked(instance) == ["x", "y", "z"]
    instance.do("ask", nth=1)
    assert asked(instance) == ["x", "z"]
    assert instance.do("ask").do("ask").open == ["r"]
    assert instance.passed == ["s", "m", "ask", "ask", "ask"]


def test_parallel_instances_in_a_rework_loop_take_the_new_collection() -> None:
    instance = Instance(program(ASK.format(options="")), Desk(members=["x"]))
    instance.do("ask").do("r", again=True, members=["p", "q"])
    assert asked(instance) == ["p", "q"]
    assert instance.do("ask").do("ask").do("r", again=False).now.finished


def test_sequential_instances_follow_each_other() -> None:
    instance = Instance(program(ASK.format(options="sequential")), Desk(members=["x", "y"]))
    assert asked(instance) == ["x"]
    instance.desk.facts["members"] = ["changed"]
    assert asked(instance.do("ask")) == ["y"]
    assert instance.do("ask").open == ["r"]


@pytest.mark.parametrize("members", [[], None])
def test_empty_collection_passes_at_once(members: list[str] | None) -> None:
    instance = Instance(program(ASK.format(options="")), Desk(members=members))
    assert instance.open == ["r"]


def test_completion_condition_cancels_the_rest() -> None:
    drawn = program(ASK.format(options="'until=numberOfCompletedInstances >= 2'"))
    instance = Instance(drawn, Desk(members=["x", "y", "z"])).do("ask").do("ask")
    assert instance.open == ["r"]
    assert instance.passed[-1] == "-ask"


def test_completion_condition_sees_the_facts() -> None:
    drawn = program(ASK.format(options="until=enough"))
    instance = Instance(drawn, Desk(members=["x", "y"], enough=True)).do("ask")
    assert instance.open == ["r"]


@pytest.mark.parametrize("collection", ["text", 5, {"a": 1}])
def test_collection_that_is_no_list_stops_the_step(collection: object) -> None:
    with pytest.raises(EngineFault, match="danh sách"):
        Instance(program(ASK.format(options="")), Desk(members=collection))


def test_too_many_instances_stop_the_step() -> None:
    with pytest.raises(EngineFault, match="1000"):
        Instance(program(ASK.format(options="")), Desk(members=list(range(1_001))))


def test_cardinality_counts() -> None:
    drawn = program("""
        process main
        start s
        user u times=n+1
        end e
        s > u > e
    """)
    assert Instance(drawn, Desk(n=2)).open == ["u", "u", "u"]
    with pytest.raises(EngineFault, match="số nguyên"):
        Instance(drawn, Desk(n=0.5))


def test_interrupting_boundary_cancels_every_instance() -> None:
    drawn = program("""
        process main
        start s
        user ask many=members item=member
        boundary b on=ask timeDuration=P1D
        end late
        end e
        s > ask > e
        b > late
    """)
    instance = Instance(drawn, Desk(members=["x", "y"])).do("ask").later(days=2)
    assert instance.now.outcome == "late"
    assert instance.passed == ["s", "ask", "-ask", "!b", "late"]


CALLS = """
process main
start s
call c process=low many=members item=member in_who=member {options}
boundary b on=c escalation=X
end up
end e
s > c > e
b > up
process low
start ls
user sheet
xor g default=g_le
end le
end lx escalation=X
ls > sheet > g
g > lx : raise
g > le
"""


def test_called_activation_knows_its_element_and_input() -> None:
    desk = Desk(members=["x", "y"])
    instance = Instance(program(CALLS.format(options="")), desk)
    assert desk.inputs == [{"who": "x"}, {"who": "y"}]
    assert [t.activation.element for t in instance.now.open_tasks] == [
        {"member": "x"},
        {"member": "y"},
    ]
    ids = {t.activation.id for t in instance.now.open_tasks}
    instance.do("sheet")
    assert {a.id for a in instance.now.activations} <= ids | {"root"}
    assert instance.do("sheet").now.outcome == "e"


def test_escalation_from_one_instance_cancels_all() -> None:
    instance = Instance(program(CALLS.format(options="")), Desk(members=["x", "y"]))
    instance.do("sheet", **{"raise": True})
    assert instance.now.outcome == "up"
    assert instance.passed.count("-sheet") == 1


def test_expressions_inside_see_the_element_first() -> None:
    drawn = program("""
        process main
        start s
        sub each many=members item=member
        start es
        xor g default=g_other
        user boss
        user other
        end ee
        es > g
        g > boss : member = "boss"
        g > other
        boss > ee
        other > ee
        end
        end e
        s > each > e
    """)
    instance = Instance(drawn, Desk(members=["boss", "x"], member="boss"))
    assert instance.open == ["boss", "other"]


def test_thousand_services_run_in_one_step() -> None:
    drawn = program("""
        process main
        start s
        service work many=members item=member
        end e
        s > work > e
    """)
    instance = Instance(drawn, Desk(members=list(range(1_000))))
    assert instance.now.finished
    assert len(instance.desk.log) == 1_000


def test_standard_loop_repeats_while_its_condition_holds() -> None:
    drawn = program("""
        process main
        start s
        user u again=more
        end e
        s > u > e
    """)
    instance = Instance(drawn, Desk(more=False))
    instance.do("u", more=True).do("u")
    assert instance.open == ["u"]
    assert instance.do("u", more=False).now.finished


def test_standard_loop_tests_before_and_stops_at_its_maximum() -> None:
    before = program("""
        process main
        start s
        service u again=more before most=3
        end e
        s > u > e
    """)
    assert Instance(before, Desk(more=False)).desk.log == []
    assert Instance(before, Desk(more=True)).desk.log == ["u"] * 3
