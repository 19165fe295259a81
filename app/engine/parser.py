"""Drawings → executable specifications, through the library's parser with our own node parsers.

The library parses by following flows recursively, refuses what it does not expect in English, and
reads its own extensions. Here every node of a scope is made once, in file order, then connected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from app.engine.drawing import Drawing, Node
from app.engine.graph import ways_to
from app.engine.specs import (
    Exit,
    HandTask,
    MessageReceiver,
    MessageSender,
    PersonTask,
    PlainTask,
    RuleTask,
    TopicTask,
)
from app.engine.specs_events import Begin, Boundary, Catch, End, Throw
from app.engine.specs_gateways import Choice, Crossroads, Fork, Some
from app.engine.specs_scopes import Call, Embedded, Handler

SPECS: Mapping[str, Any] = {
    "task": PlainTask,
    "userTask": PersonTask,
    "manualTask": HandTask,
    "serviceTask": TopicTask,
    "businessRuleTask": RuleTask,
    "sendTask": MessageSender,
    "receiveTask": MessageReceiver,
    "callActivity": Call,
    "subProcess": Embedded,
    "startEvent": Begin,
    "endEvent": End,
    "intermediateThrowEvent": Throw,
    "intermediateCatchEvent": Catch,
    "boundaryEvent": Boundary,
    "exclusiveGateway": Choice,
    "parallelGateway": Fork,
    "inclusiveGateway": Some,
    "eventBasedGateway": Crossroads,
}


class ScopeSpec(BpmnProcessSpec):
    """The specification of one scope; names are the BPMN ids, whatever they are.

    The library reserves the names `Start` and `End` and adds a join of all ends. Scopes end when
    their last token is gone, so those are taken out again.
    """

    def __init__(self, name: str, process_id: str) -> None:
        super().__init__(name=name)
        self.task_specs.clear()
        self.process_id = process_id
        self.handlers: tuple[Any, ...] = ()
        self.inclusive_joins: tuple[Any, ...] = ()
        self.plain_start: Any = None
        self.message_starts: dict[str, Any] = {}


class NodeParser(TaskParser):
    """Makes the spec of one node; references to data, documentation and lanes stay unread."""

    @property
    def bpmn_attributes(self) -> dict[str, Any]:
        """The attributes the library's specs are made with."""
        return {"bpmn_name": self.node.name}

    def __init__(self, process_parser: Any, spec_class: Any, node: Node) -> None:
        self.process_parser = process_parser
        self.spec = process_parser.spec
        self.spec_class = spec_class
        self.node = node

    @property
    def bpmn_id(self) -> str:
        """The id of the node, which is the name of its spec."""
        return self.node.id

    def create_task(self) -> Any:
        """Make the spec; nodes with an inside get the name of its spec."""
        attributes = {**self.bpmn_attributes, **self.spec_class.made_with}
        if self.node.tag == "callActivity":
            attributes["subworkflow_spec"] = self.node.called
        elif self.node.tag == "subProcess":
            attributes["subworkflow_spec"] = self.process_parser.inner_name(self.node.id)
        return self.spec_class(self.spec, self.bpmn_id, **attributes)

    def parse_node(self) -> Any:
        """Make the spec and give it what is drawn."""
        spec = self.create_task()
        spec.drawn = self.node
        spec.element = self.node.element
        spec.process_id = self.process_parser.drawing.process_id
        spec.label = label_of(self.node)
        spec.awaits = self.node.event
        spec.listens_at = self.node.id
        return spec


class ScopeParser(ProcessParser):
    """Makes the specification of one scope of a drawing."""

    def __init__(self, parser: DiagramParser, drawing: Drawing, scope_id: str) -> None:
        self.parser = parser
        self.drawing = drawing
        self.scope_id = scope_id
        self.spec = ScopeSpec(self.inner_name(scope_id), drawing.process_id)

    def inner_name(self, scope_id: str) -> str:
        """Name the spec of a scope: the process id, or process and sub-process id."""
        return f"{self.drawing.process_id}/{scope_id}" if scope_id else self.drawing.process_id

    def _parse(self) -> None:
        members = self.drawing.members[self.scope_id]
        for node in members:
            self.parse_node(node)
        for node in members:
            self._connect(node)
        self._note_starts()
        self.spec.handlers = tuple(
            self._handler(node) for node in members if node.tag == "subProcess" and node.triggered
        )
        self.spec.inclusive_joins = tuple(
            self._join(node)
            for node in members
            if node.tag == "inclusiveGateway" and len(self.drawing.incoming[node.id]) > 1
        )

    def parse_node(self, node: Node) -> Any:
        """Make the spec of a node with the parser and class of its tag."""
        tag = "eventSubProcess" if node.triggered else node.tag
        node_parser, spec_class = self.parser._get_parser_class(full_tag(tag))
        return node_parser(self, spec_class, node).parse_node()

    def _connect(self, node: Node) -> None:
        specs = self.spec.task_specs
        spec = specs[node.id]
        flows = self.drawing.outgoing[node.id]
        exits = [Exit(flow.id, flow.target, flow.condition) for flow in flows]
        if node.event_kind == "link" and node.tag == "intermediateThrowEvent":
            caught = self.drawing.links[(node.scope_id, node.events[0].name)]
            exits = [Exit("", caught[0].id, None)]
        for way in exits:
            spec.connect(specs[way.target])
        spec.exits = tuple(exits)
        spec.entries = tuple(flow.id for flow in self.drawing.incoming[node.id])
        spec.guards = tuple(b.id for b in self.drawing.boundaries.get(node.id, ()))

    def _note_starts(self) -> None:
        for node in self.drawing.starts(self.scope_id):
            start = self.spec.task_specs[node.id]
            if node.event_kind == "message":
                self.spec.message_starts[node.events[0].name] = start
            if not node.event_kind or self.scope_id:
                self.spec.plain_start = start

    def _join(self, node: Node) -> Any:
        join = self.spec.task_specs[node.id]
        incoming = self.drawing.incoming[node.id]
        join.reach = {flow.id: ways_to(self.drawing, flow) for flow in incoming}
        return join

    def _handler(self, node: Node) -> Any:
        handler = self.spec.task_specs[node.id]
        start = self.drawing.starts(node.id)[0]
        handler.interrupts = start.interrupting
        handler.awaits = start.event
        handler.listens_at = start.id
        return handler


class DiagramParser(BpmnParser):
    """The library's parser with our classes; anything else has no parser at all."""

    PARSER_CLASSES: Mapping[str, Any] = {
        **{full_tag(tag): (NodeParser, spec) for tag, spec in SPECS.items()},
        full_tag("eventSubProcess"): (NodeParser, Handler),
    }

    def add_drawing(self, drawing: Drawing) -> None:
        """Make parsers for the process and every sub-process drawn in it."""
        for scope_id in drawing.members:
            scope = ScopeParser(self, drawing, scope_id)
            self.process_parsers[scope.spec.name] = scope

    def specs(self) -> dict[str, ScopeSpec]:
        """Parse everything added and return the specs by name."""
        for scope in self.process_parsers.values():
            scope._parse()
        return {name: scope.spec for name, scope in self.process_parsers.items()}


def label_of(node: Node) -> str:
    """Name a node for a reader: its label and id."""
    return f"«{node.name}» ({node.id})" if node.name else node.id
