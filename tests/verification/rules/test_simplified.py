"""Rules about what is followed simpler than it is: undecided, and said why."""

from __future__ import annotations

import pytest

from app.verification.clause_check import verify_by_rules
from app.verification.rules import RuleVerdict, Standing
from app.verification.states.sources import Sources
from tests.engine.drawing_board import definitions
from tests.verification.rules.small_graphs import rules

MANY = """
process p
start s
user q who=x
user a who=x times={times} {order}
end e
s > q
q > a
a > e
"""
BESIDE = """
process p
start s
user a who=x
end e
s > a
a > e
handler h
start hs {event} interrupting=false
user r who=x
user t who=x
end he side
hs > r
r > t
t > he
end
"""


def verdict(drawn: str, parts: str) -> RuleVerdict:
    text = f'[[rule]]\nid = "R"\nvi = "Câu."\n{parts}'
    (found,) = verify_by_rules(Sources("p", definitions(drawn)), [rules(text)]).verdicts
    return found


@pytest.mark.parametrize("order", ["", "sequential"])
def test_count_beyond_the_two_that_stand_for_many_is_undecided(order: str) -> None:
    drawn = MANY.format(times=5, order=order)
    found = verdict(drawn, 'pattern = "at_most"\nevent = "a"\nn = 2')
    assert (found.standing, found.assumed) == (
        Standing.UNDECIDED,
        ("“a” không làm quá 2 bản",),
    )
    once = verdict(drawn, 'pattern = "at_most"\nevent = "a"\nn = 1')
    assert once.standing is Standing.VIOLATED
    one = verdict(MANY.format(times=1, order=order), 'pattern = "at_most"\nevent = "a"\nn = 1')
    assert one.standing is Standing.KEPT
    assert verdict(drawn, 'pattern = "at_most"\nevent = "q"\nn = 2').standing is Standing.KEPT


def test_event_sub_process_that_runs_once_is_judged() -> None:
    drawn = BESIDE.format(event="timeDuration=P3D")
    assert verdict(drawn, 'pattern = "at_most"\nevent = "t"').standing is Standing.KEPT


def test_event_sub_process_that_runs_beside_itself_is_undecided() -> None:
    drawn = BESIDE.format(event="message=remark")
    found = verdict(drawn, 'pattern = "precedence"\nevent = "t"\nneeds = "r"')
    assert (found.standing, found.assumed) == (
        Standing.UNDECIDED,
        ("“r” không mở hai lần cùng lúc", "“t” không mở hai lần cùng lúc"),
    )
    main = verdict(drawn, 'pattern = "exists"\nevent = "a"')
    assert main.standing is Standing.KEPT
