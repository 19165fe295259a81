"""A corrected calendar and the open tasks: due dates counted anew, as of when each was given.

A date that a person has seen is never shortened. Opinions are asked for until a moment that the
call fixed; that moment moves with its task, and with it the timer that ends the waiting (E14).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app import engine
from app.domain.audit import EventKind
from app.domain.calendar_views import TaskChange
from app.domain.cases import InstanceRow, TaskRow
from app.domain.clock import LOCAL, local_day, local_iso
from app.domain.diagrams import Element
from app.domain.execution import Activation
from app.domain.facts import ACTIVATION
from app.errors import FeelError
from app.feel import Environment, evaluate
from app.steps.calendar_correction import Correction, renew_extension
from app.steps.host import StepHost
from app.steps.step import take_step
from app.steps.work import Work
from app.store import cases, instances, tasks
from app.store.instances import ActivationRow
from app.working_days import Calendar, working_days_feel

# Moments until which an opinion is waited for; inputs of calls, from one call to the next.
RESOLUTION = timedelta(microseconds=1)
ASKED_UNTIL = frozenset({"member_due_end", "opinion_due_end"})


@dataclass(frozen=True)
class Moved:
    """What one instance's open tasks and calls have now: tasks by id, moments by activation."""

    tasks: Mapping[str, tuple[TaskRow, datetime]]
    moments: Mapping[str, Mapping[str, str]]


def task_changes_by(work: Work, correction: Correction) -> tuple[TaskChange, ...]:
    """Return what the correction does to the due dates of open tasks; nothing is written."""
    return tuple(
        change
        for row, waiting in _concerned(work, correction)
        for change in _Recount(work, correction, row).changes(waiting)
    )


def correct_tasks(work: Work, correction: Correction) -> tuple[TaskChange, ...]:
    """Write every later due date, re-arm what waits for it, record the cause with each."""
    found: list[TaskChange] = []
    for listed, waiting in _concerned(work, correction):
        if not _Recount(work, correction, listed).changes(waiting):
            continue
        cases.load_locked(work.tx, listed.case_id)
        row = instances.load_locked(work.tx, listed.id)
        # Read again under the lock: a task may have been done since it was listed.
        waiting = [one for one in tasks.open_of_instance(work.tx, row.id) if one.due_at]
        found += _Recount(work, correction, row).write(waiting)
    return tuple(found)


def _concerned(
    work: Work, correction: Correction
) -> Iterator[tuple[InstanceRow, Sequence[TaskRow]]]:
    if correction.first is None:
        return
    since = datetime.combine(correction.first, time(), LOCAL)
    by_instance: dict[str, list[TaskRow]] = {}
    for row in tasks.open_and_due_from(work.tx, correction.profile, since):
        by_instance.setdefault(row.instance_id, []).append(row)
    for instance_id, waiting in by_instance.items():
        yield instances.load(work.tx, instance_id), waiting


