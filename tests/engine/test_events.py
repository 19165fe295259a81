"""Boundary events, messages, event gateways, links and terminate ends."""

from __future__ import annotations

import pytest

from app.engine import deliver
from app.errors import EngineFault, NobodyWaits
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program

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


GUARDED = """
process main
start s
user a
boundary stop on=a message=stop accept='settled != true'
end e
end f
s > a
a > e
stop > f
"""


def test_message_is_heard_only_while_its_condition_holds() -> None:
    instance = Instance(program(GUARDED))
    instance.desk.facts["settled"] = True
    with pytest.raises(NobodyWaits, match="settled != true"):
        instance.tell("stop")
    assert instance.waits == ["stop"]
    instance.desk.facts["settled"] = None
    assert instance.tell("stop").now.outcome == "f"
