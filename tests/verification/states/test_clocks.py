"""Rules and conditions that compare time: kept, violated by a way the engine goes, or undecided."""

from __future__ import annotations

from typing import Any

import pytest

from app.topics import Topic
from app.verification.clause_check import ClauseCheck, verify_by_rules
from app.verification.rules import Standing
from app.verification.states.sources import Sources
from tests.engine.drawing_board import definitions
from tests.verification.rules.small_graphs import rules
from tests.verification.states.walking import explored, walked

LETTER = """
process p
start s
service load topic=load
user decide who=x
{more}
service letter topic=letter
end e
{flows}
letter > e
"""
PLAIN = "s > load\nload > decide\ndecide > letter"
TOPICS = {
    "load": Topic("load", lambda _context: None, ("due", "day0", "other")),
    "letter": Topic("letter", lambda _context: None),
}
NOT_AFTER = """
[[rule]]
id = "R"
vi = "Không ban hành sau hạn."
pattern = "absence"
event = "letter[now() > date and time(due)]"
"""
LAPSES = "boundary lapse on=decide timeDate=due\nend gone\nlapse > gone"


def letter(more: str = "", flows: str = PLAIN) -> str:
    return LETTER.format(more=more, flows=flows)


def judged(drawn: str, text: str, **further: Any) -> ClauseCheck:
    return verify_by_rules(
        Sources("p", definitions(drawn), topics=TOPICS, **further), [rules(text)]
    )


def standing(drawn: str, text: str) -> Standing:
    (verdict,) = judged(drawn, text).verdicts
    return verdict.standing


def test_letter_that_nothing_stops_is_issued_too_late_and_the_engine_confirms() -> None:
    found = judged(letter(), NOT_AFTER)
    assert [one.standing for one in found.verdicts] == [Standing.VIOLATED]
    (told,) = found.found
    assert told.finding.rule == "clause-R"
    assert "đã qua due" in " ".join(step.sentence for step in told.route)


def test_timer_leaves_only_the_moment_before_it_is_fired() -> None:
    (verdict,) = judged(letter(LAPSES), NOT_AFTER).verdicts
    assert verdict.standing is Standing.UNDECIDED
    assert verdict.assumed == ("hẹn giờ due đã đến mà chưa nổ",)


def test_condition_that_asks_the_same_moment_in_the_same_step_keeps_the_rule() -> None:
    flows = """
s > load
load > decide
decide > g
g > letter : now() <= date and time(due)
g > e
"""
    assert standing(letter("xor g default=g_e", flows), NOT_AFTER) is Standing.KEPT
    late = f"{flows.replace('g > letter', 'g > check')}\ncheck > letter"
    drawn = letter("xor g default=g_e\nuser check who=x", late)
    assert standing(drawn, NOT_AFTER) is Standing.VIOLATED


def test_fact_written_anew_begins_its_days_anew() -> None:
    flows = """
s > load
load > decide
decide > g
g > again : now() > date and time(due)
g > e
again > letter
"""
    late = "xor g default=g_e\nservice again topic=letter"
    assert standing(letter(late, flows), NOT_AFTER) is Standing.VIOLATED
    anew = late.replace("topic=letter", "topic=load")
    text = NOT_AFTER.replace("absence", "reachable").replace("> date", "<= date")
    assert standing(letter(late, flows), text) is Standing.VIOLATED
    assert standing(letter(anew, flows), text) is Standing.KEPT


def two_marks(first: str, second: str) -> str:
    flows = f"""
s > load
load > decide
decide > g
g > h : {first}
g > e
h > check : {second}
h > e
check > letter
"""
    return letter("xor g default=g_e\nxor h default=h_e\nuser check who=x", flows)


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        (
            "now() > date and time(working days(60, day0))",
            "now() <= date and time(working days(30, day0))",
            {"dead"},
        ),
        (
            "now() > date and time(working days(30, day0))",
            "now() <= date and time(working days(60, day0))",
            set(),
        ),
        (
            "now() >= date and time(working days(30, day0))",
            "now() <= date and time(working days(30, day0))",
            set(),
        ),
        (
            "now() > date and time(working days(30, day0))",
            "date and time(working days(30, day0)) >= now()",
            {"dead"},
        ),
        (
            "now() > date and time(working days(60, day0))",
            "now() <= date and time(working days(30, other))",
            set(),
        ),
        ("now() > date and time(clock.d60)", "now() < date and time(clock.d30)", {"dead"}),
    ],
)
def test_marks_after_one_fact_come_in_the_order_of_their_days(
    first: str, second: str, kinds: set[str]
) -> None:
    found = explored(two_marks(first, second), topics=TOPICS)
    assert found.kinds == kinds
    assert list(walked(found, seed=1, walks=6, steps=10)) == []


def test_moments_after_different_facts_are_not_compared() -> None:
    drawn = two_marks("now() > date and time(working days(60, other))", "1 = 1")
    text = NOT_AFTER.replace("now() > date and time(due)", "now() <= date and time(due)")
    (verdict,) = judged(drawn, text).verdicts
    assert verdict.standing is Standing.UNDECIDED
    assert verdict.assumed[-1] == "chưa tới due khi đã qua 60 ngày làm việc từ other"


PARALLEL = """
process p
start s
service load topic=load
and f
catch soon timeDate='working days(30, day0)'
catch late timeDate='working days(60, day0)'
service letter topic=letter
and j
end e
s > load
load > f
f > soon
f > late
soon > letter
letter > j
late > j
j > e
"""


def test_of_two_timers_that_count_from_one_fact_the_longer_comes_last() -> None:
    text = NOT_AFTER.replace("absence", "precedence").replace(
        'event = "letter[now() > date and time(due)]"',
        'event = "late[now() > date and time(working days(29, day0))]"\nneeds = "letter"',
    )
    assert standing(PARALLEL, text) is Standing.KEPT
    swapped = PARALLEL.replace("working days(60, day0)", "working days(60, other)")
    assert standing(swapped, text) in (Standing.VIOLATED, Standing.UNDECIDED)
    found = explored(PARALLEL, topics=TOPICS)
    assert list(walked(found, seed=1, walks=4, steps=10)) == []


def test_time_that_nothing_compares_costs_no_state() -> None:
    assert len(explored(letter(LAPSES), topics=TOPICS).graph.variables) == 0
