"""What a run passed in all its rounds: how often each element, how long people had it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.audit import EventKind, RecordedEvent
from app.domain.cases import TaskRow, TaskState
from app.domain.clock import local_day
from app.domain.diagrams import DiagramMarks, Mark
from app.domain.execution import ROOT, StepKind
from app.store.instances import ActivationRow
from app.working_days import Calendar

Place = tuple[str, str]
HOTTEST = 4


@dataclass
class Course:
    """One process of a run over all its activations; elements stand in the order first passed."""

    process_id: str
    passed: Counter[str] = field(default_factory=Counter)
    elements: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Times:
    """Working days of every stay at one element; `waiting` stays have not ended."""

    days: tuple[int, ...]
    waiting: int = 0


def courses(
    process_id: str,
    events: Iterable[RecordedEvent],
    activations: Sequence[ActivationRow],
    waiting: Iterable[Place],
) -> Mapping[str, Course]:
    """Return what each process of a run passed, the run's own first."""
    found = {process_id: Course(process_id)}
    for event in events:
        if event.event.kind is EventKind.STEP_TAKEN:
            for element_id, process, _, kind, flow_id in event.event.payload.get("passed", ()):
                if kind != StepKind.CANCELLED.value:
                    _pass(found.setdefault(process, Course(process)), element_id, flow_id)
    for process, element_id in (*waiting, *_callers(process_id, activations)):
        course = found.setdefault(process, Course(process))
        if element_id not in course.now:
            course.now.append(element_id)
    return found


def _pass(course: Course, element_id: str, flow_id: str) -> None:
    course.passed[element_id] += 1
    course.elements.append(element_id)
    if flow_id:
        course.flows.append(flow_id)


def _callers(process_id: str, activations: Sequence[ActivationRow]) -> list[Place]:
    """Return the elements whose called process still runs."""
    within = processes_of(process_id, activations)
    return [
        (within.get(row.parent_id or ROOT, process_id), row.call_element_id)
        for row in activations
        if row.closed_at is None and row.id != ROOT
    ]


def processes_of(process_id: str, activations: Iterable[ActivationRow]) -> dict[str, str]:
    """Return the process of each activation of a run."""
    return {ROOT: process_id, **{row.id: row.process_id for row in activations}}


def times_of(
    process_id: str,
    tasks: Iterable[TaskRow],
    activations: Sequence[ActivationRow],
    calendar: Calendar,
    today: date,
) -> Mapping[Place, Times]:
    """Return the stays at every task and every call, counted from their day on as terms are."""
    within = processes_of(process_id, activations)
    stays: dict[Place, list[tuple[datetime, datetime | None]]] = {}
    for task in tasks:
        if task.state is not TaskState.CANCELLED:
            place = (task.process_id, task.element_id)
            stays.setdefault(place, []).append((task.opened_at, task.completed_at))
    for row in activations:
        place = (within.get(row.parent_id or ROOT, process_id), row.call_element_id)
        stays.setdefault(place, []).append((row.opened_at, row.closed_at))
    return {place: _times(calendar, today, found) for place, found in stays.items()}


def days_of(calendar: Calendar, begun: datetime, ended: datetime | None, today: date) -> int:
    """Return the working days from one moment to the other, or to today: the first day is 0."""
    return max(calendar.count(local_day(begun), local_day(ended) if ended else today), 0)


def _times(
    calendar: Calendar, today: date, stays: Sequence[tuple[datetime, datetime | None]]
) -> Times:
    days = tuple(days_of(calendar, begun, ended, today) for begun, ended in stays)
    return Times(days, sum(ended is None for _begun, ended in stays))


def marks_of(course: Course, times: Mapping[Place, Times], title: str) -> DiagramMarks:
    """Return the marks of a course: the way, order, counts and days, heat by days."""
    states = dict.fromkeys((*course.elements, *course.flows), Mark.DONE)
    states |= dict.fromkeys(course.now, Mark.NOW)
    here = {place[1]: found for place, found in times.items() if place[0] == course.process_id}
    return DiagramMarks(
        states=states,
        order={element: n for n, element in enumerate(dict.fromkeys(course.elements), 1)},
        title=title,
        heat=heat_of({element: sum(found.days) for element, found in here.items()}),
        notes={element: note(len(found.days), sum(found.days)) for element, found in here.items()},
    )


def heat_of(days: Mapping[str, int]) -> dict[str, int]:
    """Return how hot each element is beside the hottest; what took no day is cold."""
    most = max(days.values(), default=0)
    return {name: -(-found * HOTTEST // most) for name, found in days.items() if found}


def note(count: int, days: int) -> str:
    """Return what stands at an element of the picture."""
    times = f"{count} lần · " if count > 1 else ""
    return f"{times}{days} ngày" if days else f"{times}trong ngày"
