"""Cases, terms and tasks put into the words of `domain.views`; shared by the reading actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.cases import CaseRow, ClockRow, ClockState, TaskRow
from app.domain.clock import local_day
from app.domain.people import Candidates
from app.domain.views import CaseDue, CaseSummary, DayNote, DueState, TaskDue
from app.organisation import Organisation
from app.steps.catalogue import Catalogue
from app.working_days import Calendar, DayKind
from app.working_days.terms import DUE_DAYS

RESOLUTION = timedelta(microseconds=1)
STATES = {
    ClockState.CLOSED: DueState.ANSWERED,
    ClockState.BREACHED: DueState.ANSWERED_LATE,
}


def case_summary(organisation: Organisation, case: CaseRow, proposer: str = "") -> CaseSummary:
    """Put a case in one line."""
    name = proposer or _name(organisation, case.started_by)
    return CaseSummary(
        id=case.id,
        code=case.code,
        title=case.title,
        state=case.state,
        body_name=organisation.unit(case.body_id).name if case.body_id else "",
        proposer=name,
        round_no=max(case.round_no, 1),
        submitted_at=case.submitted_at,
    )


def titled(case: CaseSummary, answers: Mapping[str, Any]) -> CaseSummary:
    """Call a plan that was never sent by the title that stands in its form."""
    written = answers.get("title")
    if case.code or not isinstance(written, str) or not written.strip():
        return case
    return replace(case, title=written.strip())


def _name(organisation: Organisation, person_id: str) -> str:
    return organisation.person(person_id).name if person_id else ""


def case_due(calendar: Calendar, clock: ClockRow | None, today: date) -> CaseDue | None:
    """Tell how an answer term stands today, with every day the count left out or added."""
    if clock is None:
        return None
    answered = local_day(clock.closed_at) if clock.closed_at else None
    until = answered or today
    state = STATES.get(clock.state, DueState.EXTENDED if clock.extended else DueState.RUNNING)
    if clock.withdrawn:
        state = DueState.WITHDRAWN
    if clock.warning and state is DueState.RUNNING:
        state = DueState.NO_CALENDAR
    notes = _notes(calendar, clock.day0, clock.due)
    return CaseDue(
        received=clock.day0,
        due=clock.due,
        cap=clock.cap,
        day_no=max(calendar.count(clock.day0, until), 0),
        days_left=calendar.count(until, clock.due),
        state=state,
        term=calendar.count(clock.day0, clock.due),
        answered_on=answered,
        notes=notes,
        calendar=calendar.edition,
        warning=clock.warning,
        kept=not clock.extended and clock.due > calendar.add(clock.day0, DUE_DAYS),
    )


def task_due(
    calendar: Calendar, catalogue: Catalogue, task: TaskRow, today: date
) -> TaskDue | None:
    """Tell a task's own date and the clause its term comes from, if one sets it (A-33).

    24:00 of a day belongs to that day. The diagram names the clause in the task's property
    `dueClause`; of a task it does not know any more, nobody says so.
    """
    if task.due_at is None:
        return None
    # The end of a term is stored as 00:00 of the next day.
    due = local_day(task.due_at - RESOLUTION)
    definition = catalogue.definitions.get(task.process_id)
    element = definition.elements.get(task.element_id) if definition else None
    clause = element.extensions.properties.get("dueClause", "") if element else ""
    return TaskDue(due, calendar.count(today, due), clause)


def explained(due: TaskDue | None, calendar: Calendar, task: TaskRow) -> TaskDue | None:
    """Tell day by day why a task's date is what it is."""
    if due is None:
        return None
    given = local_day(task.opened_at)
    return replace(
        due,
        given=given,
        days=max(calendar.count(given, due.due), 0),
        notes=_notes(calendar, given, due.due),
        calendar=calendar.edition,
    )


def _notes(calendar: Calendar, first: date, last: date) -> tuple[DayNote, ...]:
    return tuple(
        DayNote(reason.day, reason.name, reason.kind is DayKind.WORK, reason.decision)
        for reason in calendar.explain(first, last)
    )


def people_of(organisation: Organisation, task: TaskRow) -> str:
    """Name who may do a task: the persons, or the role and body."""
    return who_in_words(organisation, Candidates(task.role, task.body_id, task.person_ids))


def who_in_words(organisation: Organisation, who: Candidates) -> str:
    """Name candidates: the persons, or the role and body."""
    if who.person_ids:
        return ", ".join(organisation.person(person).name for person in who.person_ids)
    return organisation.role_label(who.role, who.body_id)
