"""A path told to people: who does what with which choice, what lights up on the diagram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.net import Kind, NetNode
from app.organisation.roles import LABELS
from app.verification.states.answers import spoken_value
from app.verification.states.graph import Choice, Edge, EventKind, Graph, MoveKind
from app.verification.states.model import Model

At = tuple[str, str]
"""Process id and element id."""


@dataclass(frozen=True)
class RouteStep:
    """One step of people or time, with all that follows by itself.

    `calls` are the labels of the calls around, outermost first, `around` their places; `elements`
    and `flows` stand in the order they were passed; `tokens` say where the case waits afterwards.
    """

    kind: str
    who: str
    what: str
    said: tuple[str, ...]
    results: tuple[str, ...]
    assumed: tuple[str, ...]
    calls: tuple[str, ...]
    around: tuple[At, ...]
    at: At
    elements: tuple[At, ...]
    flows: tuple[str, ...]
    tokens: tuple[At, ...]

    @property
    def sentence(self) -> str:
        """The step in one line."""
        head = {
            MoveKind.START: f"Bắt đầu: “{self.what}”",
            MoveKind.MESSAGE: f"Nhận thông điệp: “{self.what}”",
            MoveKind.TIMER: f"Đến hạn: “{self.what}”",
        }.get(MoveKind(self.kind), f"{self.who or 'Người làm'}: “{self.what}”")
        inside = f" (trong {' › '.join(self.calls)})" if self.calls else ""
        said = f" – {'; '.join(self.said)}" if self.said else ""
        results = f" [{'; '.join(self.results)}]" if self.results else ""
        assumed = f" [giả sử {'; '.join(self.assumed)}]" if self.assumed else ""
        return f"{head}{inside}{said}{results}{assumed}"


def route(graph: Graph, model: Model, path: Sequence[Edge]) -> tuple[RouteStep, ...]:
    """Return the steps of a path, ready to be shown and played."""
    return tuple(_step(graph, model, edge) for edge in path)


def _step(graph: Graph, model: Model, edge: Edge) -> RouteStep:
    node = graph.net.nodes[edge.move.node]
    passage = graph.passages[edge.passage]
    host = graph.net.nodes[node.host] if node.host >= 0 else node
    done = [e for e in graph.words[passage.word] if e.kind is EventKind.DONE]
    marking = graph.markings[edge.target] if edge.target >= 0 else 0
    return RouteStep(
        kind=edge.move.kind.value,
        who=_who(node),
        what=node.label if node.label != node.id or host is node else host.label,
        said=_said(model, edge),
        results=tuple(_result(graph, model, c) for c in passage.choices if c.variable >= 0),
        assumed=tuple(choice.text for choice in passage.choices if choice.variable < 0),
        calls=tuple(call.label for call in _calls(graph, node)),
        around=tuple(at_of(call) for call in _calls(graph, node)),
        at=at_of(node),
        elements=tuple(at_of(graph.net.nodes[event.node]) for event in done),
        flows=passage.flows,
        tokens=_tokens(graph, marking),
    )


def at_of(node: NetNode) -> At:
    """Return where a node of the net is drawn."""
    return node.process_id, node.id


def _who(node: NetNode) -> str:
    groups = node.element.extensions.candidate_groups
    named = [LABELS[group] for group in groups if group in LABELS]
    return (
        ", ".join(label.format(body="").strip().rstrip(",") for label in named) or node.element.lane
    )


def _said(model: Model, edge: Edge) -> tuple[str, ...]:
    form = model.forms.get(edge.move.node)
    if form is None or edge.move.kind is not MoveKind.COMPLETE:
        return ()
    return tuple(form.told(number, value) for number, value in edge.move.answers)


def _result(graph: Graph, model: Model, choice: Choice) -> str:
    if choice.variable in model.clocks.marks:
        return model.clocks.told(choice.variable, choice.value)
    name, value = graph.variables[choice.variable], spoken_value(choice.value)
    if choice.node < 0:
        return f"{name} = {value}"
    return f"{graph.net.nodes[choice.node].label}: {name} = {value}"


def _calls(graph: Graph, node: NetNode) -> tuple[NetNode, ...]:
    found: list[NetNode] = []
    scope = graph.net.scopes[node.scope]
    while scope.owner >= 0:
        owner = graph.net.nodes[scope.owner]
        if scope.kind == "call":
            found.append(owner)
        scope = graph.net.scopes[scope.parent]
    return tuple(reversed(found))


def _tokens(graph: Graph, marking: int) -> tuple[At, ...]:
    nodes = [graph.net.nodes[index] for index in graph.net.at(marking)]
    resting = [n for n in nodes if not n.copies and n.kind is not Kind.BOUNDARY]
    return tuple(dict.fromkeys(at_of(node) for node in resting))
