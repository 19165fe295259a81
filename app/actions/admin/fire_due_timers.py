"""Fire what is due, each instance in the transaction that claims it; the worker calls this."""

from __future__ import annotations

import structlog

from app.register.register import Doer
from app.steps.causes import PASSING
from app.steps.failing import keep_failure
from app.steps.retrying import timer_subject
from app.steps.services import Services
from app.steps.step import fire_due
from app.steps.whereabouts import Whereabouts
from app.steps.work import Work
from app.store import timers

log = structlog.get_logger(__name__)


def fire_due_timers(services: Services, *, limit: int = 100) -> int:
    """Fire due timers until none is left or the limit is reached; return how many instances moved.

    An instance whose step fails is left as it was; its incident holds it back from here and says
    when it is tried again.
    """
    failed: set[str] = set()
    for tried in range(limit):
        if _fire_one(services, failed) is None:
            return tried - len(failed)
    return limit - len(failed)


def _fire_one(services: Services, failed: set[str]) -> str | None:
    now, at = services.clock.now(), Whereabouts()
    instance_id = ""
    try:
        with services.database.transaction() as tx:
            due = [i for i in timers.claim_due(tx, now, len(failed) + 1) if i not in failed]
            if not due:
                return None
            instance_id = due[0]
            fire_due(Work(services, tx, now, Doer(), at), instance_id)
    except Exception as error:
        # Whatever is wrong with one instance, the others' timers go on; without one it is ours.
        if not instance_id:
            raise
        failed.add(instance_id)
        _keep(services, at, instance_id, error)
    return instance_id


def _keep(services: Services, at: Whereabouts, instance_id: str, error: Exception) -> None:
    if isinstance(error, PASSING):
        log.warning("timer_put_off", instance=instance_id, error=error.message)
        return
    subject = timer_subject(services, at, instance_id, error)
    incident = keep_failure(services, subject, error)
    log.exception("timer_failed", instance=instance_id, incident=incident.code)
