"""Which scenario plays a sheet at its page: the first that answers a task in that way.

Two thousand steps of the numbered scenarios fill some hundred and forty different sheets; the page
of each is walked once, wherever it is filled the same way again the action behind it is called.
`python -m tests.campaign` plays every step of every scenario at its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from app.scenarios.acting import do
from app.scenarios.acting_directly import do_plainly, start_directly
from app.scenarios.fixture import Fixture
from app.scenarios.playing import ACTING
from app.scenarios.reading import read_scenario
from app.scenarios.script import Do, Start
from app.scenarios.stage import Stage

LONGEST_CHOICE = 24
# The task, whether the fixture's answers are filled in, and what is answered besides: the fields,
# and of choices which one was taken.
Sheet = tuple[str, bool, frozenset[tuple[str, str]]]


def sheet_of(step: Do) -> Sheet:
    """Return what makes the page of a step look as it does."""
    answered = ((key, _choice(value)) for key, value in step.answers.items())
    return step.task, step.defaults, frozenset(answered)


def first_of_each_sheet(paths: Iterable[Path], fixture: Fixture) -> Mapping[Sheet, str]:
    """Return by sheet the name of the first scenario that fills it."""
    first: dict[Sheet, str] = {}
    for path in paths:
        for step in read_scenario(path, fixture).steps:
            if isinstance(step, Do):
                first.setdefault(sheet_of(step), path.stem)
    return first


def at_new_pages(name: str, first: Mapping[Sheet, str]) -> Callable[[Stage, Do], None]:
    """Return how a scenario plays its steps: at the page where it is the first to fill it."""

    def play(stage: Stage, step: Do) -> None:
        act = do if first.get(sheet_of(step)) == name else do_plainly
        act(stage, step)

    return play


def start_plainly(stage: Stage, step: Start) -> None:
    """Let a person start a plan past the page, unless the step is about what the page refuses."""
    start = ACTING[Start] if step.refused else start_directly
    start(stage, step)


def _choice(value: Any) -> str:
    is_choice = isinstance(value, str) and " " not in value and len(value) <= LONGEST_CHOICE
    return value if is_choice else ""
