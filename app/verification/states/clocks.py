"""How far days have passed, where something asks: the last moment of a row that is surely over.

Time may pass between any two steps, so a state keeps the least that is known, and whoever reads it
chooses how late it is by then. A timer that is armed fires before anybody finds its moment over;
that nobody fired it yet (a worker that was down) is an assumption. Moments after different facts
are not compared: a way on which one is over and another, later asked for, is not, is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.engine.net import Kind, NetNode
from app.verification.states.bound import clock_of
from app.verification.states.facts import CLOCK
from app.verification.states.graph import Edge, EventKind, Graph, MoveKind, Value
from app.verification.states.moments import AFTER, MARKS, moment_of

if TYPE_CHECKING:
    from app.verification.states.model import Model

NEVER = float("inf")


class Clocks:
    """The rows of moments that matter: `marks` of each variable, in order, what timers wait for."""

    def __init__(self, model: Model) -> None:
        self._model = model
        index = model.variables.index
        followed = {n for (sheet, _name), n in index.items() if str(sheet).startswith(CLOCK)}
        self.timers: dict[int, tuple[int, float]] = {}
        if followed:
            for node in model.net.nodes:
                found = self._waits_for(node)
                if found is not None:
                    self.timers[node.index] = found
        self.marks = {number: self._marks(number) for number in followed}

    def _waits_for(self, node: NetNode) -> tuple[int, float] | None:
        event = node.event
        if event is None or event.clock != "timeDate":
            return None
        moment = moment_of(event.text)
        start = self._model.facts.start_of(moment.start, node.scope) if moment else None
        number = self._model.variables.index.get(clock_of(start)) if start else None
        return None if number is None or moment is None else (number, moment.mark)

    def _marks(self, number: int) -> tuple[float, ...]:
        asked = self._model.variables.literals[number]
        waited = {mark for clock, mark in self.timers.values() if clock == number}
        return tuple(sorted({float(str(one)) for one in asked} | waited))

    def later(self, number: int, held: Value) -> list[Value]:
        """Return how late it may be, given what was known: as it was, or any further moment."""
        return [
            held,
            *(mark for mark in self.marks[number] if held is None or mark > float_of(held)),
        ]

    def due(self, number: int, marking: int, fired: int = -1) -> float:
        """Return the first moment that an armed timer waits for; the one that fires left out."""
        return min(
            (
                mark
                for node, (clock, mark) in self.timers.items()
                if clock == number and node != fired and self._is_armed(node, marking)
            ),
            default=NEVER,
        )

    def comes_first(self, node: int, marking: int) -> bool:
        """Tell whether no armed timer of the same row waits for an earlier moment."""
        if node not in self.timers:
            return True
        number, mark = self.timers[node]
        return self.due(number, marking, node) >= mark

    def _is_armed(self, index: int, marking: int) -> bool:
        node = self._model.net.nodes[index]
        if node.kind is Kind.BOUNDARY and node.interrupting:
            return bool(marking & self._model.net.nodes[node.host].bit)
        return bool(marking & (node.armed or node.bit))

    def told(self, number: int, value: Value) -> str:
        """Return in words how late it is."""
        first = next(iter(self.marks[number]))
        mark = first if value is None else float_of(value)
        name = self.named(number, mark)
        return f"chưa tới {name}" if value is None else f"đã qua {name}"

    def named(self, number: int, mark: float) -> str:
        """Return a moment as a text names it."""
        start = self._model.variables.keys[number][1]
        days = int(mark // 1)
        if start == MARKS:
            return f"{MARKS}{days}"
        return f"{days} ngày làm việc từ {start}" if days else start

    def doubts(self, graph: Graph, path: Sequence[Edge]) -> tuple[str, ...]:
        """Return what a way takes for granted about moments that nobody can compare."""
        if not self.marks:
            return ()
        return tuple(dict.fromkeys(self._doubts(graph, path)))

    def _doubts(self, graph: Graph, path: Sequence[Edge]) -> Iterator[str]:
        passed: dict[int, str] = {}
        for edge in path:
            if edge.move.kind is MoveKind.TIMER:
                label = self._model.net.nodes[edge.move.node].label
                self._note(passed, self.timers.get(edge.move.node, (-1, 0))[0], f"“{label}” đã tới")
            for choice in graph.passages[edge.passage].choices:
                number = choice.variable
                if number not in self.marks:
                    continue
                if choice.value != self.marks[number][-1] and number in passed:
                    yield f"{self._open(number, choice.value)} khi {passed[number]}"
                if choice.value is not None:
                    self._note(passed, number, self.told(number, choice.value))
            for event in graph.word(edge):
                if event.kind is EventKind.DONE:
                    for number in self._model.ends_assumptions[event.node]:
                        passed.pop(number, None)

    def _note(self, passed: dict[int, str], own: int, what: str) -> None:
        for number in self.marks:
            if number != own:
                passed.setdefault(number, what)

    def _open(self, number: int, value: Value) -> str:
        coming = self.later(number, value)[1:]
        return f"chưa tới {self.named(number, float_of(coming[0]))}"


def float_of(value: Value) -> float:
    """Return a mark that a variable keeps."""
    return float(str(value))


def days_of(value: Value, marks: Sequence[float]) -> float:
    """Return how many days after the start it is, when so much is known to be over."""
    if value is None:
        return marks[0] - 1
    at = float_of(value)
    if at % 1:
        return at - AFTER / 2
    return at if at + AFTER in marks else at + AFTER / 2
