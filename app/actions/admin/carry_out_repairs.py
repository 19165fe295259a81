"""Repair the cases of approved requests, one by one; the worker calls this."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import structlog

from app.domain.audit import EventKind
from app.domain.case_requests import Repair, RepairItem, RequestResult, RequestState
from app.errors import ChuTruongError, Conflict
from app.repairs.carrying import carry_out, change_since
from app.steps.carrying_requests import Way, carry_out_requests
from app.steps.causes import cause_of
from app.steps.request_record import record_request
from app.steps.services import Services
from app.steps.whereabouts import Whereabouts
from app.steps.work import Work
from app.store import case_requests, instances

log = structlog.get_logger(__name__)


def carry_out_repairs(services: Services, *, limit: int = 100) -> int:
    """Repair up to `limit` instances; return how many got their result.

    One whose repair fails is left as it was, with the reason; only where somebody else held its
    rows it is tried again at the next tick.
    """
    return carry_out_requests(services, _WAY, limit)


def _refuse(
    services: Services, _at: Whereabouts, _request: Repair, item: RepairItem, error: Exception
) -> bool:
    """Write why an instance stays as it was, unless another worker has come to it meanwhile."""
    if not isinstance(error, ChuTruongError):
        log.exception("repair_failed", instance=item.instance_id, error=str(error))
    with suppress(Conflict), services.database.transaction() as tx:
        told = cause_of(error).text
        case_requests.finish(tx, item, RequestResult.REFUSED, services.clock.now(), told)
    return True


def _close(work: Work, request: Repair, items: Sequence[RepairItem]) -> None:
    done = sum(one.result is RequestResult.DONE for one in items)
    expired = not done and _went_on(work, request, items)
    state = RequestState.EXPIRED if expired else RequestState.DONE
    after = case_requests.change(work.tx, request, state=state)
    results = {one.instance_id: one.result.value for one in items}
    summary = f"Đã sửa {done} trên {len(results)} lượt chạy"
    record_request(work, after, EventKind.REPAIR_DONE, summary, {"results": results})


def _went_on(work: Work, request: Repair, items: Sequence[RepairItem]) -> bool:
    """Tell whether none of the instances is any more what was agreed about."""
    return all(
        change_since(request, item, instances.load(work.tx, item.instance_id)) for item in items
    )


_WAY = Way(Repair, RepairItem, carry_out, _refuse, _close)
