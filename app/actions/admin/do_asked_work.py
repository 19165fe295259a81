"""Do the long work that people asked for at a page; the worker calls this beside its ticks."""

from __future__ import annotations

from dataclasses import replace

from app.domain.jobs import Job, JobKind
from app.queue.working import telling, work_off
from app.steps.record_checks import asked_by, check_whole_record
from app.steps.services import Services

# Who asked sees why it failed and asks again: trying by itself would repeat minutes of work.
ATTEMPTS = 1


def do_asked_work(services: Services, *, limit: int = 10) -> int:
    """Return how many pieces were done."""
    handlers = {JobKind.RECORD_CHECK: lambda job: _check_record(services, job)}
    patience = replace(services.patience, attempts=ATTEMPTS)
    return work_off(services.database, services.clock, handlers, patience, limit)


def _check_record(services: Services, job: Job) -> None:
    told = telling(services.database, services.clock, job)
    check_whole_record(services, asked_by(job), told)
