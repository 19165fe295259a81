"""What automatic work may write: rows of tables, declared outputs, what a topic rules out."""

from __future__ import annotations

from dataclasses import replace

from app.decision_tables.table import DecisionTable, HitPolicy, Input, Output, Rule
from app.topics import Topic
from tests.verification.states.known_models import FORMS
from tests.verification.states.walking import Explored, explored

DRAWN = """
process main
start s
{work}
xor g default=g_e
user b who=x
end e
s > w
w > g
g > b : {condition}
g > e
b > e
"""


def table(*rows: tuple[str, str], policy: HitPolicy = HitPolicy.FIRST) -> DecisionTable:
    """Return a table of one input and one output; a row is a test and a result."""
    rules = tuple(Rule(f"r{n}", n, (test,), (result,)) for n, (test, result) in enumerate(rows))
    return DecisionTable("t", "t", policy, (Input("i", "i", "given"),), (Output("o", "o"),), rules)


def reached(condition: str, made: DecisionTable) -> bool:
    """Tell whether the task behind a condition on the table's result can be reached."""
    drawn = DRAWN.format(work="rule w table=t", condition=condition)
    return _opens(explored(drawn, tables={"t": made}))


def _opens(found: Explored) -> bool:
    nodes = found.graph.net.nodes
    return any(nodes[event.node].id == "b" for word in found.graph.words for event in word)


def test_every_row_of_a_table_may_hold_and_nothing_else() -> None:
    made = table(('"a"', '"yes"'), ("-", '"no"'))
    assert reached('o = "yes"', made)
    assert not reached('o = "maybe"', made)


def test_table_without_a_row_for_everything_may_give_nothing() -> None:
    assert reached("o = null", table(('"a"', '"yes"')))
    assert not reached("o = null", table(('"a"', '"yes"'), ("-", '"no"')))


def test_table_that_collects_gives_no_more_than_its_rows() -> None:
    made = table(('"a"', '"yes"'), ("-", '"no"'), policy=HitPolicy.COLLECT)
    assert reached("count(o) = 1", made)
    assert reached("count(o) = 2", made)
    assert not reached("count(o) = 0", made)
    assert not reached("count(o) > 2", made)


ASKED = """
process main
start s
user a who=x form=d
rule w table=t
xor g default=g_e
user b who=x
end e
s > a
a > w
w > g
g > b : o = "yes"
g > e
b > e
"""


def asked(made: DecisionTable) -> Explored:
    """Explore a process whose form says what the table is asked: `a` or `b`."""
    read = replace(made, inputs=(Input("i", "i", "d"),))
    return explored(ASKED, forms=FORMS, tables={"t": read})


def test_row_that_no_answer_of_the_form_meets_is_never_taken() -> None:
    assert _opens(asked(table(('"a"', '"yes"'), ("-", '"no"'))))
    found = asked(table(('"z"', '"yes"'), ("-", '"no"')))
    assert not _opens(found)
    assert "dead" in found.kinds


def test_row_that_another_takes_first_is_never_taken() -> None:
    assert not _opens(asked(table(('"a","b"', '"no"'), ('"b"', '"yes"'))))


def test_two_rows_that_hold_at_once_stop_the_case() -> None:
    found = asked(table(('"a"', '"yes"'), ('"a","b"', '"no"'), policy=HitPolicy.UNIQUE))
    (fault,) = [fault for fault in found.faults if fault.kind == "two_rows"]
    assert [edge.move.answers for edge in fault.path[1:]] == [((1, "a"),)]
    assert fault.assumed == ()


def topic(**further: object) -> Topic:
    """Return a topic that writes one fact."""
    return Topic("work", lambda _context: None, ("o", "p"), **further)  # type: ignore[arg-type]


def test_topic_writes_what_it_declares_and_not_what_it_rules_out() -> None:
    made = topic(
        alternatives={"o": ("a", "b"), "p": (True, False)}, never=('o = "a" and p = false',)
    )
    drawn = DRAWN.format(work="service w topic=work", condition='o = "a" and p = false')
    assert not _opens(explored(drawn, topics={"work": made}))
    drawn = DRAWN.format(work="service w topic=work", condition='o = "b" and p = false')
    assert _opens(explored(drawn, topics={"work": made}))


def test_topic_that_declares_nothing_may_write_what_its_readers_compare_with() -> None:
    drawn = DRAWN.format(work="service w topic=work", condition='o = "anything"')
    assert _opens(explored(drawn, topics={"work": topic()}))
