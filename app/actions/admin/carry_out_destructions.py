"""Destroy the cases of approved lists, each in a transaction of its own; the worker calls this.

What was killed goes on where it stood: the database's part of a case is gone whole, with its
tombstone, or not at all; its files on disk follow, and are removed again if need be.
"""

from __future__ import annotations

from pathlib import Path

import structlog

from app.domain.audit import EventKind
from app.domain.retention import DestructionList, Fate, ListState
from app.register.register import Doer
from app.steps.retention import record_list
from app.steps.services import Services
from app.steps.tombstones import destroy_case
from app.steps.work import Work
from app.store import retention

log = structlog.get_logger(__name__)
_UNDONE = {Fate.WAITING.value, Fate.ERASED.value}


def carry_out_destructions(services: Services, *, limit: int = 100) -> int:
    """Destroy up to `limit` cases; return how many got their result.

    One that fails unexpectedly is left as it was and tried again at the next tick.
    """
    done = 0
    with services.database.reading() as tx:
        under_way = retention.approved(tx)
    for row in under_way:
        failed: set[str] = set()
        while done < limit and _next(services, row, failed):
            done += 1
        while _clear_next(services, row, failed):
            pass
        if not failed and done < limit:
            _close(services, row)
    return done


def _next(services: Services, row: DestructionList, failed: set[str]) -> bool:
    """Destroy the next case that can be; False when none is left."""
    while True:
        case_id = ""
        try:
            with services.database.transaction() as tx:
                item = retention.claim_next(tx, row.id, Fate.WAITING, failed)
                if item is None:
                    return False
                case_id = item.case_id
                destroy_case(Work(services, tx, services.clock.now(), Doer()), row, item)
                return True
        except Exception as error:
            # Whatever is wrong with one case, the others are destroyed; without one it is ours.
            if not case_id:
                raise
            failed.add(case_id)
            log.exception("destruction_failed", case=case_id, error=str(error))


def _clear_next(services: Services, row: DestructionList, failed: set[str]) -> bool:
    """Remove the files of the next erased case from the disk; False when none is left."""
    with services.database.transaction() as tx:
        item = retention.claim_next(tx, row.id, Fate.ERASED, failed)
        if item is None:
            return False
        try:
            for name in item.files:
                _kept_file(services, name).unlink(missing_ok=True)
        except OSError as error:
            failed.add(item.case_id)
            log.exception("files_left", case=item.case_id, error=str(error))
        else:
            retention.settle(tx, item, Fate.DESTROYED, files=[])
        return True


def _kept_file(services: Services, name: str) -> Path:
    """Return where a file lies; raise OSError for a name that the database could not have given.

    Else who writes into it has the worker remove the key or the checkpoints.
    """
    place = services.settings.uploads_dir / name
    if place.parent != services.settings.uploads_dir or name == "..":
        raise OSError(f"not a file that was sent: {name}")
    return place


def _close(services: Services, seen: DestructionList) -> None:
    """End a list of which no case waits any more; another worker may have been first."""
    with services.database.transaction() as tx:
        row = retention.load(tx, seen.id)
        fates = {one.code: one.fate.value for one in retention.items(tx, row.id)}
        if row.state is not ListState.APPROVED or _UNDONE & set(fates.values()):
            return
        work = Work(services, tx, services.clock.now(), Doer())
        gone = sum(1 for fate in fates.values() if fate == Fate.DESTROYED.value)
        summary = f"Đã tiêu hủy {gone} trên {len(fates)} hồ sơ theo {row.decision}"
        record_list(work, row, EventKind.DESTRUCTION_DONE, summary, {"results": fates})
        retention.change(tx, row, state=ListState.DONE)
