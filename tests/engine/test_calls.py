"""Calls and sub-processes: activations, inputs, outcomes, and what is left when they end."""

from __future__ import annotations

import pytest

from app.domain.execution import ROOT
from app.errors import EngineFault
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

CALL = """
process main
start s
xor m
call c process=low in_amount=cost+1 in_body=body out_result=outcome out_note=remark
xor g default=g_e
end e
s > m > c > g
g > m : result = "again"
g > e
process low
start ls
user u
xor g1 default=g1_done
end done
end again
ls > u > g1
g1 > again : back
g1 > done
"""


def test_call_gets_inputs_and_returns_its_outcome() -> None:
    desk = Desk(cost=4, body="x", remark="seen")
    instance = Instance(program(CALL), desk)
    assert desk.inputs == [{"amount": 5, "body": "x"}]
    instance.do("u", back=True).do("u", back=False)
    assert instance.now.finished
    assert [outcome for _, outcome, _ in desk.closings] == ["again", "done"]
    assert desk.closings[0][2] == {"outcome": "result", "remark": "note"}


def test_each_round_is_an_activation_of_its_own() -> None:
    instance = Instance(program(CALL))
    first = instance.now.open_tasks[0].activation
    assert (first.parent_id, first.call_element_id, first.process_id) == (ROOT, "c", "low")
    instance.do("u", back=True)
    second = instance.now.open_tasks[0].activation
    assert second.id != first.id
    assert [a.id for a in instance.now.activations] == [ROOT, second.id]


def test_embedded_sub_process_shares_the_activation_around_it() -> None:
    drawn = program("""
        process main
        start s
        sub a
        start as
        user u
        end ae
        as > u > ae
        end
        end e
        s > a > e
    """)
    instance = Instance(drawn)
    assert instance.now.open_tasks[0].activation.id == ROOT
    assert instance.do("u").now.outcome == "e"
    assert instance.passed == ["s", "as", "u", "ae", "a", "e"]


TWO_ENDS = """
process main
start s
call c process=low out_result=outcome
end e
s > c > e
process low
start ls
and f
user u
end one
end two {side}
ls > f
f > u > one
f > two
"""


def test_two_ends_leave_no_outcome_to_return() -> None:
    instance = Instance(program(TWO_ENDS.format(side="")))
    with pytest.raises(EngineFault, match="one"):
        instance.do("u")


def test_end_of_a_side_branch_is_no_outcome() -> None:
    desk = Desk()
    Instance(program(TWO_ENDS.format(side="side")), desk).do("u")
    assert desk.facts["result"] == "one"


def test_decision_made_in_one_branch_is_seen_after_the_join() -> None:
    drawn = program("""
        process main
        start s
        and f
        user legal
        user money
        and j
        xor g default=g_yes
        end yes
        end no
        s > f
        f > legal > j
        f > money > j
        j > g
        g > no : legality = "no"
        g > yes
    """)
    instance = Instance(drawn, Desk(legality="yes")).do("legal", legality="no").do("money")
    assert instance.now.outcome == "no"


def test_host_that_raises_ends_the_step_and_nothing_has_happened() -> None:
    drawn = program("""
        process main
        start s
        user u
        service post topic=post
        end e
        s > u > post > e
    """)
    desk = Desk()

    def broken(_activation: object) -> None:
        raise LookupError("no paper")

    desk.topics["post"] = broken
    instance = Instance(drawn, desk)
    before = instance.now.state
    with pytest.raises(LookupError):
        instance.do("u")
    del desk.topics["post"]
    assert instance.now.state == before
    assert instance.do("u").now.finished
