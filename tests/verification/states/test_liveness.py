"""Values that nobody reads any more may be dropped: the same faults, the same verdicts on rules."""

from __future__ import annotations

import random
import re

import pytest

from app.engine import Program
from app.verification.rules import RuleFile, Standing, judge, read_rules, watches
from app.verification.states.explore import Limits, explore
from app.verification.states.sources import Sources
from tests.engine.drawing_board import definitions, program
from tests.engine.walking.drawing import drawn
from tests.engine.walking.models import FACTS, random_model
from tests.verification.states.walking import silent

# Processes that stay small when every value is kept.
SEEDS = (0, 1, 2, 6, 7, 8, 10, 13, 15, 20, 21, 23)
FEW = Limits(states=250, seconds=8.0)
TASK = re.compile(r"^(?:user|service) (\w+)$", re.MULTILINE)
PARTS = {
    "absence": ("event",),
    "exists": ("event",),
    "response": ("trigger", "event"),
    "precedence": ("event", "needs"),
    "between": ("after", "must", "before"),
    "absent_between": ("after", "until", "event"),
    "exclusive": ("event", "trigger"),
}


def random_rules(text: str, dice: random.Random) -> RuleFile:
    """Return one rule of each pattern over tasks of a process, some with a condition."""
    tasks = TASK.findall(text)
    written = []
    for pattern, parts in PARTS.items():
        atoms = (f"{part} = '{_atom(dice.choice(tasks), dice)}'" for part in parts)
        head = f'[[rule]]\nid = "{pattern}"\nvi = "Câu."\npattern = "{pattern}"\n'
        written.append(head + "\n".join(atoms))
    return read_rules(b'on = ["main"]\ndocuments = "s"\n' + "\n".join(written).encode())


def _atom(task: str, dice: random.Random) -> str:
    return task if dice.random() < 0.5 else f"{task}[{dice.choice(FACTS)} = true]"


def standings(made: Program, sources: Sources, file: RuleFile, *, keep_all: bool) -> list[Standing]:
    graph = explore(made, sources, watches(file, "main"), FEW, keep_all=keep_all)
    assert not graph.cut
    return [verdict.standing for verdict in judge(file, graph)]


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_stand_the_same_when_every_value_is_kept(seed: int) -> None:
    text = re.sub(r"not\((\w+)\)", r"\1 != true", drawn(random_model(seed)))
    dice = random.Random(seed)  # noqa: S311 the same rules again
    file = random_rules(text, dice)
    sources = Sources("main", definitions(text), topics=silent("work"), is_foreign=True)
    less = standings(program(text), sources, file, keep_all=False)
    assert less == standings(program(text), sources, file, keep_all=True)
