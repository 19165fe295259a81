"""The right to do a task, judged over the rows of a step: role, four eyes, conflict, holder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.cases import CaseRow, TaskRow, TaskState
from app.domain.people import Actor, Capacity
from app.errors import Conflict, PermissionDenied
from app.permissions import check_can_submit
from app.register.conflicts import conflicted_by_rule
from app.register.register import CaseRegister
from app.steps.reading import check_readable
from app.steps.work import Work
from app.store.tasks import StepRows


def conflicts_for(actor: Actor, rows: StepRows, register: CaseRegister) -> frozenset[str]:
    """Return the conflicts that concern the actor: declared ones, and those by rule (INV-13)."""
    declared = frozenset({actor.person_id} if rows.in_conflict else ())
    return declared | conflicted_by_rule(register)


def capacity_for(actor: Actor, rows: StepRows, register: CaseRegister) -> Capacity:
    """Return the capacity in which the actor may do the task; raise PermissionDenied."""
    return check_can_submit(actor, rows.task, conflicts_for(actor, rows, register))


def capacity_or_hidden(
    work: Work, actor: Actor, rows: StepRows, register: CaseRegister
) -> Capacity:
    """Like `capacity_for`; raise NotFound for those who may not even know of the case (SC-101)."""
    with denials_hidden(work, actor, rows.case):
        return capacity_for(actor, rows, register)


@contextmanager
def denials_hidden(work: Work, actor: Actor, case: CaseRow) -> Iterator[None]:
    """Let a denial stand only for readers of the case: its words name the step."""
    try:
        yield
    except PermissionDenied:
        check_readable(work.services, work.tx, actor, case)
        raise


def check_still_open(task: TaskRow) -> None:
    """Raise Conflict when the task was completed or withdrawn meanwhile."""
    if task.state is not TaskState.OPEN:
        raise Conflict(
            f"“{task.name}” đã được xử lý; mở lại Việc của tôi", winner=task.completed_by
        )
