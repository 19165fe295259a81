"""Repeated work: how often, until when; the numbers of a loop that its conditions may ask.

Two copies stand for many. So a completion condition over the numbers alone is asked for every
number of instances that its text can tell apart; where they do not agree it is an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.engine.drawing import LoopPart
from app.engine.net import NetNode
from app.engine.net_compiler import COPIES
from app.errors import FeelError
from app.feel import Atom, atoms_of, evaluate, names_of
from app.verification.states.bound import Binder, Bound
from app.verification.states.evaluating import MOMENT

ROUND = "loopCounter"
# As `app/engine/loops.py` counts them, under the names of BPMN and those of the Camunda namespace.
TOTAL, ACTIVE, DONE_SO_FAR, TERMINATED = "total", "active", "done", "terminated"
NUMBERS: Mapping[str, str] = {
    "numberOfInstances": TOTAL,
    "numberOfActiveInstances": ACTIVE,
    "numberOfCompletedInstances": DONE_SO_FAR,
    "numberOfTerminatedInstances": TERMINATED,
    "nrOfInstances": TOTAL,
    "nrOfActiveInstances": ACTIVE,
    "nrOfCompletedInstances": DONE_SO_FAR,
}
_NAMES = tuple(NUMBERS)
# Beyond so many instances nothing is tried one by one.
MOST_TRIED = 16
_FEW = 6
_NUMBER = re.compile(r"\d+")


@dataclass
class LoopTexts:
    """What decides how often a loop runs; None where nothing is written."""

    count: Bound | None = None
    completion: Completion | None = None
    condition: Bound | None = None


class Completion:
    """A completion condition; `bound` is None where it is over the numbers of the loop alone."""

    def __init__(self, node: NetNode, loop: LoopPart, binder: Binder) -> None:
        self.source = loop.completion
        self._sequential = loop.sequential
        self._exactly = int(loop.cardinality) if loop.cardinality.strip().isdecimal() else 0
        self.bound: Bound | None = None
        if not names_of(loop.completion).names <= NUMBERS.keys():
            self.bound = binder.bind(loop.completion, node.scope, local=_number_of_loop)

    def cases(self) -> Iterator[tuple[int, ...]]:
        """Yield the numbers of every way in which one instance is done and others are not."""
        for total in self._totals:
            for done in range(1, total):
                active = 0 if self._sequential else total - done
                found = {TOTAL: total, ACTIVE: active, DONE_SO_FAR: done, TERMINATED: 0}
                yield tuple(found[NUMBERS[name]] for name in _NAMES)

    @cached_property
    def _totals(self) -> range:
        if self._exactly:
            return range(self._exactly, self._exactly + 1)
        named = [int(number) for number in _NUMBER.findall(self.source)]
        return range(2, max(_FEW, *named, 0) + 3)

    @cached_property
    def is_tried(self) -> bool:
        """Tell whether there are few enough numbers to try them all."""
        return self._totals[-1] <= MOST_TRIED

    @cached_property
    def alone(self) -> bool | None:
        """What a condition over the numbers alone says, None where that hangs on them."""
        found = set(self._values()) if self.is_tried else set[bool]()
        return found.pop() if len(found) == 1 else None

    def _values(self) -> Iterator[bool]:
        for case in self.cases():
            numbers = dict(zip(_NAMES, case, strict=True))
            try:
                yield evaluate(self.source, numbers.get, MOMENT) is True
            except FeelError:
                yield False


def _number_of_loop(atom: Atom) -> int | None:
    return -1 - _NAMES.index(atom.path) if atom.kind == "fact" and atom.path in NUMBERS else None


def loop_texts(node: NetNode, binder: Binder) -> LoopTexts:
    """Bind what decides how often a loop runs."""
    loop = node.loop
    texts = LoopTexts()
    if loop is None:
        return texts
    if loop.collection or loop.cardinality:
        use = "count" if loop.collection else "exact"
        texts.count = binder.bind(loop.collection or loop.cardinality, node.scope, use=use)
        for number in texts.count.reads if loop.cardinality else ():
            binder.variables.literals[number].update((0, 1, COPIES))
    if loop.completion:
        texts.completion = Completion(node, loop, binder)
    if loop.condition:
        # Rounds are numbered where they are few; else their number is assumed.
        number = -1 if node.more else 0
        asks = any(ROUND in atom.path for atom in atoms_of(loop.condition)[1])
        texts.condition = binder.bind(
            loop.condition,
            node.scope,
            local=(lambda atom: number if atom.path == ROUND else None) if asks else None,
        )
    return texts
