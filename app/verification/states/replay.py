"""The real engine walks a path of the net: what it offers must be the same after every step.

Before a counterexample is shown, it has happened once. The host gives the engine the very values
that the net chose; what the net does not follow gets a neutral value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.diagrams import Element
from app.domain.execution import ROOT, Activation, Advance
from app.domain.facts import CONTEXTS
from app.engine import Program
from app.engine.net import Kind, NetNode
from app.engine.stepping import complete_in, deliver_in, fire_one_in, start_in
from app.engine.workflow import Workflow
from app.errors import ChuTruongError, EngineFault
from app.feel import names_of
from app.verification.states.bound import shown
from app.verification.states.facts import GIVEN, Key
from app.verification.states.graph import Choice, Edge, Graph, MoveKind
from app.verification.states.model import Model

Place = tuple[str, tuple[str, ...], str]
_BEGINNING = datetime(2026, 1, 5, 2, tzinfo=UTC)
_LATER = "2030-01-07T17:00:00+07:00"


@dataclass(frozen=True)
class Replay:
    """Whether the engine went the same way; `difference` says where it did not."""

    confirmed: bool
    difference: str = ""


class ReplayHost:
    """The engine's host over the facts that the net chose."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.net = model.net
        self.facts: dict[Key, Any] = {}
        self.moment = _BEGINNING
        self.queue: list[Choice] = []
        self.scopes: dict[str, int] = {ROOT: 0}
        self._timed = _names_in_timers(model)

    # --- what the engine asks

    def now(self) -> datetime:
        """Return the present moment."""
        return self.moment

    def fact(self, activation: Activation, name: str) -> Any:
        """Return a fact as the net chose it, or a neutral value."""
        if name in CONTEXTS:
            return self._context(name)
        key = self.model.facts.plain(name, self.scopes[activation.id])
        if key in self.facts:
            return self.facts[key]
        if key in self.model.binder.fixed:
            return shown(self.model.binder.fixed[key])
        return _LATER if name in self._timed and key not in self.model.variables.index else None

    def _context(self, name: str) -> Mapping[str, Any]:
        tree: dict[str, Any] = {}
        neutral = 5 if name == "profile" else _LATER
        timed = {path: neutral for path in self._timed if path.startswith(f"{name}.")}
        chosen = {str(k[1]): v for k, v in self.facts.items() if k[0] == GIVEN}
        for path, value in {**timed, **chosen}.items():
            *folders, last = path.split(".")[1:]
            at = tree
            for folder in folders:
                at = at.setdefault(folder, {})
            at[last] = value
        return tree

    def perform(self, activation: Activation, element: Element) -> None:
        """Write what the net chose as results."""
        self._take(activation, element)

    def decide(self, activation: Activation, element: Element) -> None:
        """Write what the net chose as the table's results."""
        self._take(activation, element)

    def _take(self, activation: Activation, element: Element) -> None:
        scope = self.scopes[activation.id]
        facts = self.model.facts
        while self.queue:
            node = self.net.nodes[self.queue[0].node]
            if node.id != element.id or facts.activation[node.scope] != scope:
                break
            self.write(self.queue.pop(0))
        opened = (n for n in self.net.nodes if n.index in self.model.opens_pass)
        if any(n.id == element.id and facts.activation[n.scope] == scope for n in opened):
            self.facts = {key: v for key, v in self.facts.items() if key[0] != "pass"}

    def write(self, choice: Choice) -> None:
        """Write one value that the net chose."""
        self.facts[self.model.variables.keys[choice.variable]] = shown(choice.value)

    def opened(self, activation: Activation, inputs: Mapping[str, Any]) -> None:
        """Note a new activation: the first call of this element that is not open yet."""
        around = self.scopes[activation.parent_id or ROOT]
        for scope in self.net.scopes:
            owner = self.net.nodes[scope.owner] if scope.owner >= 0 else None
            if scope.kind != "call" or owner is None or owner.id != activation.call_element_id:
                continue
            is_free = scope.index not in self.scopes.values()
            if is_free and self.model.facts.activation[owner.scope] == around:
                self._open(activation, scope.index, inputs)
                return
        raise EngineFault(f"nhiều hơn hai bản của {activation.call_element_id}")

    def _open(self, activation: Activation, scope: int, inputs: Mapping[str, Any]) -> None:
        self.scopes[activation.id] = scope
        self.facts = {key: v for key, v in self.facts.items() if key[0] != scope}
        self.facts.update({(scope, name): value for name, value in inputs.items()})
        owner = self.net.scopes[scope].owner
        while self.queue and self.queue[0].node == owner and self.queue[0].variable >= 0:
            self.write(self.queue.pop(0))

    def closed(self, activation: Activation, outcome: str, outputs: Mapping[str, str]) -> None:
        """Write the outputs of a call where its caller sees them."""
        values = {
            target: outcome if source == "outcome" else self.fact(activation, source)
            for source, target in outputs.items()
        }
        inner = self.scopes.pop(activation.id)
        outer = self.net.nodes[self.net.scopes[inner].owner].scope
        for target, value in values.items():
            self.facts[self.model.facts.written(target, outer)] = value

    def working_days(self, count: int, start: str | None) -> str | None:
        """Return a moment so many days later: which days are free decides nothing here."""
        begin = datetime.fromisoformat(start) if start else self.moment
        begin = begin if begin.tzinfo else begin.replace(tzinfo=UTC)
        return (begin + timedelta(days=count)).isoformat()


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
        choices = list(graph.passages[edge.passage].choices)
        for choice in choices:
            if choice.node < 0:
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
        """Return the engine's id of what waits at a node; of copies, the one of its call."""
        wanted = self._place(kind, node)
        found = [(name, scope) for place, name, scope in self._offers() if place == wanted]
        if not found:
            raise EngineFault(f"máy không mở {'/'.join(wanted[1])}/{wanted[2]}")
        around = self.model.facts.activation[node.scope]
        exact = [name for name, scope in found if scope == around]
        return (exact or [name for name, _scope in found])[0]

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
        for index in self.net.at(marking):
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


def _told(place: Place) -> str:
    kind, path, name = place
    return f"{kind} {'/'.join((*path, name))}"


def _names_in_timers(model: Model) -> frozenset[str]:
    """Return the names and dotted paths that timers read."""
    found: set[str] = set()
    for node in model.net.nodes:
        texts = [node.event.text] if node.event is not None and node.event.text else []
        texts += [entry.expression for entry in node.element.extensions.inputs]
        for text in texts:
            expression = names_of(text)
            found |= expression.names | expression.paths
    return frozenset(found)
