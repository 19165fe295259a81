"""Whether what the database holds of its cases fits together: rows, engine state, record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app import engine
from app.domain.cases import ClockState, DocumentState, InstanceRow, TaskState
from app.domain.execution import Advance
from app.steps.services import Services
from app.store import audit_log, clocks, documents, instances, messages, submissions, tasks, timers
from app.store.audit_check import verify
from app.store.database import Transaction
from app.store.tables.cases import case_file


class Onlooker:
    """A host for which nothing is due yet: it lets stored state be read without moving it."""

    def now(self) -> datetime:
        """Return a moment before every timer."""
        return datetime(2000, 1, 1, tzinfo=UTC)

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the engine asked for {name} while it was only looked at")


def faults(services: Services) -> list[str]:
    """Return what does not fit, in words; nothing is changed."""
    with services.database.reading() as tx:
        found = [f"chain {broken.chain_id}: {broken.reason}" for broken in verify(tx)]
        for case_id in tx.execute(select(case_file.c.id)).scalars().all():
            found += _of_case(services, tx, case_id)
    return found


def _of_case(services: Services, tx: Transaction, case_id: str) -> Iterator[str]:
    for row in instances.of_case(tx, case_id):
        yield from _of_instance(services, tx, row)
    done = [task.id for task in tasks.of_case(tx, case_id) if task.state is TaskState.DONE]
    sent = [one.task_id for one in submissions.of_case(tx, case_id)]
    if sorted(done) != sorted(sent):
        yield f"case {case_id}: {len(done)} tasks done, {len(sent)} submissions"
    events = audit_log.of_case(tx, case_id, payloads=True)
    noted = [e.event.payload["task"] for e in events if e.event.kind.value == "task_completed"]
    if sorted(noted) != sorted(done):
        yield f"case {case_id}: {len(done)} tasks done, {len(noted)} in the record"
    yield from _of_papers(tx, case_id)


def _of_instance(services: Services, tx: Transaction, row: InstanceRow) -> Iterator[str]:
    seen = look_at(services, tx, row)
    open_now = {task.id for task in tasks.open_of_instance(tx, row.id)}
    armed = {(timer.id, timer.due_at) for timer in timers.of_instance(tx, row.id)}
    listening = {wait.id for wait in messages.waits_of_instance(tx, row.id)}
    expected = (
        {task.id for task in seen.open_tasks},
        {(timer.id, timer.due_at) for timer in seen.timers},
        {wait.id for wait in seen.waits},
    )
    if (open_now, armed, listening) != expected:
        yield f"instance {row.id} ({row.process_id}): tasks, timers or waits differ from its state"
    if seen.finished != (row.status == "done"):
        yield f"instance {row.id} ({row.process_id}): {row.status}, the engine says otherwise"
    live = {one.id for one in seen.activations} - {"root"}
    kept = {one.id for one in instances.activations(tx, row.id) if one.closed_at is None}
    if row.status != "done" and live != kept:
        yield f"instance {row.id} ({row.process_id}): activations differ from its state"


def look_at(services: Services, tx: Transaction, row: InstanceRow) -> Advance:
    """Return what the stored state of an instance waits for."""
    program = services.catalogue(tx, row.release_id).program(row.process_id)
    return engine.fire_timers(program, row.state, Onlooker())


def _of_papers(tx: Transaction, case_id: str) -> Iterator[str]:
    rows = documents.of_case(tx, case_id)
    for row in rows:
        if (row.state is DocumentState.ISSUED) != bool(row.number):
            yield f"document {row.id}: {row.state} with number {row.number!r}"
    issued = {row.id for row in rows if row.state is DocumentState.ISSUED}
    for clock in clocks.of_case(tx, case_id):
        closed = clock.state is not ClockState.RUNNING
        if closed and clock.closed_by not in issued:
            yield f"clock of pass {clock.pass_id}: closed by a paper that was not issued"
