"""Boundary events, errors, escalations, messages, links and terminate ends."""

from __future__ import annotations

import pytest

from app.engine import deliver
from app.errors import EngineFault, NobodyWaits
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


BACK = """
process main
start s
user u
boundary b on=u timeDuration=P1D interrupting={interrupting}
end e
s > u > e
b > u
"""


def test_interrupting_boundary_straight_back_begins_its_activity_anew() -> None:
    instance = Instance(program(BACK.format(interrupting="true")))
    instance.later(days=2)
    assert (instance.open, instance.timers) == (["u"], ["b"])
    instance.later(days=2).do("u")
    assert instance.now.finished
    assert instance.passed == ["s", "-u", "!b", "-u", "!b", "u", "e"]


def test_non_interrupting_boundary_straight_back_opens_a_second_copy() -> None:
    instance = Instance(program(BACK.format(interrupting="false")))
    instance.later(days=2)
    assert instance.open == ["u", "u"]
    instance.do("u").do("u")
    assert instance.now.finished


MESSAGES = """
process main
start s
user u
boundary stop on=u message=withdraw
boundary note on=u message=remark interrupting=false
service write
end e
end stopped
end noted side
s > u > e
stop > stopped
note > write > noted
"""


def test_interrupting_message_cancels_the_activity() -> None:
    instance = Instance(program(MESSAGES)).tell("stop")
    assert instance.now.outcome == "stopped"
    assert instance.passed == ["s", "-u", "!stop", "stopped"]


def test_non_interrupting_message_is_heard_each_time() -> None:
    desk = Desk()
    instance = Instance(program(MESSAGES), desk).tell("note").tell("note")
    assert desk.log == ["write", "write"]
    assert instance.open == ["u"]
    assert instance.do("u").now.outcome == "e"


def test_message_for_a_wait_that_is_over_is_refused() -> None:
    drawn = program(MESSAGES)
    instance = Instance(drawn)
    old = instance.now.waits[0].id
    instance.do("u")
    with pytest.raises(NobodyWaits):
        deliver(drawn, instance.now.state, old, instance.desk)


def test_thrown_messages_come_out_with_the_advance() -> None:
    drawn = program("""
        process main
        start s
        throw t message=one
        send x message=two
        receive r message=three
        end e message=four
        s > t > x > r > e
    """)
    instance = Instance(drawn)
    assert [m.name for m in instance.now.thrown] == ["one", "two"]
    assert instance.waits == ["r"]
    instance.tell("r")
    assert [(m.name, m.element_id) for m in instance.now.thrown] == [("four", "e")]


def test_start_by_message_runs_only_the_start_it_triggers() -> None:
    drawn = program("""
        process main
        start plain
        start told message=plan
        user u
        end e
        plain > u
        told > u
        u > e
    """)
    assert Instance(drawn).passed == ["plain"]
    instance = Instance(drawn, message="plan")
    assert (instance.passed, instance.open) == (["told"], ["u"])


def test_event_gateway_takes_the_first_event_and_forgets_the_others() -> None:
    drawn = program("""
        process main
        start s
        xor m
        events g
        catch late timeDuration=P2D
        catch later timeDuration=P5D
        catch said message=go
        user u
        end e
        s > m > g
        g > late > u
        g > later > u
        g > said > u
        u > x
        xor x default=x_e
        x > m : again
        x > e
    """)
    instance = Instance(drawn)
    assert (instance.timers, instance.waits) == (["late", "later"], ["said"])
    instance.later(days=6)
    assert (instance.open, instance.timers, instance.waits) == (["u"], [], [])
    instance.do("u", again=True).tell("said")
    assert (instance.open, instance.timers) == (["u"], [])
    instance.do("u", again=False)
    assert instance.now.finished


def test_link_carries_the_token_on() -> None:
    drawn = program("""
        process main
        start s
        user u
        throw out link=L
        catch in link=L
        user v
        end e
        s > u > out
        in > v > e
    """)
    instance = Instance(drawn).do("u").do("v")
    assert instance.now.finished
    assert instance.passed == ["s", "u", "out", "!in", "v", "e"]


def test_terminate_ends_its_own_scope_only() -> None:
    drawn = program("""
        process main
        start s
        and f
        sub a
        start as
        and af
        user au
        user aw
        end at terminate
        end ae
        as > af
        af > au > at
        af > aw > ae
        end
        user other
        and j
        end e
        s > f
        f > a > j
        f > other > j
        j > e
    """)
    instance = Instance(drawn).do("au")
    assert instance.open == ["other"]
    assert "-aw" in instance.passed
    assert instance.do("other").now.finished


def test_deadlock_stops_the_step_and_names_the_join() -> None:
    drawn = program("""
        process main
        start s
        user u
        xor g default=g_b
        user a
        user b
        and j
        end e
        s > u > g
        g > a : first
        g > b
        a > j
        b > j
        j > e
    """)
    instance = Instance(drawn).do("u", first=True)
    with pytest.raises(EngineFault, match=r"\bj\b"):
        instance.do("a")
