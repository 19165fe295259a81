"""Moments that texts compare the present with and that timers wait for, as far as proofs know them.

A moment is a fact, or so many working days after one: `current_due_end`,
`working days(30, day0)`, `clock.d30`; compared it stands in `date and time(...)`. Moments after the
same fact, and the marks of a pass's clock, come in the order of their days; nothing is said of
moments after different facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.feel import Atom, names_of

# The marks d20, d25, … of a pass's clock are one row of days (`app/working_days/terms.py`); a
# corrected calendar may move them apart from days that are counted anew.
MARKS = "clock.d"
# What is strictly after a moment comes behind it, and before the next day.
AFTER = 0.5
_OF_THE_PRESENT = frozenset({"now", "today", "working days"})
_COMPARED = re.compile(r"now\(\s*\)\s*(<=|>=|<|>)\s*(.+)", re.DOTALL)
_TURNED = re.compile(r"(.+?)\s*(<=|>=|<|>)\s*now\(\s*\)", re.DOTALL)
_OPPOSITE = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_AS_MOMENT = re.compile(r"date and time\(\s*(.+?)\s*\)", re.DOTALL)
_COUNTED = re.compile(r"working days\(\s*(-?\d+)\s*,\s*(.+?)\s*\)", re.DOTALL)
_MARK = re.compile(r"clock\.d([1-9]\d*)")
_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*")


@dataclass(frozen=True)
class Moment:
    """`mark` working days after the fact `start`."""

    start: str
    mark: float


@dataclass(frozen=True)
class Comparison:
    """Holds once the moment has passed, or (`before`) until then."""

    moment: Moment
    before: bool


def moment_of(text: str) -> Moment | None:
    """Return the moment that a text names, or None for any other text."""
    bare = text.strip().removeprefix("=").strip()
    while found := _AS_MOMENT.fullmatch(bare):
        bare = found[1]
    counted = _COUNTED.fullmatch(bare)
    if counted is not None:
        inner = moment_of(counted[2])
        counts_from_fact = inner is not None and not inner.mark
        return Moment(counted[2], int(counted[1])) if counts_from_fact else None
    mark = _MARK.fullmatch(bare)
    if mark is not None:
        return Moment(MARKS, int(mark[1]))
    return Moment(bare, 0) if _NAME.fullmatch(bare) else None


def comparison_of(text: str) -> Comparison | None:
    """Return what a text says of the present, or None where it is no such comparison."""
    found, turned = _COMPARED.fullmatch(text.strip()), _TURNED.fullmatch(text.strip())
    if found is not None:
        sign, named = found[1], found[2]
    elif turned is not None:
        sign, named = _OPPOSITE[turned[2]], turned[1]
    else:
        return None
    # Facts are texts: FEEL compares them with the present only as `date and time(...)`.
    moment = moment_of(named) if _AS_MOMENT.fullmatch(named.strip()) else None
    if moment is None:
        return None
    strict = AFTER if sign in (">", "<=") else 0
    return Comparison(Moment(moment.start, moment.mark + strict), before=sign in ("<", "<="))


def is_of_the_present(atom: Atom) -> bool:
    """Tell whether a part of a text hangs on when it is read."""
    return atom.kind == "opaque" and bool(names_of(atom.path).functions & _OF_THE_PRESENT)
