"""How the steps of one version stand to each other: what always, never, perhaps follows what.

Sets of steps are bits of one integer. Two fixpoints over the states: which steps can still be
avoided until the end (backward, joined), which may not have happened yet (forward, joined).
Only runs that come to an end count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from app.verification.order.steps import Step, spelled
from app.verification.states.graph import Graph

Bits = int
Related = Mapping[int, Bits]
Pair = tuple[int, int]


class Way(NamedTuple):
    """A step of the graph as far as order is concerned: from where, to where, what is done."""

    source: int
    target: int
    done: tuple[int, ...]
    mask: Bits


@dataclass
class Relations:
    """By step: which steps always follow, come always before, may follow later on."""

    happens: Bits = 0
    after: dict[int, Bits] = field(default_factory=dict)
    before: dict[int, Bits] = field(default_factory=dict)
    follow: dict[int, Bits] = field(default_factory=dict)


def bits_of(numbers: Iterable[int]) -> Bits:
    """Return the set of these steps."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def numbers_in(bits: Bits) -> list[int]:
    """Return the steps of a set, lowest first."""
    return [number for number in range(bits.bit_length()) if bits >> number & 1]


def pairs_lost(first: Related, second: Related, among: Bits) -> list[Pair]:
    """Return the pairs of different steps that are related in the first and not in the second."""
    return [
        (one, other)
        for one in numbers_in(among)
        for other in numbers_in(first.get(one, 0) & ~second.get(one, 0) & among)
        if one != other
    ]


def relations_of(graph: Graph, numbers: Mapping[Step, int]) -> Relations:
    """Return the relations of a graph that was explored to its end."""
    ways = _ways(graph, numbers, -1)
    found = Relations()
    for way in ways:
        found.happens |= way.mask
    _look_ahead(found, graph, ways)
    _look_back(found, graph, ways)
    return found


def next_of(graph: Graph, numbers: Mapping[Step, int], among: Bits) -> dict[int, Bits]:
    """Return which of some steps may directly follow which; all others are not looked at."""
    ways = _ways(graph, numbers, among)
    last: list[Bits] = [0] * (len(graph.markings) + 1)

    def lasting(way: Way) -> tuple[int, Bits]:
        return way.target, 1 << way.done[-1] if way.done else last[way.source]

    _join(last, ways, lasting)
    found: dict[int, Bits] = {}
    for way in ways:
        if way.done:
            for one in numbers_in(last[way.source]):
                found[one] = found.get(one, 0) | 1 << way.done[0]
        for one, other in pairwise(way.done):
            found[one] = found.get(one, 0) | 1 << other
    return found


def _ways(graph: Graph, numbers: Mapping[Step, int], among: Bits) -> list[Way]:
    """Return every step of the graph once; the entries come from a state beyond the last."""
    words = []
    for word in spelled(graph):
        done = tuple(numbers[step] for step in word if among >> numbers[step] & 1)
        words.append((done, bits_of(done)))
    passages, outside = graph.passages, len(graph.markings)
    ways = (
        Way(outside if source < 0 else source, edge.target, *words[passages[edge.passage].word])
        for source, edge in graph.steps()
    )
    return list(dict.fromkeys(ways))


def _join(sets: list[Bits], ways: Iterable[Way], reach: Callable[[Way], tuple[int, Bits]]) -> None:
    """Add what each step brings to a state until nothing changes any more."""
    ways = list(ways)
    is_still = False
    while not is_still:
        is_still = True
        for way in ways:
            state, bits = reach(way)
            if bits & ~sets[state]:
                sets[state] |= bits
                is_still = False


def _look_ahead(found: Relations, graph: Graph, ways: list[Way]) -> None:
    """Tell what can be avoided from each state on, and what can still come."""
    avoided = [0 if marking else found.happens for marking in graph.markings]
    coming = [0] * len(graph.markings)
    avoided.append(0)
    coming.append(0)
    backwards = ways[::-1]
    _join(avoided, backwards, lambda way: (way.source, avoided[way.target] & ~way.mask))
    _join(coming, backwards, lambda way: (way.source, coming[way.target] | way.mask))
    missing: dict[int, Bits] = {}
    for way in ways:
        later = 0
        for step in reversed(way.done):
            missing[step] = missing.get(step, 0) | (avoided[way.target] & ~later)
            found.follow[step] = found.follow.get(step, 0) | coming[way.target] | later
            later |= 1 << step
    found.after = {step: found.happens & ~bits for step, bits in missing.items()}


def _look_back(found: Relations, graph: Graph, ways: list[Way]) -> None:
    """Tell what has always happened before each step."""
    fresh = [0] * len(graph.markings)
    fresh.append(found.happens)
    _join(fresh, ways, lambda way: (way.target, fresh[way.source] & ~way.mask))
    missing: dict[int, Bits] = {}
    for way in ways:
        earlier = 0
        for step in way.done:
            missing[step] = missing.get(step, 0) | (fresh[way.source] & ~earlier)
            earlier |= 1 << step
    found.before = {step: found.happens & ~bits for step, bits in missing.items()}
