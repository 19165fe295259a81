"""The right to do a task, judged over the rows of a step: role, four eyes, conflict, holder."""

from __future__ import annotations

from app.domain.cases import TaskRow, TaskState
from app.domain.people import Actor, Capacity
from app.errors import Conflict
from app.permissions import check_can_submit
from app.register.conflicts import conflicted_by_rule
from app.register.register import CaseRegister
from app.store.tasks import StepRows


def conflicts_for(actor: Actor, rows: StepRows, register: CaseRegister) -> frozenset[str]:
    """Return the conflicts that concern the actor: declared ones, and those by rule (INV-13)."""
    declared = frozenset({actor.person_id} if rows.in_conflict else ())
    return declared | conflicted_by_rule(register)


def capacity_for(actor: Actor, rows: StepRows, register: CaseRegister) -> Capacity:
    """Return the capacity in which the actor may do the task; raise PermissionDenied."""
    return check_can_submit(actor, rows.task, conflicts_for(actor, rows, register))


def check_still_open(task: TaskRow) -> None:
    """Raise Conflict when the task was completed or withdrawn meanwhile."""
    if task.state is not TaskState.OPEN:
        raise Conflict(
            f"“{task.name}” đã được xử lý; mở lại Việc của tôi", winner=task.completed_by
        )
