"""Rules that run together are judged as each is alone, on random runs, guesses among them."""

from __future__ import annotations

import random

import pytest

from app.verification.rules import judge
from tests.verification.rules.small_graphs import graph, rules

STEPS = ["write", "report", "approve", "reject"]
PATTERNS = (
    ("precedence", 'event = "approve"\nneeds = "report"'),
    ("precedence", 'event = "report"\nneeds = "write"'),
    ("response", 'trigger = "write"\nevent = ["approve", "reject"]'),
    ("absence", 'event = "reject"'),
)


def text(number: int) -> str:
    """Return a rule as it is written."""
    pattern, parts = PATTERNS[number]
    return f'[[rule]]\nid = "R-{number}"\nvi = "Quy tắc."\npattern = "{pattern}"\n{parts}\n'


@pytest.mark.parametrize("seed", range(20))
def test_each_rule_is_judged_as_alone(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 the same runs again
    runs = [chance.choices(STEPS, k=chance.randint(1, 5)) for _ in range(4)]
    guessed = frozenset(n for n in range(4) if chance.random() < 0.3)
    every = rules("".join(text(number) for number in range(len(PATTERNS))))
    together = judge(every, graph(STEPS, runs, every, assumed=guessed))
    for number, found in enumerate(together):
        single = rules(text(number))
        (alone,) = judge(single, graph(STEPS, runs, single, assumed=guessed))
        assert (found.rule.id, found.standing) == (alone.rule.id, alone.standing), runs
        assert len(found.path) == len(alone.path)
