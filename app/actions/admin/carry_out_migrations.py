"""Move the cases of approved requests, each in a transaction of its own; the worker calls this.

What was killed goes on where it stood: an instance is moved whole, with its result, or not at all.
"""

from __future__ import annotations

from dataclasses import replace

import structlog

from app.domain.audit import EventKind
from app.domain.incidents import FailedWork
from app.domain.version_moves import MoveItem, MoveState, VersionMove
from app.register.register import Doer
from app.steps.causes import PASSING
from app.steps.failing import keep_failure, subject_of
from app.steps.move_record import record_move
from app.steps.reseating import carry_over
from app.steps.services import Services
from app.steps.whereabouts import Whereabouts
from app.steps.work import Work
from app.store import incidents, version_moves

log = structlog.get_logger(__name__)


def carry_out_migrations(services: Services, *, limit: int = 100) -> int:
    """Move up to `limit` instances; return how many got their result.

    One whose transfer fails unexpectedly is left as it was; its incident says when it is tried
    again, and the request stays under way until then.
    """
    done = 0
    with services.database.reading() as tx:
        under_way = version_moves.approved(tx)
    for move in under_way:
        failed = _held(services, move)
        while done < limit and _move_one(services, move, failed):
            done += 1
        if not failed and done < limit:
            _close(services, move)
    return done


def _held(services: Services, move: VersionMove) -> set[str]:
    """Return the instances of a request that incidents hold back."""
    with services.database.reading() as tx:
        held = incidents.held_subjects(tx, FailedWork.TRANSFER)
    return {instance_id for move_id, instance_id in held if move_id == move.id}


def _move_one(services: Services, move: VersionMove, failed: set[str]) -> bool:
    """Move the next instance; False when none is left."""
    doer = Doer(move.decided_by, move.decided_name, "Quản trị")
    while True:
        item, at = None, Whereabouts()
        try:
            with services.database.transaction() as tx:
                item = version_moves.claim_next(tx, move.id, failed)
                if item is None:
                    return False
                carry_over(Work(services, tx, services.clock.now(), doer, at), move, item)
                return True
        except Exception as error:
            # Whatever is wrong with one instance, the others are moved; without one it is ours.
            if item is None:
                raise
            failed.add(item.instance_id)
            _keep(services, at, move, item, error)


def _keep(
    services: Services, at: Whereabouts, move: VersionMove, item: MoveItem, error: Exception
) -> None:
    if isinstance(error, PASSING):
        log.warning("migration_put_off", instance=item.instance_id, error=error.message)
        return
    what = FailedWork.TRANSFER
    found = subject_of(at, error, what, f"{what.value}:{move.id}:{item.instance_id}")
    subject = replace(found, subject_id=move.id, case_id=item.case_id, instance_id=item.instance_id)
    incident = keep_failure(services, subject, error)
    log.exception("migration_failed", instance=item.instance_id, incident=incident.code)


def _close(services: Services, seen: VersionMove) -> None:
    """End a request of which no instance waits any more; another worker may have been first."""
    with services.database.transaction() as tx:
        move = version_moves.load(tx, seen.id)
        if move.state is not MoveState.APPROVED or version_moves.waiting(tx, move.id):
            return
        after = version_moves.change(tx, move, state=MoveState.DONE)
        results = {one.instance_id: one.result.value for one in version_moves.items(tx, move.id)}
        work = Work(services, tx, services.clock.now(), Doer())
        moved = sum(1 for result in results.values() if result == "moved")
        summary = f"Đã chuyển {moved} trên {len(results)} lượt chạy sang {move.to_release}"
        record_move(work, after, EventKind.MIGRATION_DONE, summary, {"results": results})
