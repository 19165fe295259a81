"""Differences of two versions in sentences, each with the shortest path that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.behaviour import BehaviourLine, Turn
from app.engine import Program
from app.verification.order import witness
from app.verification.order.difference import Differences
from app.verification.order.grouping import grouped
from app.verification.order.relations import Bits, Pair, Related, bits_of, pairs_lost
from app.verification.order.steps import Label, Rank, Step
from app.verification.order.witness import Paths, Search
from app.verification.states.graph import Edge, Graph
from app.verification.states.model import Model
from app.verification.states.replay import is_playable, replay
from app.verification.states.routes import route

NAMED = 4
# What is told of the first steps of some pairs and their second ones.
SWAPPED = "Trước đây {first} rồi mới tới {second}; nay {second} ở trước {first}"
LOST_AFTER = "Trước đây sau {first} luôn có {second}; nay không chắc còn"
LOST_BEFORE = "Trước đây có {second} thì trước đó luôn có {first}; nay không chắc còn"
POSSIBLE = "Nay sau {first} có thể có {second}; trước đây không thể"
IMPOSSIBLE = "Sau {first} không còn có thể có {second}"
GAINED_AFTER = "Nay sau {first} luôn có {second}; trước đây không chắc"
GAINED_BEFORE = "Nay có {second} thì trước đó luôn có {first}; trước đây không chắc"
NOW_NEXT = "Nay ngay sau {first} có thể tới {second}; trước đây thì không"
ONCE_NEXT = "Ngay sau {first} không còn có thể tới {second}"
Shows = Callable[[int, int], Search]


@dataclass(frozen=True)
class Side:
    """One version: its graph with what is needed to tell and to play a path in it."""

    program: Program
    graph: Graph
    model: Model
    paths: Paths


class Teller:
    """Tells what differs between two versions whose steps have the same numbers."""

    def __init__(self, labels: Mapping[Step, Label], before: Side, after: Side) -> None:
        self._steps, self._labels = list(labels), list(labels.values())
        self._before, self._after = before, after

    def lines(self, found: Differences) -> Iterator[BehaviourLine]:
        """Yield the sentences about steps and about their order, in the order of the page."""
        yield from self._gone_and_new(found)
        after, before = witness.never_after, witness.without_before
        new, old = True, False
        for turn, pairs, words, shows, side in (
            (Turn.LOST, found.swapped, SWAPPED, _turned_about, new),
            (Turn.LOST, found.lost_after, LOST_AFTER, after, new),
            (Turn.LOST, found.lost_before, LOST_BEFORE, before, new),
            (Turn.POSSIBLE, found.possible, POSSIBLE, witness.following, new),
            (Turn.IMPOSSIBLE, found.impossible, IMPOSSIBLE, witness.following, old),
            (Turn.GAINED, found.gained_after, GAINED_AFTER, after, old),
            (Turn.GAINED, found.gained_before, GAINED_BEFORE, before, old),
        ):
            yield from self._pairs(turn, pairs, words, shows, side)

    def neighbours(self, old: Related, new: Related, both: Bits) -> Iterator[BehaviourLine]:
        """Yield which step may come directly after which, where nothing else differs in order."""

        def shows(first: int, second: int) -> Search:
            return witness.directly(first, second, both)

        yield from self._pairs(Turn.NEXT, pairs_lost(new, old, both), NOW_NEXT, shows, True)
        yield from self._pairs(Turn.NEXT, pairs_lost(old, new, both), ONCE_NEXT, shows, False)

    def _gone_and_new(self, found: Differences) -> Iterator[BehaviourLine]:
        for step in found.gone:
            sentence = f"{self._name(step)} không còn xảy ra"
            yield self._line(Turn.GONE, sentence, (step,), witness.happening(step), False)
        for step in found.new:
            if self._labels[step].rank is not Rank.AUTOMATIC:
                sentence = f"Nay có {self._name(step)}"
                yield self._line(Turn.NEW, sentence, (step,), witness.happening(step), True)

    def _pairs(
        self, turn: Turn, pairs: Sequence[Pair], words: str, shows: Shows, is_after: bool
    ) -> Iterator[BehaviourLine]:
        for group in grouped(pairs):
            firsts, seconds = self._names(group.firsts), self._names(group.seconds)
            sentence = words.format(first=firsts, second=seconds)
            steps = (*group.firsts, *group.seconds)
            yield self._line(turn, sentence, steps, shows(*group.pair), is_after)

    def _line(
        self, turn: Turn, sentence: str, steps: Sequence[int], search: Search, is_after: bool
    ) -> BehaviourLine:
        side = self._after if is_after else self._before
        path = side.paths.shortest(search)
        sentence = f"{sentence[:1].upper()}{sentence[1:]}{_doubt(side, path)}"
        told = tuple(step.sentence for step in route(side.graph, side.model, path))
        ids = tuple(self._steps[step].paper or self._steps[step].element for step in steps)
        return BehaviourLine(turn, sentence, ids, told, is_after)

    def _name(self, step: int) -> str:
        return f"“{self._labels[step].text}”"

    def _names(self, steps: Sequence[int]) -> str:
        names = [self._name(step) for step in steps[:NAMED]]
        rest = len(steps) - len(names)
        return ", ".join(names) + (f" và {rest} bước khác" if rest else "")


def both_in(found: Differences, happens: Bits) -> Bits:
    """Return the steps of a version that happen in the other one as well."""
    return happens & ~bits_of([*found.gone, *found.new])


def _doubt(side: Side, path: Sequence[Edge]) -> str:
    """Say what a path rests on, or that the engine does not go it; empty for a plain one."""
    assumed = side.graph.is_undecided(list(path))
    if assumed:
        return f" (chưa quyết: giả sử {'; '.join(assumed)})"
    edges = tuple(path)
    if not edges or not is_playable(side.graph, edges):
        return ""
    played = replay(side.program, side.model, side.graph, edges)
    return "" if played.confirmed else " (chưa quyết: máy chạy không đi đường này)"


def _turned_about(first: int, second: int) -> Search:
    return witness.following(second, first)
