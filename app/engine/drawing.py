"""The shape of one process as drawn: nodes, flows, events and loops as plain data.

Gates and the compiler read this and never the XML. Reading itself stands in `drawing_reader.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.diagrams import Element

ACTIVITIES = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
    }
)
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"}
)
SCOPES = frozenset({"callActivity", "subProcess"})
# The property of what waits for a message: FEEL that says when the message is heard.
ACCEPT_IF = "acceptIf"
PERSON_TASKS = frozenset({"task", "userTask", "manualTask"})


@dataclass(frozen=True)
class EventPart:
    """One event definition: what is thrown or waited for.

    `name` is the message, signal or link name, `code` the error or escalation code, `clock` one of
    `timeDate`, `timeDuration`, `timeCycle`, `text` the timer's or condition's expression. `accept`
    is FEEL that must hold for a message to be heard (`acceptIf`), "" where it always is.
    `missing` names a reference that leads nowhere.
    """

    kind: str
    name: str = ""
    code: str = ""
    clock: str = ""
    text: str = ""
    missing: str = ""
    accept: str = ""


@dataclass(frozen=True)
class LoopPart:
    """Multi-instance or standard loop characteristics of an activity."""

    standard: bool = False
    sequential: bool = False
    collection: str = ""
    variable: str = ""
    cardinality: str = ""
    completion: str = ""
    condition: str = ""
    maximum: str = ""
    test_before: bool = False
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True)
class Node:
    """One flow node as drawn; `scope_id` is the sub-process around it or ``""``."""

    id: str
    tag: str
    element: Element
    scope_id: str = ""
    name: str = ""
    events: tuple[EventPart, ...] = ()
    interrupting: bool = True
    attached_to: str = ""
    default: str = ""
    called: str = ""
    triggered: bool = False
    loop: LoopPart | None = None
    flow_order: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()

    @property
    def event(self) -> EventPart | None:
        """The event definition, or None for a plain node."""
        return self.events[0] if self.events else None

    @property
    def event_kind(self) -> str:
        """The kind of the event definition (`timer`, `message`, …) or ``""``."""
        return self.events[0].kind if self.events else ""

    @property
    def is_activity(self) -> bool:
        """Whether this is a task, sub-process or call activity."""
        return self.tag in ACTIVITIES and not self.triggered


@dataclass(frozen=True)
class Flow:
    """One sequence flow; `condition` is None where none is drawn."""

    id: str
    source: str
    target: str
    scope_id: str = ""
    name: str = ""
    condition: str | None = None
    language: str = ""


@dataclass(frozen=True)
class Oddity:
    """A part of the file that the engine cannot place: what it is and which element it is in."""

    rule: str
    element_id: str
    tag: str
    detail: str = ""


@dataclass(frozen=True)
class Drawing:
    """One process as drawn; nodes of embedded sub-processes stand in the same mapping."""

    process_id: str
    name: str
    executable: bool
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    oddities: tuple[Oddity, ...] = ()
    found: bool = True
    parts: tuple[str, ...] = field(default=())

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows leaving each node, in the order of its `bpmn:outgoing` children."""
        table: dict[str, list[Flow]] = {node_id: [] for node_id in self.nodes}
        for flow in self.flows:
            table.setdefault(flow.source, []).append(flow)
        return {key: _in_order(flows, self.nodes.get(key)) for key, flows in table.items()}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows reaching each node, in file order."""
        table: dict[str, list[Flow]] = {node_id: [] for node_id in self.nodes}
        for flow in self.flows:
            table.setdefault(flow.target, []).append(flow)
        return {key: tuple(flows) for key, flows in table.items()}

    @cached_property
    def members(self) -> Mapping[str, tuple[Node, ...]]:
        """Nodes of each scope in file order; the process itself is ``""``."""
        table: dict[str, list[Node]] = {"": []}
        for node in self.nodes.values():
            table.setdefault(node.scope_id, []).append(node)
            if node.tag == "subProcess":
                table.setdefault(node.id, [])
        return {key: tuple(nodes) for key, nodes in table.items()}

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Node, ...]]:
        """Boundary events of each activity, in file order."""
        table: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            if node.tag == "boundaryEvent":
                table.setdefault(node.attached_to, []).append(node)
        return {key: tuple(nodes) for key, nodes in table.items()}

    @cached_property
    def links(self) -> Mapping[tuple[str, str], tuple[Node, ...]]:
        """Link catch events by (scope, link name)."""
        table: dict[tuple[str, str], list[Node]] = {}
        for node in self.tagged("intermediateCatchEvent"):
            if node.event_kind == "link" and node.event:
                table.setdefault((node.scope_id, node.event.name), []).append(node)
        return {key: tuple(nodes) for key, nodes in table.items()}

    def tagged(self, *tags: str) -> Iterable[Node]:
        """Return the nodes with one of the BPMN local names `tags`, in file order."""
        return (node for node in self.nodes.values() if node.tag in tags)

    def starts(self, scope_id: str = "") -> tuple[Node, ...]:
        """Return the start events of a scope in file order."""
        return tuple(n for n in self.members[scope_id] if n.tag == "startEvent")


def _in_order(flows: list[Flow], node: Node | None) -> tuple[Flow, ...]:
    order = {flow_id: place for place, flow_id in enumerate(node.flow_order if node else ())}
    return tuple(sorted(flows, key=lambda flow: order.get(flow.id, len(order))))
