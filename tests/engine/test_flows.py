"""Sequence flows: conditions, defaults, order, several ways out of a task."""

from __future__ import annotations

import pytest

from app.engine import compile_program
from app.errors import EngineFault
from tests.engine.desk import Instance
from tests.engine.drawing_board import bpmn, program, read

CHOICE = """
process main
start s
user u
xor g {default}
user a
user b
end e
s > u > g
g > a : x > 5
g > b : x > 3
{plain}
a > e
b > e
"""


def test_first_true_condition_wins_in_file_order_wherever_boxes_stand() -> None:
    text = CHOICE.format(default="", plain="")
    for heights in ((1, 9), (9, 1)):
        shapes = "".join(
            f'<bpmndi:BPMNShape id="s{n}" bpmnElement="{n}"><dc:Bounds x="1" y="{y}" width="9" '
            f'height="9"/></bpmndi:BPMNShape>'
            for n, y in zip("ab", heights, strict=True)
        )
        drawn = (
            bpmn(text)
            .decode()
            .replace(
                "</bpmn:definitions>",
                '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
                'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="dd">'
                f'<bpmndi:BPMNPlane id="pl" bpmnElement="main">{shapes}</bpmndi:BPMNPlane>'
                "</bpmndi:BPMNDiagram></bpmn:definitions>",
            )
        )
        moved = compile_program(read(drawn.encode()), "main")
        assert Instance(moved).do("u", x=7).open == ["a"]
        assert Instance(moved).do("u", x=4).open == ["b"]


def test_no_true_condition_and_no_default_stops_the_step() -> None:
    with pytest.raises(EngineFault, match=r"g: .*mặc định"):
        Instance(program(CHOICE.format(default="", plain=""))).do("u", x=1)


def test_default_is_taken_when_nothing_holds_or_the_fact_is_unknown() -> None:
    drawn = program(CHOICE.format(default="default=g_e", plain="g > e"))
    assert Instance(drawn).do("u", x=1).now.finished
    assert Instance(drawn).do("u").now.finished


def test_condition_that_is_no_truth_value_stops_the_step() -> None:
    text = CHOICE.format(default="default=g_e", plain="g > e").replace("x > 5", "x")
    with pytest.raises(EngineFault, match="đúng hoặc sai"):
        Instance(program(text)).do("u", x="text")


SPLIT = """
process main
start s
user u {default}
user a
user b
user c
end ea
end eb
end ec
s > u
u > a : wants_a
u > b : wants_b
u > c {c}
a > ea
b > eb
c > ec
"""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"wants_a": True, "wants_b": True}, ["a", "b", "c"]),
        ({"wants_a": True}, ["a", "c"]),
        ({}, ["c"]),
    ],
)
def test_conditional_flows_out_of_a_task_are_taken_beside_the_plain_one(
    facts: dict[str, bool], expected: list[str]
) -> None:
    assert Instance(program(SPLIT.format(default="", c=""))).do("u", **facts).open == expected


def test_default_of_a_task_is_taken_only_when_no_condition_holds() -> None:
    drawn = program(SPLIT.format(default="default=u_c", c=""))
    assert Instance(drawn).do("u", wants_a=True).open == ["a"]
    assert Instance(drawn).do("u").open == ["c"]


def test_task_without_any_true_condition_stops_the_step() -> None:
    drawn = program(SPLIT.format(default="", c=": wants_c"))
    with pytest.raises(EngineFault, match=r"u: .*mặc định"):
        Instance(drawn).do("u")


def test_flow_taken_to_each_element_is_recorded() -> None:
    instance = Instance(program(CHOICE.format(default="", plain=""))).do("u", x=4).do("b")
    assert [(p.element_id, p.flow_id) for p in instance.now.passed] == [("b", "g_b"), ("e", "b_e")]


def test_two_flows_between_the_same_nodes_are_two_tokens() -> None:
    drawn = program("""
        process main
        start s
        and f
        and j
        user u
        end e
        s > f
        f > j
        raw <bpmn:sequenceFlow id="second" sourceRef="f" targetRef="j"/>
        j > u > e
    """)
    assert Instance(drawn).open == ["u"]


def test_xor_merge_passes_each_token_by_itself() -> None:
    drawn = program("""
        process main
        start s
        and f
        user a
        user b
        xor m
        user u
        end e
        s > f
        f > a > m
        f > b > m
        m > u > e
    """)
    assert Instance(drawn).do("a").do("b").open == ["u", "u"]
