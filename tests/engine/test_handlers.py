"""Event sub-processes: what starts them, what they interrupt, when their scope ends."""

from __future__ import annotations

from app.engine import Program
from tests.engine.desk import Desk, Instance
from tests.engine.drawing_board import program


def drawn(trigger: str, interrupting: str) -> Program:
    return program(f"""
        process main
        start s
        user u
        user v
        end e
        handler h
        start hs {trigger} interrupting={interrupting}
        user x
        end he
        hs > x > he
        end
        s > u > v > e
    """)


def test_handler_does_not_run_before_its_event() -> None:
    instance = Instance(drawn("message=stop", "true"))
    assert (instance.open, instance.waits) == (["u"], ["hs"])


def test_interrupting_message_ends_the_rest_of_the_scope() -> None:
    instance = Instance(drawn("message=stop", "true")).tell("hs")
    assert (instance.open, instance.waits) == (["x"], [])
    assert instance.passed == ["s", "-u", "hs"]
    assert instance.do("x").now.finished
    assert instance.now.outcome == "he"


def test_non_interrupting_message_starts_one_run_each_time() -> None:
    instance = Instance(drawn("message=note", "false")).tell("hs").tell("hs")
    assert (instance.open, instance.waits) == (["u", "x", "x"], ["hs"])
    instance.do("u").do("v")
    assert not instance.now.finished
    assert instance.do("x").do("x").now.finished
    assert instance.waits == []


def test_second_instance_is_untouched_by_the_first() -> None:
    shared = drawn("message=note", "false")
    Instance(shared).tell("hs")
    assert Instance(shared).open == ["u"]


def test_waiting_handler_does_not_keep_its_scope_open() -> None:
    instance = Instance(drawn("message=note", "false")).do("u").do("v")
    assert instance.now.finished


def test_timer_handler_fires_at_its_moment_and_is_forgotten_with_its_scope() -> None:
    instance = Instance(drawn("timeDuration=P2D", "true"))
    assert instance.timers == ["hs"]
    assert instance.later(days=3).open == ["x"]
    assert Instance(drawn("timeDuration=P2D", "true")).do("u").do("v").now.finished


def test_repeating_timer_handler_fires_each_time() -> None:
    instance = Instance(drawn("timeCycle=R2/P1D", "false")).later(days=5)
    assert (instance.open, instance.timers) == (["u", "x", "x"], [])


INSIDE = """
process main
start s
call c process=low
end e
s > c > e
process low
start ls
user u
end lost {kind}=X
handler h
start hs {kind}=X interrupting={interrupting}
user x
end he
hs > x > he
end
and f
user beside
end le
ls > f
f > u > lost
f > beside > le
"""


def test_error_is_caught_in_its_own_scope_and_interrupts_it() -> None:
    desk = Desk()
    instance = Instance(program(INSIDE.format(kind="error", interrupting="true")), desk).do("u")
    assert instance.open == ["x"]
    assert "-beside" in instance.passed
    assert instance.do("x").now.outcome == "e"
    assert desk.closings == [("c", "he", {})]


def test_escalation_runs_beside_when_it_does_not_interrupt() -> None:
    text = INSIDE.format(kind="escalation", interrupting="false")
    instance = Instance(program(text)).do("u")
    assert instance.open == ["beside", "x"]
    assert instance.do("beside").do("x").now.finished


def test_error_thrown_by_a_handler_goes_outwards_not_to_itself() -> None:
    text = """
        process main
        start s
        call c process=low
        boundary b on=c error=X
        end caught
        end e
        s > c > e
        b > caught
        process low
        start ls
        user u
        end lost error=X
        handler h
        start hs error=X
        end again error=X
        hs > again
        end
        ls > u > lost
    """
    assert Instance(program(text)).do("u").now.outcome == "caught"


def test_nested_handler_belongs_to_its_sub_process() -> None:
    text = """
        process main
        start s
        sub a
        start as
        user u
        end ae
        handler h
        start hs message=stop
        end he
        hs > he
        end
        as > u > ae
        end
        user after
        end e
        s > a > after > e
    """
    instance = Instance(program(text))
    assert instance.waits == ["hs"]
    instance.tell("hs")
    assert (instance.open, instance.waits) == (["after"], [])
