"""Random decision tables: what the verifier takes for possible, beside the product's evaluator."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import pytest

from app.decision_tables import decide
from app.decision_tables.table import MANY, DecisionTable, HitPolicy, Input, Output, Rule
from app.engine.net_compiler import compile_net
from app.errors import StepRefused
from app.feel import Atom, Environment
from app.verification.states.bound import Binder, Variables
from app.verification.states.classes import Classes
from app.verification.states.facts import Facts
from app.verification.states.graph import Value
from app.verification.states.sources import Sources
from app.verification.states.tables import TableRows, TwoRows
from tests.engine.desk import MORNING
from tests.engine.drawing_board import definitions, program

DRAWN = "process main\nstart s\nuser u who=x\nend e\ns > u\nu > e"
ENVIRONMENT = Environment(MORNING, lambda _count, start: start)
# fact → the tests that a column of it may have, the values that people may give it
ASKED: dict[str, tuple[list[str], list[Any]]] = {
    "truth": (["true", "false", "not(true)", "-"], [True, False, None]),
    "word": (['"a"', '"b","c"', 'not("a")', "-", ""], ["a", "b", "c", "d", None]),
    "count(list)": (["0", "> 1", "[1..3]", "-"], [[], [1], [1, 2], [1, 2, 3, 4]]),
    "size": (["< 3", "[3..7]", "> 7", "5", "-"], [1, 3, 5, 5.5, 7, 8, 100, None]),
    "truth and other": (["true", "not(true)", "-"], [True, False]),
    "size + 1": (["< 3", ">= 3", "-"], [1, 2, 3]),
}
OPEN = frozenset({"count(list)", "size + 1"})


def random_table(dice: random.Random) -> DecisionTable:
    asked = dice.sample(list(ASKED), dice.randint(1, 3))
    inputs = tuple(Input(one, one, one) for one in asked)
    policy = dice.choice(list(HitPolicy))
    rules = []
    for number in range(dice.randint(1, 5)):
        tests = tuple(dice.choice(ASKED[one][0]) for one in asked)
        rules.append(Rule(f"r{number}", number, tests, (str(dice.choice([1, 2, 5])),)))
    return DecisionTable("t", "t", policy, inputs, (Output("o", "o"),), tuple(rules))


@dataclass(frozen=True)
class Bench:
    """A table with the variables that it reads and writes."""

    rows: TableRows
    variables: Variables
    output: int

    def possible(self, facts: dict[str, Any]) -> set[Value]:
        """Return the results of the values that stand for these facts."""
        classes = Classes(self.variables, ())
        held = [
            classes.same(number, self._kept(facts[key[1]])) if key[1] != "o" else None
            for number, key in enumerate(self.variables.keys)
        ]
        return {row[0] for row in self.rows.results(held, [self.output])}

    @staticmethod
    def _kept(value: Any) -> Value:
        return ("list", len(value)) if isinstance(value, list) else value


def bench(table: DecisionTable) -> Bench:
    net, variables = compile_net(program(DRAWN)), Variables()
    binder = Binder(Facts(net, Sources("main", definitions(DRAWN))), variables)
    output = variables.need((0, "o"))
    variables.literals[output].update((1, 2, 5))
    if table.policy in (HitPolicy.COLLECT, HitPolicy.RULE_ORDER):
        binder.note((0, "o"), Atom("count", "o", 0, 1, "count"))
    rows = TableRows(table, 0, binder)
    rows.relate(["o"], lambda _key: True)
    return Bench(rows, variables, output)


def decided(table: DecisionTable, facts: dict[str, Any]) -> Value | type[TwoRows]:
    """Return what the product's evaluator gives, as a variable keeps it."""
    try:
        found = decide(table, facts.get, ENVIRONMENT)
    except StepRefused:
        return TwoRows
    assert isinstance(found, dict)
    return ("list", len(found["o"])) if isinstance(found["o"], list) else found["o"]


@pytest.mark.parametrize("seed", range(60))
def test_what_a_random_table_gives_is_among_what_is_taken_for_possible(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 the same tables again
    table = random_table(dice)
    made = bench(table)
    is_exact = not OPEN & {column.expression for column in table.inputs}
    for _ in range(25):
        facts = {
            "truth": dice.choice(ASKED["truth"][1]),
            "other": dice.choice([True, False]),
            "word": dice.choice(ASKED["word"][1]),
            "list": dice.choice(ASKED["count(list)"][1]),
            # what nobody can enumerate is taken to be some value
            "size": dice.choice(ASKED["size"][1][: -1 if not is_exact else None]),
        }
        given = decided(table, facts)
        try:
            possible = made.possible(facts)
        except TwoRows:
            assert given is TwoRows
            continue
        assert given in possible or (given is TwoRows and not is_exact)
        assert not is_exact or len(possible) == 1


def test_the_policies_that_the_product_evaluates_are_all_tried() -> None:
    tried = {random_table(random.Random(seed)).policy for seed in range(60)}  # noqa: S311
    assert tried == set(HitPolicy)
    assert tried > MANY
