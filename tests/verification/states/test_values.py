"""One representative for all values that nothing tells apart."""

from __future__ import annotations

import random

import pytest

from app.feel import Environment, evaluate
from app.verification.states.graph import Value
from tests.engine.desk import MORNING
from tests.verification.states.known_models import FORMS, choice, form, number
from tests.verification.states.walking import explored

DRAWN = """
process main
start s
user a who=x form=f
xor g default=g_e
user b who=x
end e
s > a
a > g
g > b : {condition}
g > e
b > e
"""
CONDITIONS = ["n > 3", "n >= 3 and n < 10", "n = 7", "n != 0", "n between 2 and 5", "not(n <= -1)"]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_any_number_is_judged_as_its_representative(condition: str) -> None:
    made = form("f", number("n", -20, 20))
    found = explored(DRAWN.format(condition=condition), forms={"f": made})
    tried = {edge.move.answers[0][1] for edge in found.graph.edges[0]}
    chance = random.Random(1)  # noqa: S311 the same numbers again
    truths = {_truth(condition, value) for value in tried}
    for _ in range(1_000):
        value = chance.choice([chance.randint(-20, 20), chance.uniform(-20, 20)])
        assert _truth(condition, value) in truths


def _truth(condition: str, value: Value) -> object:
    environment = Environment(MORNING, lambda _count, start: start)
    return evaluate(condition, lambda _name: value, environment)


def test_options_that_no_condition_tells_apart_are_tried_once() -> None:
    made = form("f", choice("n", "p", "q", "r", "s"))
    found = explored(DRAWN.format(condition='n = "p"'), forms={"f": made})
    assert [edge.move.answers[0][1] for edge in found.graph.edges[0]] == ["p", "q"]


def test_hidden_field_is_nothing_and_rules_of_the_form_are_kept() -> None:
    shown = choice("n", "p", "q")
    shown["conditional"] = {"hide": '=m = "no"'}
    rule = 'm = "no" or n = "q"'
    made = form("f", choice("m", "yes", "no"), shown, rules=(rule,))
    found = explored(
        DRAWN.format(condition='n = "p" or (n = null and m = "no")'), forms={"f": made}
    )
    names = found.graph.variables
    tried = [
        {names[number]: value for number, value in edge.move.answers}
        for edge in found.graph.edges[0]
    ]
    assert tried == [{"m": "yes", "n": "q"}, {"m": "no", "n": None}]


def test_what_nobody_can_list_goes_both_ways_and_is_undecided() -> None:
    found = explored(DRAWN.format(condition="x > y").replace("form=f", "form=xy"), forms=FORMS)
    ways = [found.graph.is_undecided([edge]) for edge in found.graph.edges[0]]
    assert ways == [("«x > y»",), ("không phải «x > y»",)]
    assert found.is_sound
