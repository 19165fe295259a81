"""Move the cases of approved requests, each in a transaction of its own; the worker calls this.

What was killed goes on where it stood: an instance is moved whole, with its result, or not at all.
"""

from __future__ import annotations

import structlog

from app.domain.audit import EventKind
from app.domain.version_moves import MoveState, VersionMove
from app.register.register import Doer
from app.steps.move_record import record_move
from app.steps.reseating import carry_over
from app.steps.services import Services
from app.steps.work import Work
from app.store import version_moves

log = structlog.get_logger(__name__)


def carry_out_migrations(services: Services, *, limit: int = 100) -> int:
    """Move up to `limit` instances; return how many got their result.

    One whose transfer fails unexpectedly is left as it was and tried again at the next tick.
    """
    done = 0
    with services.database.reading() as tx:
        under_way = version_moves.approved(tx)
    for move in under_way:
        failed: set[str] = set()
        while done < limit and _move_one(services, move, failed):
            done += 1
        if not failed and done < limit:
            _close(services, move)
    return done


def _move_one(services: Services, move: VersionMove, failed: set[str]) -> bool:
    """Move the next instance; False when none is left."""
    doer = Doer(move.decided_by, move.decided_name, "Quản trị")
    while True:
        instance_id = ""
        try:
            with services.database.transaction() as tx:
                item = version_moves.claim_next(tx, move.id, failed)
                if item is None:
                    return False
                instance_id = item.instance_id
                carry_over(Work(services, tx, services.clock.now(), doer), move, item)
                return True
        except Exception as error:
            # Whatever is wrong with one instance, the others are moved; without one it is ours.
            if not instance_id:
                raise
            failed.add(instance_id)
            log.exception("migration_failed", instance=instance_id, error=str(error))


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
