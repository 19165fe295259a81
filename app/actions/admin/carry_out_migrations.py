"""Move the cases of approved requests to their other version, one by one; the worker calls this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import structlog

from app.domain.audit import EventKind
from app.domain.case_requests import MoveItem, RequestResult, RequestState, VersionMove
from app.domain.incidents import FailedWork
from app.steps.carrying_requests import Way, carry_out_requests
from app.steps.failing import keep_failure, subject_of
from app.steps.request_record import record_request
from app.steps.reseating import carry_over
from app.steps.services import Services
from app.steps.whereabouts import Whereabouts
from app.steps.work import Work
from app.store import case_requests, incidents

log = structlog.get_logger(__name__)
# The record's own word for what is done, as older rows have it.
MOVED = "moved"


def carry_out_migrations(services: Services, *, limit: int = 100) -> int:
    """Move up to `limit` instances; return how many got their result.

    One whose transfer fails unexpectedly is left as it was; its incident says when it is tried
    again, and the request stays under way until then.
    """
    return carry_out_requests(services, _WAY, limit)


def _held(services: Services, move: VersionMove) -> set[str]:
    """Return the instances of a request that incidents hold back."""
    with services.database.reading() as tx:
        held = incidents.held_subjects(tx, FailedWork.TRANSFER)
    return {instance_id for move_id, instance_id in held if move_id == move.id}


def _keep(
    services: Services, at: Whereabouts, move: VersionMove, item: MoveItem, error: Exception
) -> bool:
    """Keep the failure as an incident; the instance waits."""
    what = FailedWork.TRANSFER
    found = subject_of(at, error, what, f"{what.value}:{move.id}:{item.instance_id}")
    subject = replace(found, subject_id=move.id, case_id=item.case_id, instance_id=item.instance_id)
    incident = keep_failure(services, subject, error)
    log.exception("migration_failed", instance=item.instance_id, incident=incident.code)
    return False


def _close(work: Work, move: VersionMove, items: Sequence[MoveItem]) -> None:
    """End a request; it has expired where no instance stood any more as it was asked about."""
    expired = all(one.result is RequestResult.OVER for one in items)
    state = RequestState.EXPIRED if expired else RequestState.DONE
    after = case_requests.change(work.tx, move, state=state)
    results = {one.instance_id: _recorded(one.result) for one in items}
    moved = sum(1 for result in results.values() if result == MOVED)
    summary = f"Đã chuyển {moved} trên {len(results)} lượt chạy sang {move.to_release}"
    record_request(work, after, EventKind.MIGRATION_DONE, summary, {"results": results})


def _recorded(result: RequestResult) -> str:
    return MOVED if result is RequestResult.DONE else result.value


_WAY = Way(VersionMove, MoveItem, carry_over, _keep, _close, _held)
