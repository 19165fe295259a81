"""Try again what is due, and end what has nothing left to run; the worker calls this."""

from __future__ import annotations

import structlog

from app.domain.incidents import AttemptResult, Incident
from app.register.register import Doer
from app.steps.causes import PASSING
from app.steps.retrying import NOTHING_LEFT, settle, try_again
from app.steps.services import Services
from app.steps.work import Work
from app.store import incidents

log = structlog.get_logger(__name__)


def retry_due_incidents(services: Services, *, limit: int = 100) -> int:
    """Try each incident whose time has come once; return how many are solved by it."""
    with services.database.reading() as tx:
        now = services.clock.now()
        due, over = incidents.due(tx, now, limit), incidents.without_subject(tx, now)
    for incident in over:
        _settle(services, incident)
    return sum(_solved(services, incident) for incident in due)


def _settle(services: Services, incident: Incident) -> None:
    try:
        with services.database.transaction() as tx:
            work = Work(services, tx, services.clock.now(), Doer())
            settle(work, incident, NOTHING_LEFT, work.doer)
    except PASSING as error:
        log.warning("settling_put_off", incident=incident.code, error=error.message)


def _solved(services: Services, incident: Incident) -> bool:
    try:
        return try_again(services, incident).result is AttemptResult.SOLVED
    except PASSING as error:
        # Not even the attempt could be counted, or its result not kept: its time comes again.
        log.warning("retry_put_off", incident=incident.code, error=error.message)
        return False
