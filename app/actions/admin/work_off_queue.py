"""Do the outside work that is due: letters; the worker calls this."""

from __future__ import annotations

from dataclasses import replace

from app.domain.jobs import JobKind
from app.queue.mailing import PostOffice
from app.queue.working import work_off
from app.steps.services import Services


def work_off_queue(services: Services, *, limit: int = 100) -> int:
    """Return how many jobs were done; without a mail server letters wait for one."""
    settings = services.settings
    if not settings.mail_url:
        return 0
    post = PostOffice.at(settings.mail_url, settings.mail_from)
    handlers = {JobKind.MAIL: post.send}
    patience = replace(services.patience, attempts=settings.mail_attempts)
    return work_off(services.database, services.clock, handlers, patience, limit)
