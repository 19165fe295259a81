"""The state graph as plain data: what rules, soundness and paths read.

A **step** goes from one wait state to the next: one outside move, then everything automatic. Its
**word** is the ordered events of the step; equal words are kept once, so an automaton works on
small integers: `graph.words[graph.passages[edge.passage].word]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

from app.engine.net import Net

Value = None | bool | int | float | str | tuple[str, int]
"""What a variable holds: a FEEL scalar, or ``("list", n)`` for a list of n entries."""


class EventKind(IntEnum):
    """What happened to a node."""

    ENTERED = 1  # a token rests there now (task opened, call begun, event waited for)
    DONE = 2  # completed, passed or fired


class Event(NamedTuple):
    """One event of a step.

    `node` is an index into `graph.net.nodes` (its `.id`, `.path`, `.place`). `seen` answers the
    watches on this node, in the order of `graph.watched[node]`, with the values *after* the node
    has written; None is "cannot be told". `issued` are the document types issued by it.
    """

    kind: EventKind
    node: int
    seen: tuple[bool | None, ...] = ()
    issued: tuple[str, ...] = ()


Word = tuple[Event, ...]


class MoveKind(StrEnum):
    """What comes from outside."""

    START = "start"
    COMPLETE = "complete"  # a person completes `node` with `answers`
    MESSAGE = "message"
    TIMER = "timer"


class Move(NamedTuple):
    """The outside move that began a step; `answers` are (variable index, value) of a form."""

    kind: MoveKind
    node: int
    answers: tuple[tuple[int, Value], ...] = ()


class Choice(NamedTuple):
    """Something the step took for granted: a result of a node, or an assumption.

    With `variable` ≥ 0 the node wrote this value (topic, table, count of copies). With -1 the text
    was assumed to be true or false because nobody can enumerate it: the verdict is undecided.
    """

    node: int
    variable: int
    value: Value
    text: str = ""


class Passage(NamedTuple):
    """What went on in a step: events, sequence flows in order, choices on the way."""

    word: int
    flows: tuple[str, ...]
    choices: tuple[Choice, ...]


class Edge(NamedTuple):
    """One step to `target`."""

    target: int
    move: Move
    passage: int


class Problem(NamedTuple):
    """A step that cannot be finished: what (`unsafe`, `nobranch`, …), where, how far it came."""

    kind: str
    source: int
    node: int
    move: Move
    passage: int


@dataclass(frozen=True)
class Watch:
    """A question that rules ask when a node is entered or done, as FEEL over facts of its scope.

    `node_id` is an element id; with `path` only where the call path ends in it. Without an id it
    is asked wherever a paper is issued, over the facts of the process itself.
    """

    node_id: str
    expression: str
    path: tuple[str, ...] = ()


@dataclass
class Graph:
    """All states in order of discovery; state 0 … are reached by `entries` from nothing.

    `markings[s]` is 0 exactly where the case has ended. `cut` says why exploring stopped early
    (``"states"``, ``"time"``, ``"cancelled"``) or is ``""``; then states from `explored` on have
    no edges yet and nothing may be called kept.
    """

    net: Net
    variables: tuple[str, ...] = ()
    watched: dict[int, tuple[Watch, ...]] = field(default_factory=dict)
    markings: list[int] = field(default_factory=list)
    values: list[tuple[Value, ...]] = field(default_factory=list)
    edges: list[tuple[Edge, ...]] = field(default_factory=list)
    entries: list[Edge] = field(default_factory=list)
    parents: list[tuple[int, Edge]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubled: set[int] = field(default_factory=set)
    explored: int = 0
    cut: str = ""
    seconds: float = 0.0
    # what a way takes for granted about moments that nobody can compare; see `is_undecided`
    doubts: Callable[[Sequence[Edge]], tuple[str, ...]] = lambda _path: ()
    # marking → the variables whose values a state keeps, in order; see `value`
    live: Callable[[int], tuple[int, ...]] = lambda _marking: ()

    def value(self, state: int, variable: int) -> Value:
        """Return the value of a variable in a state; None also where nobody reads it any more."""
        kept = dict(zip(self.live(self.markings[state]), self.values[state], strict=True))
        return kept.get(variable)

    def word(self, edge: Edge) -> Word:
        """Return the events of a step."""
        return self.words[self.passages[edge.passage].word]

    def path_to(self, state: int) -> list[Edge]:
        """Return the shortest sequence of steps to a state, the start first."""
        found = []
        while state >= 0:
            source, edge = self.parents[state]
            found.append(edge)
            state = source
        return found[::-1]

    def steps(self) -> Iterator[tuple[int, Edge]]:
        """Yield (source, step) of every step in order; the entries have source -1."""
        for edge in self.entries:
            yield -1, edge
        for source in range(self.explored):
            for edge in self.edges[source]:
                yield source, edge

    def is_undecided(self, edges: list[Edge]) -> tuple[str, ...]:
        """Return the sentences that a path had to assume, each once."""
        taken = (choice for edge in edges for choice in self.passages[edge.passage].choices)
        assumed = (choice.text for choice in taken if choice.variable < 0)
        return tuple(dict.fromkeys((*assumed, *self.doubts(edges))))