class _Recount:
    """The open tasks of one instance, counted with the calendar of before and with the new one."""

    def __init__(self, work: Work, correction: Correction, instance: InstanceRow) -> None:
        self.work, self.correction, self.instance = work, correction, instance
        self.register = work.register_for(instance)
        self.before = self.register.calendar
        self.catalogue = work.catalogue(instance.release_id)
        rows = instances.activations(work.tx, instance.id)
        self.activations = _outermost_first([row for row in rows if row.closed_at is None])
        self.host = StepHost(self.register, self.catalogue, instance.id)

    def changes(self, waiting: Sequence[TaskRow]) -> tuple[TaskChange, ...]:
        """Return the tasks whose due date moves."""
        return self._told(self._moved(waiting))

    def _told(self, moved: Moved) -> tuple[TaskChange, ...]:
        case = self.register.case
        return tuple(
            TaskChange(case.code, case.title, row.name, _last_day(row.due_at), _last_day(after))
            for row, after in moved.tasks.values()
            if row.due_at is not None
        )

    def write(self, waiting: Sequence[TaskRow]) -> tuple[TaskChange, ...]:
        """Write the due dates and moments that move, with a line each."""
        moved = self._moved(waiting)
        for row, after in moved.tasks.values():
            tasks.move_due(self.work.tx, row.id, after)
            self._record(row, after)
        within = frozenset(moved.moments)
        take_step(
            self.work,
            self.instance,
            self.register,
            lambda program, host: engine.rearm(program, self.instance.state, host, within=within),
        )
        return self._told(moved)

    def _moved(self, waiting: Sequence[TaskRow]) -> Moved:
        """Count with both calendars; only what the days make later is taken."""
        self.register.calendar = self.before
        plain = {row.id: self._due(row, self.before) for row in waiting}
        counted = {row.id for row in waiting if "profile." in self._text(row)}
        self.register.calendar = self.correction.calendar
        renew_extension(self.register, self.correction)
        moments = self._renew_moments()
        found = {}
        for row in waiting:
            after = self._due(row, self.correction.calendar)
            # What a changed profile would give is not this correction's doing.
            same = after == plain[row.id] and row.id in counted
            if after and row.due_at and after > row.due_at and not same:
                found[row.id] = (row, after)
        return Moved(found, moments)

    def _due(self, row: TaskRow, calendar: Calendar) -> datetime | None:
        activation = self._activation(row.activation_id)
        if activation is None:
            return None
        value = self._value(self._text(row), activation, row.opened_at, calendar)
        return datetime.fromisoformat(value) if value else None

    def _text(self, row: TaskRow) -> str:
        return self._element(row.process_id, row.element_id).extensions.due_date

    def _renew_moments(self) -> Mapping[str, Mapping[str, str]]:
        """Let each open call fix its moments anew, outermost first; return those that moved."""
        moved: dict[str, Mapping[str, str]] = {}
        for row in self.activations.values():
            caller = self._activation(row.parent_id)
            if not row.call_element_id or caller is None:
                continue
            call = self._element(caller.process_id, row.call_element_id)
            sheet = self.register.facts.activation_facts(row.id)
            later: dict[str, str] = {}
            for one in call.extensions.inputs:
                value = (
                    self._moment(one.expression, caller, row.opened_at)
                    if one.target in ASKED_UNTIL
                    else None
                )
                if value and value > str(sheet.get(one.target) or value):
                    later[one.target] = value
            if later:
                sheet_id = self.register.facts.activation_sheet_id(row.id)
                self.register.facts.update(sheet_id, ACTIVATION, later)
                moved[row.id] = later
        return moved

    def _moment(self, text: str, caller: Activation, since: datetime) -> str | None:
        before = self._value(text, caller, since, self.before)
        after = self._value(text, caller, since, self.correction.calendar)
        # A moment that is handed on has moved already where it was first fixed.
        return after if after != before or text in ASKED_UNTIL else None

    def _value(
        self, text: str, activation: Activation, since: datetime, calendar: Calendar
    ) -> str | None:
        def counted(count: int, start: str | None) -> str | None:
            return working_days_feel(calendar, since, count, start)

        try:
            value = evaluate(
                text, lambda name: self.host.fact(activation, name), Environment(since, counted)
            )
        except FeelError:
            # As when the task was given: a due date never stops anything (processes.md 26).
            return None
        return value if isinstance(value, str) else None

    def _activation(self, activation_id: str) -> Activation | None:
        row = self.activations.get(activation_id)
        if row is None:
            return None
        return Activation(row.id, row.process_id, row.parent_id, row.call_element_id, row.element)

    def _element(self, process_id: str, element_id: str) -> Element:
        return self.catalogue.definitions[process_id].elements[element_id]

    def _record(self, row: TaskRow, after: datetime) -> None:
        before = row.due_at or after
        said = f"hạn từ hết {_last_day(before):%d/%m/%Y} thành hết {_last_day(after):%d/%m/%Y}"
        self.register.record(
            EventKind.TASK_DUE_RECOMPUTED,
            f"Lịch năm {self.correction.year} thay đổi, việc “{row.name}”: {said}",
            element_id=row.element_id,
            process_id=row.process_id,
            activation_id=row.activation_id,
            payload={
                "task": row.id,
                "cause": self.correction.cause,
                "due": [local_iso(before), local_iso(after)],
            },
        )


def _outermost_first(rows: Sequence[ActivationRow]) -> dict[str, ActivationRow]:
    by_id = {row.id: row for row in rows}

    def depth(row: ActivationRow) -> int:
        caller = by_id.get(row.parent_id)
        return depth(caller) + 1 if caller is not None and caller is not row else 0

    return {row.id: row for row in sorted(rows, key=depth)}


def _last_day(end: datetime) -> date:
    """Return the last day of a term that ends at 24:00, which is written as the next 00:00."""
    return local_day(end - RESOLUTION)
