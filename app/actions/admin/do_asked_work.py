"""Do the long work that people asked for at a page; the worker calls this beside its ticks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.domain.jobs import Job, JobKind
from app.queue.working import Handler, telling, work_off
from app.repairs.trying_later import rehearse_kept
from app.steps.record_checks import asked_by, check_whole_record
from app.steps.retrying_many import retry_kept
from app.steps.services import Services

Told = Callable[[int, int], None]
Way = Callable[[Services, Job, Told], None]
# Who asked sees why it failed and asks again: trying by itself would repeat minutes of work.
ATTEMPTS = 1


def do_asked_work(
    services: Services, more: Mapping[JobKind, Way] | None = None, *, limit: int = 10
) -> int:
    """Return how many pieces were done; `more` are ways of floors above this one."""
    ways = {**_WAYS, **(more or {})}
    handlers = {kind: _handler(services, way) for kind, way in ways.items()}
    patience = replace(services.patience, attempts=ATTEMPTS)
    return work_off(services.database, services.clock, handlers, patience, limit)


def _handler(services: Services, way: Way) -> Handler:
    return lambda job: way(services, job, telling(services.database, services.clock, job))


def _check_record(services: Services, job: Job, told: Told) -> None:
    check_whole_record(services, asked_by(job), told)


_WAYS: Mapping[JobKind, Way] = {
    JobKind.RECORD_CHECK: _check_record,
    JobKind.REHEARSAL: rehearse_kept,
    JobKind.RETRY: retry_kept,
}
