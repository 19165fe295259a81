"""List the tasks of a person: own, of the group, done; nearest date first."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from app.domain.cases import ClockState, TaskState
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views import CaseDue, CaseSummary, DueState, InboxItem, InboxPage, TaskStanding
from app.organisation import Organisation
from app.steps.catalogue import Catalogue
from app.steps.services import Services
from app.steps.summaries import STATES, people_of, task_due
from app.steps.suspension import SUSPENDED
from app.store import task_lists
from app.store.database import Transaction
from app.store.task_lists import InboxRow
from app.working_days import Calendar

PAGE_SIZE = 50
TABS = ("mine", "group", "done")


def list_inbox(services: Services, actor: Actor, tab: str = "mine", page: int = 1) -> InboxPage:
    """Return one page of one tab; an unknown tab shows the person's own tasks."""
    tab = tab if tab in TABS else "mine"
    page = max(page, 1)
    today = local_day(services.clock.now())
    with services.database.reading() as tx:
        world = services.world(tx)
        calendar = world.calendar(services.settings.profile)
        rows = _rows(tx, actor, tab, page)
        counts = _counts(tx, actor)
        last = [] if rows or tab == "done" else task_lists.done_by(tx, actor.person_id, limit=1)
        catalogue = services.catalogue(tx, world.latest_release)
    drawn = partial(_item, world.organisation, calendar, catalogue, today, actor)
    total = counts[tab]
    return InboxPage(
        tab=tab,
        today=today,
        items=tuple(drawn(row) for row in rows),
        counts=counts,
        page=page,
        pages=max((total + PAGE_SIZE - 1) // PAGE_SIZE, 1),
        total=total,
        calendar_note=calendar.warning_for(today),
        last_done=drawn(last[0]) if last else None,
    )


def _rows(tx: Transaction, actor: Actor, tab: str, page: int) -> list[InboxRow]:
    span: dict[str, Any] = {"limit": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE}
    if tab == "done":
        return task_lists.done_by(tx, actor.person_id, **span)
    lister = task_lists.group_inbox if tab == "group" else task_lists.inbox
    return lister(tx, actor.person_id, actor.capacities, **span)


def _counts(tx: Transaction, actor: Actor) -> dict[str, int]:
    return {
        "mine": task_lists.count_inbox(tx, actor.person_id, actor.capacities),
        "group": task_lists.count_group(tx, actor.person_id, actor.capacities),
        "done": task_lists.count_done(tx, actor.person_id),
    }


def _item(
    organisation: Organisation,
    calendar: Calendar,
    catalogue: Catalogue,
    today: date,
    actor: Actor,
    row: InboxRow,
) -> InboxItem:
    task = row.task
    suspended = row.status == SUSPENDED
    is_free = not (task.claimed_by or task.person_ids or suspended)
    capacity = actor.holds(task.role, task.body_id)
    return InboxItem(
        task_id=task.id,
        name=task.name,
        case=_case(organisation, row),
        standing=_standing(row, actor),
        opened_at=task.opened_at,
        received_from=_name(organisation, row.received_from),
        paper=row.paper,
        due=task_due(calendar, catalogue, task, today),
        case_due=_case_due(calendar, row, today),
        holder=_name(organisation, task.claimed_by),
        capacity=capacity.label if capacity else people_of(organisation, task),
        can_claim=task.state is TaskState.OPEN and is_free,
        suspended=task.state is TaskState.OPEN and suspended,
        completed_at=task.completed_at,
    )


def _name(organisation: Organisation, person_id: str) -> str:
    return organisation.person(person_id).name if organisation.has_person(person_id) else ""


def _standing(row: InboxRow, actor: Actor) -> TaskStanding:
    if row.task.state is TaskState.DONE:
        return TaskStanding.DONE
    if row.task.state is TaskState.CANCELLED:
        return TaskStanding.CANCELLED
    held = row.task.claimed_by == actor.person_id or actor.person_id in row.task.person_ids
    return TaskStanding.HELD if held else TaskStanding.WAITING


def _case(organisation: Organisation, row: InboxRow) -> CaseSummary:
    return CaseSummary(
        id=row.task.case_id,
        code=row.case_code,
        title=row.case_title,
        state=row.case_state,
        body_name=organisation.unit(row.case_body_id).name if row.case_body_id else "",
        proposer=organisation.person(row.case_started_by).name if row.case_started_by else "",
        round_no=max(row.case_round_no, 1),
        submitted_at=row.case_submitted_at,
    )


def _case_due(calendar: Calendar, row: InboxRow, today: date) -> CaseDue | None:
    if row.clock_day0 is None or row.clock_due is None or row.clock_cap is None:
        return None
    answered = local_day(row.clock_closed_at) if row.clock_closed_at else None
    until = answered or today
    running = DueState.EXTENDED if row.clock_extended else DueState.RUNNING
    state = row.clock_state or ClockState.RUNNING
    return CaseDue(
        received=row.clock_day0,
        due=row.clock_due,
        cap=row.clock_cap,
        day_no=max(calendar.count(row.clock_day0, until), 0),
        days_left=calendar.count(until, row.clock_due),
        state=STATES.get(state, running),
        term=calendar.count(row.clock_day0, row.clock_due),
        answered_on=answered,
        warning=row.clock_warning,
    )
