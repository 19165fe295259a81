"""A BPMN diagram read as a document: elements, extensions and findings about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs at publication."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing about a diagram, form or table: which element, what is wrong, what to do.

    `path` are the sentences of the shortest way that shows it, where one was found.
    """

    rule: str
    severity: Severity
    message: str
    repair: str
    element_id: str = ""
    element_name: str = ""
    element_type: str = ""
    consequence: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class InputMapping:
    """`camunda:in` of a call activity: a FEEL expression written to a fact of the callee."""

    expression: str
    target: str


@dataclass(frozen=True)
class OutputMapping:
    """`camunda:out` of a call activity: a fact of the callee written to a fact of the caller."""

    source: str
    target: str


@dataclass(frozen=True)
class Extensions:
    """What the Camunda 7 namespace says about one element."""

    form_ref: str = ""
    assignee: str = ""
    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    due_date: str = ""
    follow_up_date: str = ""
    priority: str = ""
    service_type: str = ""
    topic: str = ""
    decision_ref: str = ""
    collection: str = ""
    element_variable: str = ""
    inputs: tuple[InputMapping, ...] = ()
    outputs: tuple[OutputMapping, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Element:
    """One flow node or sequence flow of a process, as drawn.

    `tag` is the BPMN local name (`userTask`), `event` the event definition's kind (`timer`,
    `message`, …; `multiple` for several) or ``""``, `scope_id` the embedded sub-process it stands
    in or ``""``. `default_flow` is the id of the default sequence flow, `event_code` the code of an
    error or escalation, `timer_kind` one of `timeDate`, `timeDuration`, `timeCycle`, `loop` one of
    `parallel`, `sequential`, `standard` or ``""``; `by_event` marks an event sub-process.
    """

    id: str
    tag: str
    process_id: str
    name: str = ""
    documentation: str = ""
    lane: str = ""
    event: str = ""
    message_name: str = ""
    scope_id: str = ""
    attached_to: str = ""
    source: str = ""
    target: str = ""
    condition: str = ""
    called_process: str = ""
    extensions: Extensions = field(default_factory=Extensions)
    lane_id: str = ""
    default_flow: str = ""
    interrupting: bool = True
    event_code: str = ""
    timer_kind: str = ""
    timer: str = ""
    loop: str = ""
    by_event: bool = False

    @property
    def clauses(self) -> tuple[str, ...]:
        """Clause ids cited by the element's `clause` property."""
        text = self.extensions.properties.get("clause", "")
        return tuple(part.strip() for part in text.split(",") if part.strip())


@dataclass(frozen=True)
class Definition:
    """One process of one file, read; `tree` is the lxml root (`definitions`) it came from.

    The tree is shared and must never be changed by a reader of it. `start_messages` maps a message
    name to the id of the top-level start event that it triggers.
    """

    process_id: str
    name: str
    tree: Any
    elements: Mapping[str, Element]
    start_messages: Mapping[str, str] = field(default_factory=dict)
    executable: bool = True
    documentation: str = ""
    extensions: Extensions = field(default_factory=Extensions)

    def calls(self) -> tuple[str, ...]:
        """Process ids this one calls, in drawing order, each once."""
        called = (e.called_process for e in self.elements.values() if e.called_process)
        return tuple(dict.fromkeys(called))


@dataclass(frozen=True)
class Participant:
    """A pool of the collaboration; `process_id` is ``""`` for a pool drawn empty."""

    id: str
    name: str
    process_id: str = ""


@dataclass(frozen=True)
class Diagram:
    """One file, read: its processes in file order, its pools and what the reader noticed.

    An error among `findings` does not keep the diagram from being drawn, only from being run.
    Every sequence flow of `tree` has an id and every event carries its event definition itself:
    the reader writes what BPMN 2.0 lets a file leave out or say by reference.
    """

    tree: Any
    definitions: Mapping[str, Definition]
    main_id: str
    participants: tuple[Participant, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def main(self) -> Definition:
        """The first executable process, or the first process where none is executable."""
        return self.definitions[self.main_id]


class Mark(StrEnum):
    """What a case's path, or a comparison, says about one element: the picture's classes."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    WRONG = "wrong"
    LEFT_OUT = "left-out"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class DiagramMarks:
    """What to show on a picture: states of nodes and flows, order numbers, the picture's title.

    Where any state is given, everything else counts as not reached. `heat` is from 1 (little) to 4,
    `notes` are a few letters at an activity: how often, how long.
    """

    states: Mapping[str, Mark] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    heat: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
