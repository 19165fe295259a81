"""One piece of outside work after the other: claimed, done, and finished by who still holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog

from app.domain.clock import Clock
from app.domain.jobs import Job, JobKind
from app.domain.retries import Patience
from app.store import jobs
from app.store.database import Database

Handler = Callable[[Job], None]
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
            job = jobs.claim(tx, clock.now())
        if job is None:
            break
        done += _do(database, clock, handlers[job.kind], patience, job)
    return done


def _do(database: Database, clock: Clock, handler: Handler, patience: Patience, job: Job) -> bool:
    try:
        handler(job)
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
