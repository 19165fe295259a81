"""Process instances and their activations: insert, load with the row lock, save if unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from app.domain.cases import InstanceRow
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.failures import LOST_RACE
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.execution import activation, instance


@dataclass(frozen=True)
class ActivationRow:
    """One run of one process within an instance, kept for its history; `id` as the engine's."""

    id: str
    instance_id: str
    parent_id: str
    process_id: str
    call_element_id: str
    element: Mapping[str, Any]
    opened_at: datetime
    closed_at: datetime | None = None
    outcome: str = ""


_BY_ID = select(instance).where(instance.c.id == bindparam("id_"))
_LOCKED = _BY_ID.with_for_update()
_OF_CASE = (
    select(instance)
    .where(instance.c.case_id == bindparam("case_id"))
    .order_by(instance.c.started_at, instance.c.id)
)
_SAVE = (
    update(instance)
    .where(instance.c.id == bindparam("id_"), instance.c.lock_version == bindparam("seen_version"))
    .values(
        state=bindparam("state_"),
        status=bindparam("status_"),
        outcome=bindparam("outcome_"),
        ended_at=bindparam("ended_at_"),
        audit_seq=bindparam("audit_seq_"),
        audit_hash=bindparam("audit_hash_"),
        lock_version=instance.c.lock_version + 1,
    )
)
_SAVE_ON = _SAVE.values(release_id=bindparam("release_id_"))
_SAVE_HEAD = (
    update(instance)
    .where(instance.c.id == bindparam("id_"), instance.c.audit_seq == bindparam("seen_seq"))
    .values(audit_seq=bindparam("audit_seq_"), audit_hash=bindparam("audit_hash_"))
)


def insert(tx: Transaction, row: InstanceRow) -> None:
    """Add a new instance."""
    tx.execute(add(instance), to_row(row))


def load(tx: Transaction, instance_id: str) -> InstanceRow:
    """Return the instance as it stands; raise NotFound."""
    return _one(tx, _BY_ID, instance_id)


def load_locked(tx: Transaction, instance_id: str) -> InstanceRow:
    """Return the instance and keep its row locked until the transaction ends; raise NotFound."""
    return _one(tx, _LOCKED, instance_id)


def _one(tx: Transaction, statement: Any, instance_id: str) -> InstanceRow:
    row = tx.first(statement, {"id_": instance_id})
    if row is None:
        raise NotFound("Không có lượt chạy quy trình này; mở lại từ trang hồ sơ")
    return from_row(InstanceRow, row)


def empty(tx: Transaction, case_id: str) -> None:
    """Forget the state of every instance of a destroyed case; heads of chains stay."""
    tx.execute(update(instance).where(instance.c.case_id == case_id).values(state=b""))


def save(
    tx: Transaction,
    row_before: InstanceRow,
    *,
    state: bytes,
    status: str,
    outcome: str,
    ended_at: datetime | None,
    audit_seq: int,
    audit_hash: str,
) -> InstanceRow:
    """Write the instance if nobody wrote it since it was loaded; raise Conflict otherwise."""
    result = tx.execute(
        _SAVE,
        {
            "id_": row_before.id,
            "seen_version": row_before.lock_version,
            "state_": state,
            "status_": status,
            "outcome_": outcome,
            "ended_at_": ended_at,
            "audit_seq_": audit_seq,
            "audit_hash_": audit_hash,
        },
    )
    if result.rowcount != 1:
        raise Conflict(LOST_RACE)
    return replace(
        row_before,
        state=state,
        status=status,
        outcome=outcome,
        ended_at=ended_at,
        audit_seq=audit_seq,
        audit_hash=audit_hash,
        lock_version=row_before.lock_version + 1,
    )


def save_head(tx: Transaction, row_before: InstanceRow, seq: int, hash_: str) -> InstanceRow:
    """Move only the audit head (an event without a step, such as a claim); raise Conflict."""
    values = {"id_": row_before.id, "seen_seq": row_before.audit_seq}
    result = tx.execute(_SAVE_HEAD, {**values, "audit_seq_": seq, "audit_hash_": hash_})
    if result.rowcount != 1:
        raise Conflict(LOST_RACE)
    return replace(row_before, audit_seq=seq, audit_hash=hash_)


