"""The runs of a case as an auditor sees them: diagrams with marks, times, tokens that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.diagrams.path import describe_path
from app.diagrams.picture import draw
from app.domain.audit import RecordedEvent
from app.domain.cases import CaseRow, InstanceRow, TaskRow, TaskState
from app.domain.clock import LOCAL, local_day
from app.domain.diagrams import DiagramMarks, Mark
from app.domain.execution import ROOT
from app.domain.incidents import Incident
from app.domain.views.inspection import Run, RunDiagram, StepTime
from app.steps.catalogue import Catalogue
from app.steps.course import (
    Course,
    Place,
    Times,
    courses,
    days_of,
    marks_of,
    processes_of,
    times_of,
)
from app.steps.summaries import people_of
from app.steps.work import Work
from app.store import audit_log, incidents, instances, messages, timers
from app.store.instances import ActivationRow


@dataclass(frozen=True)
class RunRows:
    """What the tables know of one run, read once."""

    instance: InstanceRow
    activations: Sequence[ActivationRow]
    tasks: Sequence[TaskRow]
    events: Sequence[RecordedEvent]
    stuck: Sequence[Incident] = ()


def run_rows(
    work: Work, case: CaseRow, tasks: Iterable[TaskRow], events: Sequence[RecordedEvent]
) -> list[RunRows]:
    """Return the rows of every run of a case, the first started first."""
    rows = instances.of_case(work.tx, case.id)
    opened = instances.activations_of(work.tx, [row.id for row in rows])
    all_tasks = list(tasks)
    failed = incidents.live_of_instances(work.tx, [row.id for row in rows])
    return [
        RunRows(
            row,
            opened.get(row.id, ()),
            [task for task in all_tasks if task.instance_id == row.id],
            [one for one in events if one.chain_id == audit_log.chain_of(row.id)],
            [one for one in failed if one.instance_id == row.id],
        )
        for row in rows
    ]


def run_of(work: Work, case: CaseRow, rows: RunRows) -> Run:
    """Return one run with its pictures."""
    row, today = rows.instance, local_day(work.now)
    calendar, catalogue = work.world.calendar(case.profile), work.catalogue(row.release_id)
    times = times_of(row.process_id, rows.tasks, rows.activations, calendar, today)
    here = [(t.process_id, t.element_id) for t in rows.tasks if t.state is TaskState.OPEN]
    tokens, waits = ([], []) if row.ended_at else _waits(work, rows, catalogue)
    found = courses(row.process_id, rows.events, rows.activations, [*here, *tokens])
    definitions = catalogue.definitions
    return Run(
        id=row.id,
        name=definitions[row.process_id].name or row.process_id,
        release_id=row.release_id,
        running=row.ended_at is None,
        suspended=row.status == "suspended",
        started_at=row.started_at,
        ended_at=row.ended_at,
        outcome=outcome_of(catalogue, row),
        days=days_of(calendar, row.started_at, row.ended_at, today),
        waits=(*_people(work, rows), *waits),
        stuck=tuple(rows.stuck),
        diagrams=tuple(
            _diagram(catalogue, course, times, rows.stuck)
            for course in found.values()
            if course.process_id in definitions
        ),
    )


def outcome_of(catalogue: Catalogue, row: InstanceRow) -> str:
    """Return the name of the end that a run came to, or nothing."""
    element = catalogue.definitions[row.process_id].elements.get(row.outcome)
    return (element.name or element.id) if element else ""


def _people(work: Work, rows: RunRows) -> Iterable[str]:
    for task in rows.tasks:
        if task.state is TaskState.OPEN:
            yield f"“{task.name}”: {people_of(work.world.organisation, task)}"


def _waits(work: Work, rows: RunRows, catalogue: Catalogue) -> tuple[list[Place], list[str]]:
    """Return where messages and timers are waited for, and the same in words."""
    row = rows.instance
    within = processes_of(row.process_id, rows.activations)
    tokens, said = [], []
    for wait in messages.waits_of_instance(work.tx, row.id):
        place = (within.get(wait.activation_id, row.process_id), wait.element_id)
        tokens += _standing(catalogue, place)
        said.append(f"tin “{_name(catalogue, place)}”")
    for timer in timers.of_instance(work.tx, row.id):
        place = (within.get(timer.activation_id, row.process_id), timer.element_id)
        tokens += _standing(catalogue, place)
        at = f"{timer.due_at.astimezone(LOCAL):%H:%M, %d/%m/%Y}"
        said.append(f"mốc “{_name(catalogue, place)}” lúc {at}")
    return tokens, said


def _standing(catalogue: Catalogue, place: Place) -> list[Place]:
    """Return the place if a token stands there: at a boundary event it stands in the activity."""
    process_id, element_id = place
    definition = catalogue.definitions.get(process_id)
    element = definition.elements.get(element_id) if definition else None
    return [place] if element and element.tag == "intermediateCatchEvent" else []


def _name(catalogue: Catalogue, place: Place) -> str:
    definition = catalogue.definitions.get(place[0])
    element = definition.elements.get(place[1]) if definition else None
    return (element.name or element.id) if element else place[1]


def _diagram(
    catalogue: Catalogue,
    course: Course,
    times: Mapping[Place, Times],
    stuck: Sequence[Incident],
) -> RunDiagram:
    definition = catalogue.definitions[course.process_id]
    marks = marks_of(course, times, definition.name)
    return RunDiagram(
        process_id=course.process_id,
        name=definition.name,
        version=catalogue.versions[f"process:{course.process_id}"],
        svg=draw(definition.tree, _with_stuck(marks, course, stuck), course.process_id),
        steps=tuple(_steps(catalogue, course, times)),
        sentences=tuple(describe_path(definition, course.elements)),
    )


def _with_stuck(marks: DiagramMarks, course: Course, stuck: Sequence[Incident]) -> DiagramMarks:
    """Return the marks with the elements at which the machine is stuck, named with the incident."""
    here = {one.element_id: one.code for one in stuck if one.process_id == course.process_id}
    return replace(
        marks,
        states={**marks.states, **dict.fromkeys(here, Mark.WRONG)},
        notes={**marks.notes, **{element: f"sự cố {code}" for element, code in here.items()}},
    )


def _steps(
    catalogue: Catalogue, course: Course, times: Mapping[Place, Times]
) -> Iterable[StepTime]:
    elements = catalogue.definitions[course.process_id].elements
    for element_id in dict.fromkeys((*course.elements, *course.now)):
        element = elements.get(element_id)
        if element is None or not element.name:
            continue
        found = times.get((course.process_id, element_id))
        yield StepTime(
            name=element.name,
            count=course.passed[element_id],
            waiting=found.waiting if found else int(element_id in course.now),
            days=sum(found.days) if found else None,
            longest=max(found.days) if found else None,
            clauses=element.clauses,
        )


def rules_of(catalogue: Catalogue, rows: RunRows) -> dict[str, tuple[str, ...]]:
    """Return the clauses on which the step that called each activation rests."""
    within = processes_of(rows.instance.process_id, rows.activations)
    found = {}
    for row in rows.activations:
        caller = within.get(row.parent_id or ROOT, rows.instance.process_id)
        definition = catalogue.definitions.get(caller)
        element = definition.elements.get(row.call_element_id) if definition else None
        found[row.id] = element.clauses if element else ()
    return found
