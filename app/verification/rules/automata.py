"""The patterns as automata of two or three states over the symbols of an event.

A symbol is the part of a rule that the event stands for (`event`, `trigger`, `after` …). The order
of events within a step is the engine's; an event may be several symbols at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

BAD = -1
"""The state from which a rule cannot recover."""
ASLEEP = -2
"""Before the scope's first opening a scoped rule has nothing to say."""
RESET = "reset"
"""The symbol of the event at which a scope begins anew."""

Symbols = frozenset[str]
Step = Callable[[int, Symbols], int]


@dataclass(frozen=True)
class Automaton:
    """A small machine: where it begins, how it moves, in which states a case may end.

    `occasion` is the symbol without which the rule has nothing to say; "" where it always has.
    """

    start: int
    step: Step
    accepting: frozenset[int]
    occasion: str = ""


def step_in_scope(machine: Automaton, state: int, symbols: Symbols) -> int:
    """Return where a rule stands after an event that may begin its scope anew."""
    if RESET in symbols:
        # a pass that was not answered when the next one opens is a fault of its own
        if state not in (ASLEEP, BAD) and state not in machine.accepting:
            return BAD
        if state != BAD:
            state = machine.start
        symbols = symbols - {RESET}
    return state if state in (ASLEEP, BAD) or not symbols else machine.step(state, symbols)


def automaton(pattern: str, n: int = 1) -> Automaton | None:
    """Return the machine of a pattern, or None for a pattern that is about the drawing alone."""
    if pattern == "at_most":
        return Automaton(0, _at_most(n), frozenset(range(n + 1)))
    return PATTERNS.get(pattern)


def _exists(state: int, symbols: Symbols) -> int:
    return 1 if "event" in symbols else state


def _absence(state: int, symbols: Symbols) -> int:
    return BAD if "event" in symbols else state


def _response(state: int, symbols: Symbols) -> int:
    if "event" in symbols:
        return 0
    return 1 if "trigger" in symbols else state


def _precedence(state: int, symbols: Symbols) -> int:
    if "event" in symbols and state == 0 and "needs" not in symbols:
        return BAD
    if "needs" in symbols:
        return 1
    return 0 if "cancelled_by" in symbols else state


def _between(state: int, symbols: Symbols) -> int:
    if state == 1 and "must" in symbols:
        state = 0
    if state == 1 and "before" in symbols:
        return BAD
    return 1 if "after" in symbols else state


def _absent_between(state: int, symbols: Symbols) -> int:
    if state == 1 and "until" in symbols and "after" not in symbols:
        state = 0
    elif state == 1 and "event" in symbols:
        return BAD
    return 1 if "after" in symbols else state


def _exclusive(state: int, symbols: Symbols) -> int:
    seen = state | ("event" in symbols) | (("trigger" in symbols) << 1)
    return BAD if seen == 3 else seen


def _at_most(most: int) -> Step:
    def step(state: int, symbols: Symbols) -> int:
        if "event" not in symbols:
            return state
        return BAD if state >= most else state + 1

    return step


ANY = frozenset({0, 1, 2})
PATTERNS: Mapping[str, Automaton] = {
    "exists": Automaton(0, _exists, frozenset({1})),
    "absence": Automaton(0, _absence, ANY),
    "response": Automaton(0, _response, frozenset({0}), "trigger"),
    "precedence": Automaton(0, _precedence, ANY, "event"),
    "between": Automaton(0, _between, ANY, "after"),
    "absent_between": Automaton(0, _absent_between, ANY, "after"),
    "exclusive": Automaton(0, _exclusive, ANY, "event"),
}