def put_on_release(
    tx: Transaction,
    row_before: InstanceRow,
    release_id: str,
    state: bytes,
    audit_seq: int,
    audit_hash: str,
) -> None:
    """Write an open instance as it stands on another release; raise Conflict when it moved.

    The database refuses it without the result of an approved request (INV-19).
    """
    values = {
        "id_": row_before.id,
        "seen_version": row_before.lock_version,
        "release_id_": release_id,
        "state_": state,
        "status_": row_before.status,
        "outcome_": row_before.outcome,
        "ended_at_": row_before.ended_at,
        "audit_seq_": audit_seq,
        "audit_hash_": audit_hash,
    }
    if tx.execute(_SAVE_ON, values).rowcount != 1:
        raise Conflict(LOST_RACE)


def open_on(tx: Transaction, release_id: str) -> list[InstanceRow]:
    """Return the instances on a release that have not ended, suspended ones too, oldest first."""
    query = select(instance).where(
        instance.c.release_id == release_id, instance.c.ended_at.is_(None)
    )
    query = query.order_by(instance.c.started_at, instance.c.id)
    return [from_row(InstanceRow, row) for row in tx.rows(query)]


def of_ids(tx: Transaction, instance_ids: Iterable[str]) -> dict[str, InstanceRow]:
    """Return these instances by id."""
    rows = tx.rows(select(instance).where(instance.c.id.in_(list(instance_ids))))
    return {row["id"]: from_row(InstanceRow, row) for row in rows}


def of_case(tx: Transaction, case_id: str) -> list[InstanceRow]:
    """Return the instances of a case, oldest first."""
    rows = tx.rows(_OF_CASE, {"case_id": case_id})
    return [from_row(InstanceRow, row) for row in rows]


def open_of_cases(tx: Transaction, case_ids: Sequence[str]) -> dict[str, list[InstanceRow]]:
    """Return the instances of each of these cases that have not ended, oldest first."""
    query = (
        select(instance)
        .where(instance.c.case_id.in_(list(case_ids)), instance.c.ended_at.is_(None))
        .order_by(instance.c.started_at, instance.c.id)
    )
    found: dict[str, list[InstanceRow]] = {}
    for row in tx.rows(query):
        found.setdefault(row["case_id"], []).append(from_row(InstanceRow, row))
    return found


def open_by_release(tx: Transaction) -> dict[tuple[str, str], int]:
    """Count the instances that have not ended, by release and process."""
    column = instance.c
    query = (
        select(column.release_id, column.process_id, func.count().label("count"))
        .where(column.ended_at.is_(None))
        .group_by(column.release_id, column.process_id)
    )
    return {(r["release_id"], r["process_id"]): int(r["count"]) for r in tx.rows(query)}


def releases_of_open(tx: Transaction) -> dict[str, str]:
    """Return the release that each instance runs on which has not ended, by the instance's id."""
    query = select(instance.c.id, instance.c.release_id).where(instance.c.ended_at.is_(None))
    return {row["id"]: row["release_id"] for row in tx.rows(query)}


def activations(tx: Transaction, instance_id: str) -> list[ActivationRow]:
    """Return the activations of an instance, closed ones included, oldest first."""
    query = (
        select(activation)
        .where(activation.c.instance_id == instance_id)
        .order_by(activation.c.opened_at, activation.c.id)
    )
    return [from_row(ActivationRow, row) for row in tx.rows(query)]


def activations_of(tx: Transaction, instance_ids: Sequence[str]) -> dict[str, list[ActivationRow]]:
    """Return the activations of each of these instances, oldest first."""
    query = (
        select(activation)
        .where(activation.c.instance_id.in_(list(instance_ids)))
        .order_by(activation.c.opened_at, activation.c.id)
    )
    found: dict[str, list[ActivationRow]] = {}
    for row in tx.rows(query):
        found.setdefault(row["instance_id"], []).append(from_row(ActivationRow, row))
    return found


def open_activations(tx: Transaction, rows: Sequence[ActivationRow]) -> None:
    """Note new activations, all in one statement."""
    if rows:
        tx.execute(add(activation), [to_row(row) for row in rows])


def close_activations(
    tx: Transaction, instance_id: str, outcomes: Mapping[str, str], at: datetime
) -> None:
    """Note finished activations (id → outcome), all in one statement."""
    if not outcomes:
        return
    statement = (
        update(activation)
        .where(
            activation.c.instance_id == bindparam("instance_id_"),
            activation.c.id == bindparam("id_"),
        )
        .values(outcome=bindparam("outcome_"), closed_at=bindparam("at_"))
    )
    rows = [
        {"instance_id_": instance_id, "id_": id_, "outcome_": outcome, "at_": at}
        for id_, outcome in outcomes.items()
    ]
    tx.execute(statement, rows)
