"""Tasks taken by somebody who may not do them any more: they go back to their group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from app.domain.audit import EventKind, NewEvent
from app.organisation import Organisation
from app.register.register import Doer
from app.store import audit_log, instances, tasks
from app.store.body_tasks import BodyTask
from app.store.database import Transaction


def release_lapsed(
    tx: Transaction,
    found: Iterable[BodyTask],
    organisation: Organisation,
    today: date,
    doer: Doer,
    now: datetime,
) -> int:
    """Release those whose holder does not act in their role today; return how many."""
    released = 0
    for one in found:
        task = one.task
        acting = organisation.acting(task.role, task.body_id, today)
        if task.claimed_by and task.claimed_by not in acting:
            _release(tx, one, doer, now)
            released += 1
    return released


def _release(tx: Transaction, one: BodyTask, doer: Doer, now: datetime) -> None:
    task, head = tasks.load_for_submit(tx, one.task.id)
    if task.lock_version != one.task.lock_version:
        # Done or given back while this transaction waited for its lock.
        return
    tasks.release(tx, task)
    event = NewEvent(
        kind=EventKind.TASK_RELEASED,
        at=now,
        summary=f"Trả việc “{task.name}”: người nhận thôi giữ vai này",
        actor_id=doer.person_id,
        actor_name=doer.name,
        capacity=doer.capacity,
        element_id=task.element_id,
        process_id=task.process_id,
        case_id=task.case_id,
        payload={"held_by": task.claimed_by},
    )
    chain = audit_log.chain_of(head.id)
    seq, digest = audit_log.append(tx, chain, head.audit_seq, head.audit_hash, [event], now)
    instances.save_head(tx, head, seq, digest)
