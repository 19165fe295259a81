"""Stop a check of the whole record that somebody asked for; it leaves no result."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.jobs import JobKind
from app.domain.people import Actor
from app.permissions import check_can_verify_audit
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, jobs


def stop_record_check(services: Services, actor: Actor) -> None:
    """End the check that waits or runs; nothing happens when none does.

    Raises PermissionDenied.
    """
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, "Dừng kiểm tra toàn bộ nhật ký"),
        services.database.transaction() as tx,
    ):
        check_can_verify_audit(actor)
        job = jobs.newest(tx, JobKind.RECORD_CHECK)
        if job is None or not jobs.stop(tx, job.id, now):
            return
        event = NewEvent(
            kind=EventKind.CHECK_STOPPED,
            at=now,
            summary=f"Dừng kiểm tra toàn bộ nhật ký khi xong {100 * job.done // job.total}%",
            actor_id=actor.person_id,
            actor_name=actor.name,
            payload={"job": job.id, "done": job.done, "of": job.total},
        )
        audit_log.append_system(tx, [event], now)
