"""Let outside work that was given up be tried again from the beginning."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.errors import Conflict
from app.permissions import check_can_handle_incidents
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, jobs


def revive_job(services: Services, actor: Actor, job_id: str) -> None:
    """Put the job back into its queue; raises PermissionDenied, Conflict unless it was given up."""
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, "Gửi lại thư", about=job_id),
        services.database.transaction() as tx,
    ):
        check_can_handle_incidents(actor)
        job = jobs.revive(tx, job_id, now)
        if job is None:
            raise Conflict("Thư này không còn nằm trong danh sách chưa gửi được; tải lại trang")
        event = NewEvent(
            kind=EventKind.JOB_REVIVED,
            at=now,
            summary=f"Cho gửi lại thư tới {job.payload.get('to', '')}",
            actor_id=actor.person_id,
            actor_name=actor.name,
            capacity="Quản trị",
            payload={"job": job.id, "key": job.key, "attempts": job.attempts, "told": job.told},
        )
        audit_log.append_system(tx, [event], now)
