"""State graphs small enough to read: each run is a line of steps from the start to the end."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.diagrams import Element, Extensions
from app.engine.net import Kind, Net, NetNode
from app.verification.rules import RuleFile, read_rules, watches
from app.verification.states.graph import (
    Choice,
    Edge,
    Event,
    EventKind,
    Graph,
    Move,
    MoveKind,
    Passage,
    Watch,
)

PROCESS = "p"
Happening = str | tuple[str, bool | None]
"""A node's id, or the id with the answer to the only watch on it."""


def rules(text: str) -> RuleFile:
    """Read rules that are judged on the small process."""
    return read_rules(f'on = ["{PROCESS}"]\ndocuments = "s"\n{text}'.encode())


def task(net: Net, name: str, **extensions: object) -> NetNode:
    """Draw a task of the process."""
    place = Element(name, "userTask", PROCESS, extensions=Extensions(**extensions))  # type: ignore[arg-type]
    node = NetNode(len(net.nodes), name, (), PROCESS, Kind.PERSON, place, name, 0)
    net.nodes.append(node)
    return node


def graph(
    nodes: Sequence[str],
    runs: Sequence[Sequence[Happening]],
    file: RuleFile,
    *,
    assumed: frozenset[int] = frozenset(),
    cut: str = "",
) -> Graph:
    """Return the graph whose cases run as `runs`; runs numbered in `assumed` rest on a guess."""
    net = Net(PROCESS)
    index = {name: task(net, name).index for name in nodes}
    found = Graph(net, cut=cut)
    for watch in watches(file, PROCESS):
        found.watched.setdefault(index[watch.node_id], ())
        found.watched[index[watch.node_id]] += (watch,)
    for number, run in enumerate(runs):
        _add(found, [_event(index, found.watched, one) for one in run], number in assumed)
    found.explored = len(found.markings)
    return found


def _event(index: dict[str, int], watched: dict[int, tuple[Watch, ...]], one: Happening) -> Event:
    name, seen = one if isinstance(one, tuple) else (one, None)
    node = index[name]
    return Event(EventKind.DONE, node, (seen,) * len(watched.get(node, ())))


def _add(found: Graph, events: list[Event], is_assumed: bool) -> None:
    """Append one run: a step for each event; the last state is the end."""
    last: int | None = None
    for place, event in enumerate(events):
        state = len(found.markings)
        found.markings.append(0 if place == len(events) - 1 else 1)
        found.edges.append(())
        found.values.append(())
        found.words.append((event,))
        guess = (Choice(event.node, -1, True, "x > y"),) if is_assumed and not place else ()
        found.passages.append(Passage(len(found.words) - 1, (), guess))
        edge = Edge(state, Move(MoveKind.COMPLETE, event.node), len(found.passages) - 1)
        if last is None:
            found.entries.append(edge)
        else:
            found.edges[last] = (edge,)
        last = state
