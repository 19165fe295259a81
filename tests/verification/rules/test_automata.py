"""Each pattern judged like a reader would, who looks at a whole run at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from app.verification.rules.automata import BAD, automaton

Run = Sequence[frozenset[str]]


def _first(run: Run, symbol: str, start: int = 0) -> int:
    """Return where the symbol first is at or after `start`, or the length of the run."""
    return next((at for at in range(start, len(run)) if symbol in run[at]), len(run))


def _last(run: Run, symbol: str, before: int) -> int:
    return next((at for at in range(before - 1, -1, -1) if symbol in run[at]), -1)


def _each(run: Run, symbol: str) -> list[int]:
    return [at for at, symbols in enumerate(run) if symbol in symbols]


def _needed(run: Run, at: int) -> bool:
    given = _last(run, "needs", at + 1)
    taken = _last(run, "cancelled_by", at)
    return given == at or given > taken or (given == taken >= 0)


READ: dict[str, Callable[[Run], bool]] = {
    "exists": lambda run: bool(_each(run, "event")),
    "absence": lambda run: not _each(run, "event"),
    "response": lambda run: all(
        _first(run, "event", at) < len(run) for at in _each(run, "trigger")
    ),
    "precedence": lambda run: all(_needed(run, at) for at in _each(run, "event")),
    "between": lambda run: all(
        _first(run, "must", at + 1) <= _first(run, "before", at + 1) or _none(run, "before", at)
        for at in _each(run, "after")
    ),
    "absent_between": lambda run: all(
        _first(run, "event", at + 1) >= _ended(run, at) for at in _each(run, "after")
    ),
    "exclusive": lambda run: not (_each(run, "event") and _each(run, "trigger")),
    "at_most": lambda run: len(_each(run, "event")) <= 2,
}


def _none(run: Run, symbol: str, at: int) -> bool:
    return _first(run, symbol, at + 1) == len(run)


def _ended(run: Run, at: int) -> int:
    """An `until` that is an `after` as well begins anew and ends nothing."""
    ends = (one for one in _each(run, "until") if one > at and "after" not in run[one])
    return next(ends, len(run))


@pytest.mark.parametrize("pattern", READ)
def test_automaton_agrees_with_a_reader_of_whole_runs(pattern: str) -> None:
    dice = random.Random(pattern)  # noqa: S311 a fixed seed
    machine = automaton(pattern, 2)
    assert machine is not None
    symbols = ["event", "trigger", "needs", "cancelled_by", "after", "until", "must", "before"]
    answers = set()
    for _ in range(3000):
        run = [
            frozenset(dice.sample(symbols, dice.choice((0, 1, 1, 1, 2))))
            for _ in range(dice.randrange(7))
        ]
        state = machine.start
        for letter in run:
            state = state if state == BAD else machine.step(state, letter)
        kept = state in machine.accepting
        assert kept == READ[pattern](run), (pattern, run)
        answers.add(kept)
    assert answers == {True, False}
