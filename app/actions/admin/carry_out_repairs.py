"""Repair the cases of approved requests, each in a transaction of its own; the worker calls this.

What was killed goes on where it stood: an instance is repaired whole, with its result, or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import structlog

from app.domain.audit import EventKind
from app.domain.repairs import Repair, RepairItem, RepairResult, RepairState
from app.errors import ChuTruongError, Conflict
from app.register.register import Doer
from app.repairs.carrying import carry_out, change_since
from app.repairs.record import record_repair
from app.steps.causes import PASSING, cause_of
from app.steps.services import Services
from app.steps.work import Work
from app.store import instances, repairs
from app.store.database import Transaction

log = structlog.get_logger(__name__)


def carry_out_repairs(services: Services, *, limit: int = 100) -> int:
    """Repair up to `limit` instances; return how many got their result.

    One whose repair fails is left as it was, with the reason; only where somebody else held its
    rows it is tried again at the next tick.
    """
    done = 0
    with services.database.reading() as tx:
        under_way = repairs.approved(tx)
    for request in under_way:
        failed: set[str] = set()
        while done < limit and _repair_one(services, request, failed):
            done += 1
        if not failed and done < limit:
            _close(services, request)
    return done


def _repair_one(services: Services, request: Repair, failed: set[str]) -> bool:
    """Repair the next instance; False when none is left."""
    while True:
        item: RepairItem | None = None
        try:
            with services.database.transaction() as tx:
                item = repairs.claim_next(tx, request.id, failed)
                if item is None:
                    return False
                carry_out(_work(services, request, tx), request, item)
                return True
        except Exception as error:
            # Whatever is wrong with one instance, the others are repaired; without one it is ours.
            if item is None:
                raise
            if isinstance(error, PASSING):
                failed.add(item.instance_id)
                log.warning("repair_put_off", instance=item.instance_id, error=error.message)
                continue
            if not isinstance(error, ChuTruongError):
                log.exception("repair_failed", instance=item.instance_id, error=str(error))
            _refuse(services, item, error)
            return True


def _work(services: Services, request: Repair, tx: Transaction) -> Work:
    doer = Doer(request.decided_by, request.decided_name, "Quản trị")
    return Work(services, tx, services.clock.now(), doer)


def _refuse(services: Services, item: RepairItem, error: Exception) -> None:
    """Write why an instance stays as it was, unless another worker has come to it meanwhile."""
    with suppress(Conflict), services.database.transaction() as tx:
        told = cause_of(error).text
        repairs.finish(tx, item, RepairResult.REFUSED, services.clock.now(), told)


def _close(services: Services, seen: Repair) -> None:
    """End a request of which no instance waits any more; another worker may have been first."""
    with services.database.transaction() as tx:
        request = repairs.load(tx, seen.id)
        items = repairs.items(tx, seen.id)
        waiting = any(one.result is RepairResult.WAITING for one in items)
        if request.state is not RepairState.APPROVED or waiting:
            return
        done = sum(one.result is RepairResult.DONE for one in items)
        expired = not done and _went_on(tx, request, items)
        state = RepairState.EXPIRED if expired else RepairState.DONE
        after = repairs.change(tx, request, state=state)
        results = {one.instance_id: one.result.value for one in items}
        work = Work(services, tx, services.clock.now(), Doer())
        summary = f"Đã sửa {done} trên {len(results)} lượt chạy"
        record_repair(work, after, EventKind.REPAIR_DONE, summary, {"results": results})


def _went_on(tx: Transaction, request: Repair, items: Sequence[RepairItem]) -> bool:
    """Tell whether none of the instances is any more what was agreed about."""
    return all(change_since(request, item, instances.load(tx, item.instance_id)) for item in items)
