"""Situations kept with a process, and the runs of them: one worker claims each run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from app.domain.situations import LIVE_RUNS, Played, RunState, Situation, SituationRun
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add, insert
from app.store.tables.situations import process_situation, situation_run

_RUN = situation_run.c


def keep(tx: Transaction, row: Situation) -> None:
    """Keep a situation with its process; raise Conflict when the process has one of that name."""
    statement = insert(tx, process_situation).on_conflict_do_nothing()
    if tx.first(statement.returning(process_situation.c.id), to_row(row)) is None:
        raise Conflict(f"Quy trình đã có tình huống “{row.name}”; đặt tên khác, hoặc bỏ cái cũ")


def of_process(tx: Transaction, process_id: str) -> tuple[Situation, ...]:
    """Return the kept situations of a process, newest first."""
    query = select(process_situation).where(process_situation.c.process_id == process_id)
    query = query.order_by(process_situation.c.created_at.desc(), process_situation.c.name)
    return tuple(from_row(Situation, row) for row in tx.rows(query))


def load(tx: Transaction, situation_id: str) -> Situation:
    """Return a kept situation; raise NotFound."""
    row = tx.first(select(process_situation).where(process_situation.c.id == situation_id))
    if row is None:
        raise NotFound("Tình huống này không còn; tải lại danh sách")
    return from_row(Situation, row)


def remove(tx: Transaction, situation_id: str) -> None:
    """Take a kept situation out."""
    tx.execute(delete(process_situation).where(process_situation.c.id == situation_id))


def add_run(tx: Transaction, row: SituationRun) -> None:
    """Ask for a run."""
    tx.execute(add(situation_run), to_row(row))


def load_run(tx: Transaction, run_id: str) -> SituationRun:
    """Return a run; raise NotFound."""
    row = tx.first(select(situation_run).where(_RUN.id == run_id))
    if row is None:
        raise NotFound("Không có lượt chạy này; tải lại trang")
    return from_row(SituationRun, row)


def run_of(tx: Transaction, process_id: str, digest: str) -> SituationRun | None:
    """Return the latest run against exactly these files and situations, or None."""
    query = select(situation_run).where(_RUN.process_id == process_id, _RUN.digest == digest)
    row = tx.first(query.order_by(_RUN.requested_at.desc(), _RUN.id).limit(1))
    return from_row(SituationRun, row) if row else None


def claim(tx: Transaction, now: datetime, silent_since: datetime) -> SituationRun | None:
    """Take the oldest run that waits, or whose worker fell silent; None when there is none."""
    lost = and_(_RUN.state == RunState.RUNNING.value, _RUN.seen_at < silent_since)
    free = or_(_RUN.state == RunState.WAITING.value, lost)
    oldest = select(_RUN.id).where(free).order_by(_RUN.requested_at, _RUN.id).limit(1)
    found = tx.first(oldest)
    if found is None:
        return None
    values = {"state": RunState.RUNNING.value, "seen_at": now, "results": []}
    taken = update(situation_run).where(_RUN.id == found["id"], free).values(**values)
    return load_run(tx, found["id"]) if tx.execute(taken).rowcount == 1 else None


def note_progress(
    tx: Transaction,
    run: SituationRun,
    now: datetime,
    results: Iterable[Played],
    passed: Mapping[str, Iterable[str]],
) -> bool:
    """Write how far a run came; False when it was cancelled meanwhile."""
    return _write(
        tx,
        run.id,
        (RunState.RUNNING,),
        seen_at=now,
        results=[asdict(one) for one in results],
        passed={process: sorted(ids) for process, ids in passed.items()},
    )


def end_run(tx: Transaction, run_id: str, state: RunState, now: datetime) -> bool:
    """Close a live run; False when it had ended before."""
    return _write(tx, run_id, LIVE_RUNS, state=state.value, ended_at=now)


def _write(tx: Transaction, run_id: str, states: Iterable[RunState], **values: Any) -> bool:
    within = _RUN.state.in_([state.value for state in states])
    statement = update(situation_run).where(_RUN.id == run_id, within).values(**values)
    return tx.execute(statement).rowcount == 1
