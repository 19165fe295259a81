"""A file on its way out: begun with its line of the record, followed lot by lot, ended with a line.

Files go straight to who asked, as they are read: nothing of a record lies about on a server's disk,
leave to read is looked up anew for each lot, and memory holds one lot however long the file is. How
far a file is stands in a row of its own, which a page reads and by which the person stops it: the
writer looks there after each lot, and a connection that is cut in the middle of a file leaves no
half one that looks whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from app.domain.audit import EventKind, NewEvent
from app.domain.exports import ExportRun, ExportState
from app.domain.people import Actor
from app.errors import ChuTruongError, ExportStopped
from app.steps.services import Services
from app.store import audit_log, exports
from app.store.database import Transaction

Lot = TypeVar("Lot")
Piece = TypeVar("Piece")
STOPPED = "Lần xuất này đã dừng; xuất lại nếu còn cần tệp"
FAILED = "hệ thống gặp lỗi khi ghi tệp"
_ID = re.compile(r"[0-9a-f]{32}")
_ENDS = {
    ExportState.DONE: "Xuất xong",
    ExportState.STOPPED: "Dừng xuất",
    ExportState.CUT_OFF: "Mất kết nối khi đang xuất",
    ExportState.FAILED: "Không xuất được",
}


def begin(
    tx: Transaction,
    actor: Actor | None,
    what: str,
    unit: str,
    total: int,
    now: datetime,
    run_id: str = "",
) -> ExportRun:
    """Note that a file begins.

    Pages that follow a file name it by an id of their own, which is taken if it is one and new.
    """
    is_free = _ID.fullmatch(run_id) and not exports.is_known(tx, run_id)
    run = ExportRun(
        id=run_id if is_free else uuid4().hex,
        person_id=actor.person_id if actor else "",
        person_name=actor.name if actor else "Dòng lệnh",
        what=what,
        unit=unit,
        total=total,
        begun_at=now,
        moved_at=now,
    )
    exports.insert(tx, run)
    return run


def followed(
    services: Services,
    run: ExportRun,
    lots: Iterator[Lot],
    write: Callable[[Iterator[Lot]], Iterator[Piece]],
    size: Callable[[Lot], int],
) -> Iterator[Piece]:
    """Yield the pieces that are written of the lots, and note at last how the file ended.

    Raises ExportStopped after the lot during which the person stopped it, at the latest before the
    end of the file.
    """
    try:
        yield from write(_counted(services, run, lots, size))
    except ExportStopped:
        raise
    except GeneratorExit:
        end(services, run, ExportState.CUT_OFF)
        raise
    except Exception as error:
        end(services, run, ExportState.FAILED, told_of(error))
        raise
    finish(services, run)


def _counted(
    services: Services, run: ExportRun, lots: Iterator[Lot], size: Callable[[Lot], int]
) -> Iterator[Lot]:
    done = 0
    for lot in lots:
        yield lot
        done += size(lot)
        move(services, run, done)


def move(services: Services, run: ExportRun, done: int) -> None:
    """Note how far a file is; raise ExportStopped if it is not to go on."""
    with services.database.transaction() as tx:
        goes_on = exports.move(tx, run.id, done, services.clock.now())
    if not goes_on:
        raise ExportStopped(STOPPED)


def finish(services: Services, run: ExportRun) -> None:
    """Note that a file is complete; raise ExportStopped if the person stopped it before."""
    if not end(services, run, ExportState.DONE):
        raise ExportStopped(STOPPED)


def end(services: Services, run: ExportRun, state: ExportState, told: str = "") -> bool:
    """Note and record how a file ended; False if that stands already."""
    with services.database.transaction() as tx:
        return record_end(tx, run, state, services.clock.now(), told)


def record_end(
    tx: Transaction, run: ExportRun, state: ExportState, now: datetime, told: str = ""
) -> bool:
    """Note how a file ended, with a line of the record; False if that stands already."""
    if not exports.end(tx, run.id, state, now, told):
        return False
    done = exports.load(tx, run.id, run.person_id).done
    counted = f"{done} trên {run.total} {run.unit}"
    event = NewEvent(
        kind=EventKind.EXPORT_ENDED,
        at=now,
        summary=f"{_ENDS[state]} {run.what}: {counted}" + (f" ({told})" if told else ""),
        actor_id=run.person_id,
        actor_name=run.person_name,
        payload={"export": run.id, "ended": state.value, "done": done, "total": run.total},
    )
    audit_log.append_system(tx, [event], now)
    return True


def told_of(error: Exception) -> str:
    """Return why a file failed, in words for readers."""
    return error.message if isinstance(error, ChuTruongError) else FAILED
