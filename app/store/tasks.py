"""User tasks: open, load for a submit, complete, cancel, claim and release.

The lists people read (inbox, group, done) are in `task_lists`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, exists, select, update

from app.domain.cases import CaseRow, ClockRow, InstanceRow, PassRow, TaskRow, TaskState
from app.errors import Conflict, NotFound
from app.store.clocks import clock_from
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.cases import case_file, clock, level_pass
from app.store.tables.execution import instance, message_wait, task, task_candidate, timer
from app.store.tables.people import conflict_declaration

NO_SUCH_TASK = "Không có việc này; mở lại từ trang Việc của tôi"
ALREADY_DONE = "Chưa ghi nhận: việc này đã được xử lý"
ALREADY_TAKEN = "Việc này đã có người nhận"


@dataclass(frozen=True)
class StepRows:
    """All rows one step begins with.

    `armed` tells whether timers or listening places exist, `alone` whether no other task of the
    instance is open.
    """

    task: TaskRow
    instance: InstanceRow
    case: CaseRow
    level_pass: PassRow | None
    clock: ClockRow | None
    in_conflict: bool
    armed: bool
    alone: bool


def _columns(table: Table, cls: type, prefix: str) -> list[Any]:
    names = cls.__dataclass_fields__  # type: ignore[attr-defined]
    return [table.c[name].label(prefix + name) for name in names]


_TASK_AND_INSTANCE = _columns(task, TaskRow, "task_") + _columns(instance, InstanceRow, "instance_")
_BY_ID = select(task).where(task.c.id == bindparam("id_"))
# The order of FROM and OF is the order of locking: the instance first, as every step does.
_FOR_READING = (
    select(*_TASK_AND_INSTANCE)
    .select_from(instance.join(task, task.c.instance_id == instance.c.id))
    .where(task.c.id == bindparam("id_"))
)
_FOR_SUBMIT = _FOR_READING.with_for_update(of=[instance, task])
# A row that is locked is read anew after waiting for it, everything joined to it is not. `seen`
# is the instance as the statement first saw it: where it differs, the rest is stale.
_SEEN = instance.alias("seen")
_OTHER = task.alias("other")
_IS_OTHER = and_(_OTHER.c.id != task.c.id, _OTHER.c.state == TaskState.OPEN.value)
_WHOLE_STEP = (
    select(
        *_TASK_AND_INSTANCE,
        *_columns(case_file, CaseRow, "case_"),
        *_columns(level_pass, PassRow, "pass_"),
        *_columns(clock, ClockRow, "clock_"),
        exists()
        .where(
            conflict_declaration.c.case_id == task.c.case_id,
            conflict_declaration.c.person_id == bindparam("person_id_"),
        )
        .label("in_conflict"),
        (
            exists().where(timer.c.instance_id == instance.c.id)
            | exists().where(message_wait.c.instance_id == instance.c.id)
        ).label("armed"),
        _SEEN.c.lock_version.label("seen_lock_version"),
        _SEEN.c.audit_seq.label("seen_audit_seq"),
        (~exists().where(_OTHER.c.instance_id == instance.c.id, _IS_OTHER)).label("alone"),
    )
    .select_from(
        instance.join(task, task.c.instance_id == instance.c.id)
        .join(_SEEN, _SEEN.c.id == instance.c.id)
        .join(case_file, case_file.c.id == task.c.case_id)
        .outerjoin(level_pass, level_pass.c.id == task.c.pass_id)
        .outerjoin(clock, clock.c.pass_id == task.c.pass_id)
    )
    .where(task.c.id == bindparam("id_"))
)
_WHOLE_STEP_LOCKED = _WHOLE_STEP.with_for_update(of=[instance, task, case_file])
_CHANGE = (
    update(task)
    .where(
        task.c.id == bindparam("id_"),
        task.c.state == TaskState.OPEN.value,
        task.c.lock_version == bindparam("seen_version"),
    )
    .values(lock_version=task.c.lock_version + 1)
)
_COMPLETE = _CHANGE.values(
    state=TaskState.DONE.value,
    completed_by=bindparam("person_"),
    completed_capacity=bindparam("capacity_"),
    completed_at=bindparam("at_"),
)
_CLAIM = _CHANGE.values(claimed_by=bindparam("person_"))
_HAND_OVER = _CHANGE.values(claimed_by="", role=bindparam("role_"))


def open_tasks(tx: Transaction, rows: Sequence[TaskRow]) -> None:
    """Add tasks and their named or excluded persons: at most two statements."""
    if not rows:
        return
    tx.execute(add(task), [to_row(row) for row in rows])
    persons = [
        {"task_id": row.id, "person_id": person_id, "excluded": person_id in row.excluded_ids}
        for row in rows
        for person_id in dict.fromkeys((*row.person_ids, *row.excluded_ids))
    ]
    if persons:
        tx.execute(add(task_candidate), persons)


def load(tx: Transaction, task_id: str) -> TaskRow:
    """Return the task as it stands; raise NotFound."""
    return from_row(TaskRow, _first(tx, _BY_ID, {"id_": task_id}))


def load_locked(tx: Transaction, task_id: str) -> TaskRow:
    """Return the task with its instance and itself locked; raise NotFound."""
    return load_for_submit(tx, task_id)[0]


def load_for_submit(tx: Transaction, task_id: str) -> tuple[TaskRow, InstanceRow]:
    """Return the task and its instance, locked if writing, in one statement; raise NotFound."""
    row = _first(tx, _FOR_SUBMIT if tx.writing else _FOR_READING, {"id_": task_id})
    return from_row(TaskRow, row, "task_"), from_row(InstanceRow, row, "instance_")


def load_step(tx: Transaction, task_id: str, person_id: str = "") -> StepRows:
    """Return task, instance and case, locked if writing, with pass and clock; raise NotFound.

    `in_conflict` tells whether the person declared a conflict in this case.
    """
    statement = _WHOLE_STEP_LOCKED if tx.writing else _WHOLE_STEP
    values = {"id_": task_id, "person_id_": person_id}
    row = _first(tx, statement, values)
    if _is_stale(row):
        # Only after waiting for somebody else's step; the locks are held now.
        row = _first(tx, statement, values)
    return StepRows(
        task=from_row(TaskRow, row, "task_"),
        instance=from_row(InstanceRow, row, "instance_"),
        case=from_row(CaseRow, {**row, "case_code": row["case_code"] or ""}, "case_"),
        level_pass=from_row(PassRow, row, "pass_") if row["pass_id"] else None,
        clock=clock_from(row, "clock_") if row["clock_pass_id"] else None,
        in_conflict=bool(row["in_conflict"]),
        armed=bool(row["armed"]),
        alone=bool(row["alone"]),
    )


def _is_stale(row: Mapping[str, Any]) -> bool:
    names = ("lock_version", "audit_seq")
    return any(row[f"seen_{name}"] != row[f"instance_{name}"] for name in names)


def _first(tx: Transaction, statement: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
    row = tx.first(statement, values)
    if row is None:
        raise NotFound(NO_SUCH_TASK)
    return row


def complete(tx: Transaction, row: TaskRow, person_id: str, capacity: str, at: datetime) -> TaskRow:
    """Mark the task done; raise Conflict, naming who was first or holds it, if it is not free."""
    if row.claimed_by and row.claimed_by != person_id:
        raise Conflict(ALREADY_TAKEN, winner=row.claimed_by)
    _change(tx, _COMPLETE, row, {"person_": person_id, "capacity_": capacity, "at_": at})
    return replace(
        row,
        state=TaskState.DONE,
        completed_by=person_id,
        completed_capacity=capacity,
        completed_at=at,
        lock_version=row.lock_version + 1,
    )


def claim(tx: Transaction, row: TaskRow, person_id: str) -> TaskRow:
    """Let a person take the task; raise Conflict, naming who was first, if it is taken."""
    if row.claimed_by and row.claimed_by != person_id:
        raise Conflict(ALREADY_TAKEN, winner=row.claimed_by)
    _change(tx, _CLAIM, row, {"person_": person_id})
    return replace(row, claimed_by=person_id, lock_version=row.lock_version + 1)


def release(tx: Transaction, row: TaskRow) -> TaskRow:
    """Give the task back to all its candidates; raise Conflict if it changed meanwhile."""
    _change(tx, _CLAIM, row, {"person_": ""})
    return replace(row, claimed_by="", lock_version=row.lock_version + 1)


def assign(tx: Transaction, row: TaskRow, person_id: str) -> None:
    """Give an open task to a person whoever has it, or back to all its candidates."""
    _change(tx, _CLAIM, row, {"person_": person_id})


def hand_over(tx: Transaction, row: TaskRow, role: str) -> None:
    """Offer an open task to another role of its body; raise Conflict if it changed meanwhile."""
    _change(tx, _HAND_OVER, row, {"role_": role})


def _change(tx: Transaction, statement: Any, row: TaskRow, values: Mapping[str, Any]) -> None:
    seen = {"id_": row.id, "seen_version": row.lock_version}
    if tx.execute(statement, {**seen, **values}).rowcount == 1:
        return
    now = load(tx, row.id)
    if now.state is TaskState.OPEN and now.claimed_by:
        raise Conflict(ALREADY_TAKEN, winner=now.claimed_by)
    at = now.completed_at.isoformat() if now.completed_at else ""
    raise Conflict(ALREADY_DONE, winner=now.completed_by, at=at)


def cancel_many(tx: Transaction, task_ids: Sequence[str], at: datetime) -> None:
    """Cancel the tasks that are still open, in one statement."""
    if not task_ids:
        return
    statement = (
        update(task)
        .where(task.c.id.in_(task_ids), task.c.state == TaskState.OPEN.value)
        .values(
            state=TaskState.CANCELLED.value,
            completed_at=at,
            lock_version=task.c.lock_version + 1,
        )
    )
    tx.execute(statement)


def completers(
    tx: Transaction, instance_id: str, activation_id: str, element_ids: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return who completed each of these elements in the activation (four eyes), oldest first."""
    query = (
        select(task.c.element_id, task.c.completed_by)
        .where(
            task.c.instance_id == instance_id,
            task.c.activation_id == activation_id,
            task.c.element_id.in_(list(element_ids)),
            task.c.state == TaskState.DONE.value,
        )
        .order_by(task.c.completed_at, task.c.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in tx.rows(query):
        element_id = row["element_id"]
        found[element_id] = (*found.get(element_id, ()), row["completed_by"])
    return found


def open_of_instance(tx: Transaction, instance_id: str) -> list[TaskRow]:
    """Return the open tasks of an instance, oldest first."""
    query = (
        select(task)
        .where(task.c.instance_id == instance_id, task.c.state == TaskState.OPEN.value)
        .order_by(task.c.opened_at, task.c.id)
    )
    return [from_row(TaskRow, row) for row in tx.rows(query)]


def open_and_due_from(tx: Transaction, profile: str, since: datetime) -> list[TaskRow]:
    """Return the open tasks of a profile's cases that are due after a moment, oldest first."""
    query = (
        select(task)
        .join(case_file, case_file.c.id == task.c.case_id)
        .where(
            task.c.state == TaskState.OPEN.value,
            task.c.due_at > since,
            case_file.c.profile == profile,
        )
        .order_by(task.c.opened_at, task.c.id)
    )
    return [from_row(TaskRow, row) for row in tx.rows(query)]


def move_due(tx: Transaction, task_id: str, due_at: datetime) -> None:
    """Give an open task another due date; whoever has its page open may still send it."""
    tx.execute(update(task).where(task.c.id == task_id).values(due_at=due_at))


def rename(tx: Transaction, task_id: str, element_id: str, name: str, form_id: str) -> None:
    """Let an open task stand for an element of another version; who holds it keeps it."""
    statement = update(task).where(task.c.id == task_id, task.c.state == TaskState.OPEN.value)
    tx.execute(statement.values(element_id=element_id, name=name, form_id=form_id))


def of_case(tx: Transaction, case_id: str) -> list[TaskRow]:
    """Return all tasks of a case, oldest first."""
    query = select(task).where(task.c.case_id == case_id).order_by(task.c.opened_at, task.c.id)
    return [from_row(TaskRow, row) for row in tx.rows(query)]


def open_of_cases(tx: Transaction, case_ids: Sequence[str]) -> dict[str, list[TaskRow]]:
    """Return the open tasks of each of these cases, oldest first."""
    query = (
        select(task)
        .where(task.c.case_id.in_(list(case_ids)), task.c.state == TaskState.OPEN.value)
        .order_by(task.c.opened_at, task.c.id)
    )
    found: dict[str, list[TaskRow]] = {}
    for row in tx.rows(query):
        found.setdefault(row["case_id"], []).append(from_row(TaskRow, row))
    return found
