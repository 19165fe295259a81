"""Show what came of each incident of one retry."""

from __future__ import annotations

from app.domain.jobs import Job, JobState, Progress
from app.domain.people import Actor
from app.domain.views.incidents import RetryPage
from app.errors import NotFound
from app.permissions import check_can_watch
from app.steps.incident_lines import incident_lines
from app.steps.refusals import refusals_recorded
from app.steps.retrying_many import key_of
from app.steps.services import Services
from app.store import incident_lists, jobs


def read_retry(services: Services, actor: Actor, batch_id: str) -> RetryPage:
    """Return the results; raises PermissionDenied, NotFound."""
    with (
        refusals_recorded(services, actor, "Xem kết quả thử lại", about=batch_id),
        services.database.reading() as tx,
    ):
        check_can_watch(actor)
        tried = incident_lists.attempts_of_batch(tx, batch_id) if batch_id else []
        job = jobs.of_key(tx, key_of(batch_id))
        if not tried and job is None:
            raise NotFound("Không có lượt thử lại này; mở lại từ danh sách sự cố")
        known = incident_lists.by_ids(tx, {one.incident_id for one in tried})
        lines = {one.incident.id: one for one in incident_lines(services, tx, [*known.values()])}
        told = [(lines[one.incident_id], one) for one in tried]
        told.sort(key=lambda pair: pair[0].incident.code)
        return RetryPage(batch_id, tuple(told), _progress(job, len(tried)))


def _progress(job: Job | None, done: int) -> Progress | None:
    """Return how far the worker is, unless it has come to the end or was not asked."""
    return Progress.of(job, done, job.total) if job and job.state is not JobState.DONE else None
