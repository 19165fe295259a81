"""The real engine walks a path of the net: what it offers must be the same after every step.

Before a counterexample is shown, it has happened once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.execution import Advance
from app.engine import Program
from app.engine.net import Kind, NetNode
from app.engine.stepping import complete_in, deliver_in, fire_one_in, start_in
from app.engine.workflow import Workflow, viewpoint
from app.errors import ChuTruongError, EngineFault
from app.verification.states.evaluating import shown
from app.verification.states.graph import Edge, Graph, MoveKind
from app.verification.states.model import Model
from app.verification.states.replay_host import ReplayHost

Place = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True)
class Replay:
    """Whether the engine went the same way; `difference` says where it did not."""

    confirmed: bool
    difference: str = ""


class Replayer:
    """Walks the engine along one path, step by step."""

    def __init__(self, program: Program, model: Model) -> None:
        self.host = ReplayHost(model)
        self.model = model
        self.net = model.net
        self.workflow = Workflow(program.main, program.specs)
        self.now: Advance | None = None

    def step(self, graph: Graph, edge: Edge) -> None:
        """Make one step; raises what the engine raises."""
        if self.now is not None:
            self.host.keep({activation.id for activation in self.now.activations})
        choices = list(graph.passages[edge.passage].choices)
        self.host.given = [choice for choice in choices if choice.node < 0]
        for choice in self.host.given:
            self.host.write(choice)
        self.host.queue = [c for c in choices if c.node >= 0 and c.variable >= 0]
        self.now = self._move(edge)

    def _move(self, edge: Edge) -> Advance:
        move, node = edge.move, self.net.nodes[edge.move.node]
        if move.kind is MoveKind.START:
            starts = {index: name for name, index in self.net.starts.items()}
            return start_in(self.workflow, self.host, starts[move.node])
        if move.kind is MoveKind.COMPLETE:
            for number, value in move.answers:
                self.host.facts[self.model.variables.keys[number]] = shown(value)
            while self.host.queue and self.host.queue[0].node == node.index:
                self.host.write(self.host.queue.pop(0))
            return complete_in(self.workflow, self._waiting("task", node), self.host)
        if move.kind is MoveKind.MESSAGE:
            return deliver_in(self.workflow, self._waiting("message", node), self.host)
        return fire_one_in(self.workflow, self._waiting("timer", node), self.host)

    def _waiting(self, kind: str, node: NetNode) -> str:
        """Return the engine's id of what waits at a node; of copies, the one of the same number."""
        wanted = self._place(kind, node)
        found = [(name, scope) for place, name, scope in self._offers() if place == wanted]
        if not found:
            raise EngineFault(f"máy không mở {'/'.join(wanted[1])}/{wanted[2]}")
        around, items = self.model.facts.activation[node.scope], self._items(node)
        exact = [n for n, scope in found if scope == around and self._has(n, items)]
        return (exact or [name for name, _scope in found])[0]

    def _items(self, node: NetNode) -> dict[str, int]:
        """Return the loop elements around a node: lists are given as their positions."""
        found: dict[str, int] = {}
        at, inside = node, True
        while inside:
            if at.copy >= 0 and at.loop is not None:
                found.setdefault(at.loop.variable, at.copy)
            scope = self.net.scopes[at.scope]
            inside = scope.owner >= 0 and (at is node or self.net.scopes[at.inner].kind != "call")
            at = self.net.nodes[scope.owner]
        return found

    def _has(self, name: str, items: Mapping[str, int]) -> bool:
        element = viewpoint(self.workflow.find(name)).element
        return all(element.get(variable, number) == number for variable, number in items.items())

    def _place(self, kind: str, node: NetNode) -> Place:
        return kind, node.path, node.listens_at or node.id

    def _offers(self) -> list[tuple[Place, str, int]]:
        """Return what the engine offers: place, its id, the net's scope of its activation."""
        assert self.now is not None  # noqa: S101 asked after the start only
        paths = {a.id: self.net.scopes[self.host.scopes[a.id]].path for a in self.now.activations}
        found: list[tuple[Place, str, int]] = []
        for task in self.now.open_tasks:
            at = task.activation.id
            place = ("task", paths[at], task.element.id)
            found.append((place, task.id, self.host.scopes[at]))
        for timer in self.now.timers:
            place = ("timer", paths[timer.activation_id], timer.element_id)
            found.append((place, timer.id, self.host.scopes[timer.activation_id]))
        for wait in self.now.waits:
            place = ("message", paths[wait.activation_id], wait.element_id)
            found.append((place, wait.id, self.host.scopes[wait.activation_id]))
        return found

    def view(self) -> Counter[Place]:
        """Return what the engine offers now."""
        return Counter(place for place, _name, _scope in self._offers())

    def expected(self, marking: int) -> Counter[Place]:
        """Return what a marking of the net offers."""
        found: Counter[Place] = Counter()
        for index in dict.fromkeys(self.net.at(marking)):
            node = self.net.nodes[index]
            if node.kind is Kind.PERSON and marking & node.bit:
                found[self._place("task", node)] += 1
            heard = node.event.kind if node.event is not None else ""
            listens = node.kind is Kind.CATCH or marking & node.armed
            if heard in ("message", "timer") and listens:
                found[self._place(heard, node)] += 1
            for guard in node.guards if marking & node.bit else ():
                boundary = self.net.nodes[guard]
                event = boundary.event.kind if boundary.event is not None else ""
                if boundary.interrupting and event in ("message", "timer"):
                    found[self._place(event, boundary)] += 1
        return found

    def difference(self, graph: Graph, state: int) -> str:
        """Return how the engine's state differs from the net's, or an empty text."""
        assert self.now is not None  # noqa: S101
        marking = graph.markings[state]
        if self.now.finished != (marking == 0):
            return "một bên đã kết thúc, bên kia chưa"
        seen, wanted = self.view(), self.expected(marking)
        if seen == wanted:
            return ""
        only = [f"máy: {_told(place)}" for place in (seen - wanted)]
        only += [f"bộ kiểm tra: {_told(place)}" for place in (wanted - seen)]
        return "; ".join(only)


def replay(program: Program, model: Model, graph: Graph, path: Sequence[Edge]) -> Replay:
    """Let the engine walk a path; the last step of a fault may be one that it refuses."""
    player = Replayer(program, model)
    for number, edge in enumerate(path):
        last = number == len(path) - 1
        try:
            player.step(graph, edge)
            found = player.difference(graph, edge.target) if edge.target >= 0 else ""
        except EngineFault as fault:
            # The engine stops in words where the net says that nothing can go on, and where a
            # called process throws what its caller would catch.
            stuck = last and (edge.target < 0 or not graph.edges[edge.target])
            found = "" if stuck else fault.message
        except (ChuTruongError, LookupError, TypeError, ValueError) as error:
            found = f"{type(error).__name__}: {error}"
        if found:
            return Replay(False, f"bước {number + 1}: {found}")
    return Replay(True)


def is_playable(graph: Graph, path: Sequence[Edge]) -> bool:
    """Tell whether the engine can be given what a path chose: each fact once a step."""
    for edge in path:
        choices = graph.passages[edge.passage].choices
        given = [choice.variable for choice in choices if choice.node < 0]
        if any(choice.variable < 0 for choice in choices) or len(set(given)) < len(given):
            return False
    return True


def _told(place: Place) -> str:
    kind, path, name = place
    return f"{kind} {'/'.join((*path, name))}"
