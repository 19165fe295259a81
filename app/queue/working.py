"""One piece of kept work after the other: claimed, done, and finished by who still holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from app.domain.clock import Clock
from app.domain.jobs import Job, JobKind
from app.domain.retries import Patience
from app.errors import WorkStopped
from app.store import jobs
from app.store.database import Database

Handler = Callable[[Job], None]
TELL_EVERY = timedelta(seconds=1)
log = structlog.get_logger(__name__)


def work_off(
    database: Database,
    clock: Clock,
    handlers: Mapping[JobKind, Handler],
    patience: Patience,
    limit: int,
) -> int:
    """Do what is due until nothing is left or the limit is reached; return how many were done."""
    done = 0
    for _ in range(limit):
        with database.transaction() as tx:
            job = jobs.claim(tx, clock.now(), handlers.keys())
        if job is None:
            break
        done += _do(database, clock, handlers[job.kind], patience, job)
    return done


def telling(database: Database, clock: Clock, job: Job) -> Callable[[int, int], None]:
    """Return what a handler tells how far it is of how much; written down once a second.

    That raises WorkStopped once somebody stopped the job, or another worker took it over.
    """
    due = clock.now()

    def told(done: int, total: int) -> None:
        nonlocal due
        now = clock.now()
        if now < due:
            return
        due = now + TELL_EVERY
        with database.transaction() as tx:
            held = jobs.note_progress(tx, job, done, total, now)
        if not held:
            raise WorkStopped("Việc đã bị dừng giữa chừng")

    return told


def _do(database: Database, clock: Clock, handler: Handler, patience: Patience, job: Job) -> bool:
    try:
        handler(job)
    except WorkStopped:
        return False
    except Exception as error:
        # Whatever one job meets, the others go on.
        log.warning("job_failed", job=job.id, attempt=job.attempts, error=str(error))
        _failed(database, clock, patience, job, f"{type(error).__name__}: {error}")
        return False
    with database.transaction() as tx:
        return jobs.finish(tx, job, clock.now())


def _failed(database: Database, clock: Clock, patience: Patience, job: Job, told: str) -> None:
    now = clock.now()
    with database.transaction() as tx:
        if patience.is_over(job.attempts):
            jobs.bury(tx, job, now, told)
        else:
            jobs.put_off(tx, job, now + patience.wait_after(job.attempts), told)
