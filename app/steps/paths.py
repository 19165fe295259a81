"""The way a case took through its diagrams, read back from the record of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.audit import EventKind, RecordedEvent
from app.domain.cases import TaskRow
from app.domain.diagrams import DiagramMarks, Mark
from app.domain.execution import ROOT, StepKind
from app.store.instances import ActivationRow


@dataclass
class Trail:
    """What happened in one activation of one process, in order."""

    process_id: str
    activation_id: str
    elements: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)


def trails(
    process_id: str,
    events: Iterable[RecordedEvent],
    activations: Sequence[ActivationRow],
    open_tasks: Iterable[TaskRow],
) -> Mapping[str, Trail]:
    """Return the latest trail of each process of an instance, the instance's own first."""
    found = {ROOT: Trail(process_id, ROOT)}
    for row in activations:
        found[row.id] = Trail(row.process_id, row.id)
    for event in events:
        if event.event.kind is EventKind.STEP_TAKEN:
            _walk(found, event.event.payload.get("passed", ()))
    _mark_now(found, activations, open_tasks)
    # A later activation of the same process hides the earlier: the page shows the present round.
    return {trail.process_id: trail for trail in found.values()}


def _walk(found: Mapping[str, Trail], passed: Iterable[Sequence[str]]) -> None:
    for element_id, _, activation_id, kind, flow_id in passed:
        trail = found.get(activation_id)
        if trail is None or kind == StepKind.CANCELLED.value:
            continue
        trail.elements.append(element_id)
        if flow_id:
            trail.flows.append(flow_id)


def _mark_now(
    found: Mapping[str, Trail], activations: Sequence[ActivationRow], open_tasks: Iterable[TaskRow]
) -> None:
    callers = {row.id: row for row in activations}
    for task in open_tasks:
        element_id, activation_id = task.element_id, task.activation_id
        while activation_id in found:
            trail = found[activation_id]
            if element_id not in trail.now:
                trail.now.append(element_id)
            caller = callers.get(activation_id)
            if caller is None:
                break
            element_id, activation_id = caller.call_element_id, caller.parent_id or ROOT


def marks_of(trail: Trail, title: str) -> DiagramMarks:
    """Return the marks of a trail: done with order numbers, now, everything else to do."""
    states = {element: Mark.DONE for element in (*trail.elements, *trail.flows)}
    states.update(dict.fromkeys(trail.now, Mark.NOW))
    order = {element: number for number, element in enumerate(dict.fromkeys(trail.elements), 1)}
    return DiagramMarks(states=states, order=order, title=title)
