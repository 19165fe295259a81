"""All rules of a process run over its graph at once: which of them can be broken at all.

The places of all rules that meet a state of the graph are the bits of one integer, each rule's at
its own offset. Most steps speak of few rules, so what a step does to all others is done at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.verification.states.graph import Graph

After = Callable[[int, int], int]
_NOWHERE = -1


@dataclass(frozen=True)
class Run:
    """One rule, ready to run: its places are bits, 2 · state of the rule + whether it is certain.

    `after` gives the places after a word, of which only the `speaking` change anything; `bad` are
    places where the rule is broken, `unfit` those in which a case must not end.
    """

    width: int
    start: int
    bad: int
    unfit: int
    speaking: frozenset[int]
    after: After


@dataclass
class _Joined:
    """The rules side by side; what hears a word, and which places no word of its kind touches."""

    start: int = 0
    bad: int = 0
    unfit: int = 0
    width: int = 0
    hearing: dict[int, list[tuple[int, int, After]]] = field(default_factory=dict)
    deaf: dict[int, int] = field(default_factory=dict)

    def add(self, run: Run) -> None:
        """Put one more rule beside the others."""
        at = self.width
        self.start |= run.start << at
        self.bad |= run.bad << at
        self.unfit |= run.unfit << at
        for word in run.speaking:
            self.hearing.setdefault(word, []).append((at, _ones(run.width), run.after))
            self.deaf[word] = self.deaf.get(word, -1) & ~(_ones(run.width) << at)
        self.width += run.width

    def after(self, word: int, bits: int) -> int:
        """Return the places after a word that some rule hears."""
        found = bits & self.deaf[word]
        for at, mask, step in self.hearing[word]:
            places = bits >> at & mask
            if places:
                found |= step(word, places) << at
        return found


def breakable(
    graph: Graph, ways: Sequence[Sequence[tuple[int, int, bool, object]]], runs: Sequence[Run]
) -> list[bool]:
    """Tell of each rule whether any way breaks it.

    `ways` are the steps out of each state as (target, word, certain, step), those of the last the
    entries.
    """
    joined = _Joined()
    offsets = []
    for run in runs:
        offsets.append(joined.width)
        joined.add(run)
    broken = _broken(graph, _reached(graph, ways, joined), joined)
    return [bool(broken >> at & _ones(run.width)) for at, run in zip(offsets, runs, strict=True)]


def _reached(
    graph: Graph, ways: Sequence[Sequence[tuple[int, int, bool, object]]], joined: _Joined
) -> list[int]:
    """Return the places that meet each state."""
    reached, uncertain = [0] * len(graph.markings), _ones(joined.width) // 3
    waiting, waits = deque([_NOWHERE]), [False] * len(graph.markings)
    heard, explored = joined.hearing, graph.explored
    while waiting:
        state = waiting.popleft()
        bits = reached[state] if state >= 0 else joined.start
        if state >= 0:
            waits[state] = False
        if state >= explored:
            continue
        for target, word, certain, _step in ways[state]:
            after = joined.after(word, bits) if word in heard else bits
            if not certain:
                after = (after & uncertain) | (after >> 1 & uncertain)
            if after & ~reached[target]:
                reached[target] |= after
                if not waits[target]:
                    waits[target] = True
                    waiting.append(target)
    return reached


def _broken(graph: Graph, reached: Sequence[int], joined: _Joined) -> int:
    found = 0
    for marking, bits in zip(graph.markings, reached, strict=True):
        found |= bits & (joined.bad if marking else joined.bad | joined.unfit)
    return found


def _ones(width: int) -> int:
    return (1 << width) - 1
