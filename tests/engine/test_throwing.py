"""Errors and escalations: who catches them, what they interrupt, what still runs."""

from __future__ import annotations

import pytest

from app.errors import EngineFault
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

SIBLINGS = """
process main
start s
and f
sub a
start as
user au
end ae {kind}=X
as > au > ae
end
boundary ab on=a {kind}=X
user ha
sub b
start bs
user bu
end be {kind}=X
bs > bu > be
end
boundary bb on=b {kind}=X
user hb
and j
end e
end ea
end eb
s > f
f > a > j
f > b > j
j > e
ab > ha > ea
bb > hb > eb
"""


@pytest.mark.parametrize("kind", ["error", "escalation"])
def test_thrower_reaches_its_own_boundary_and_leaves_its_sibling_alone(kind: str) -> None:
    instance = Instance(program(SIBLINGS.format(kind=kind))).do("au")
    assert instance.open == ["bu", "ha"]
    assert "-b" not in instance.passed
    instance.do("bu")
    assert instance.open == ["ha", "hb"]


CANCELLED_SCOPE = """
process top
start s
call c1 process=mid
boundary be on=c1 escalation=E1
user after
user handle
end e1
end e2
s > c1 > after > e1
be > handle > e2
process mid
start ms
call c2 process=low
service tail
user later
end me
ms > c2 > tail > later > me
process low
start ls
user u
end le escalation=E1
ls > u > le
"""


def test_nothing_runs_in_a_scope_that_an_escalation_cancels() -> None:
    desk = Desk()
    instance = Instance(program(CANCELLED_SCOPE), desk).do("u")
    assert instance.open == ["handle"]
    assert "tail" not in desk.log
    assert desk.closings == []
    assert instance.passed == ["s", "ms", "ls", "u", "le", "-c1", "-c2", "!be"]


def test_work_waiting_beside_the_thrower_is_cancelled_before_it_moves() -> None:
    drawn = program("""
        process main
        start s
        sub a
        start as
        user u
        and f
        end up escalation=X
        service tail
        end ae
        as > u > f
        f > up
        f > tail > ae
        end
        boundary b on=a escalation=X
        end caught
        end e
        s > a > e
        b > caught
    """)
    desk = Desk()
    instance = Instance(drawn, desk).do("u")
    assert instance.now.outcome == "caught"
    assert desk.log == []


def test_non_interrupting_escalation_leaves_the_activity_running() -> None:
    drawn = program("""
        process main
        start s
        sub a
        start as
        throw up escalation=X
        user u
        end ae
        as > up > u > ae
        end
        boundary b on=a escalation=X interrupting=false
        user told
        end side side
        end e
        s > a > e
        b > told > side
    """)
    instance = Instance(drawn)
    assert instance.open == ["told", "u"]
    instance.do("told").do("u")
    assert instance.now.finished
    assert instance.now.outcome == "e"


@pytest.mark.parametrize("kind", ["error", "escalation"])
def test_uncaught_throw_stops_the_step_naming_the_element(kind: str) -> None:
    drawn = program(f"""
        process main
        start s
        call c process=low
        end e
        s > c > e
        process low
        start ls
        user u
        end le {kind}=LOST
        ls > u > le
    """)
    instance = Instance(drawn)
    with pytest.raises(EngineFault, match=r"LOST.*le"):
        instance.do("u")
    assert instance.open == ["u"]


def test_same_code_is_caught_by_the_nearest_activity_around() -> None:
    drawn = program("""
        process main
        start s
        sub outer
        start os
        sub inner
        start is
        user u
        end up error=X
        is > u > up
        end
        boundary near on=inner error=X
        end here
        end oe
        os > inner > oe
        near > here
        end
        boundary far on=outer error=X
        end there
        end e
        s > outer > e
        far > there
    """)
    instance = Instance(drawn).do("u")
    assert instance.now.outcome == "e"
    assert "!near" in instance.passed
    assert "!far" not in instance.passed


def test_exact_code_is_preferred_to_a_boundary_for_any_code() -> None:
    drawn = program("""
        process main
        start s
        call c process=low
        boundary any on=c error=*
        boundary exact on=c error=X
        end by_any
        end by_code
        end e
        s > c > e
        any > by_any
        exact > by_code
        process low
        start ls
        user u
        xor g default=g_other
        end same error=X
        end other error=Y
        ls > u > g
        g > same : same
        g > other
    """)
    assert Instance(drawn).do("u", same=True).now.outcome == "by_code"
    assert Instance(drawn).do("u", same=False).now.outcome == "by_any"
