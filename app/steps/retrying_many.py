"""Several incidents tried again, as one person asks: at once, or later as kept work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import uuid4

import structlog

from app.domain.incidents import Incident
from app.domain.jobs import Job, JobKind
from app.domain.people import Actor
from app.steps.causes import PASSING
from app.steps.retrying import try_again
from app.steps.services import Services
from app.store import incident_lists

log = structlog.get_logger(__name__)


def retry_all(
    services: Services,
    found: Iterable[Incident],
    actor: Actor,
    batch_id: str,
    told: Callable[[int], None] = lambda _done: None,
) -> None:
    """Try each apart; `told` hears how many are done."""
    for number, incident in enumerate(found):
        told(number)
        try:
            try_again(services, incident, actor, batch_id)
        except PASSING as error:
            # Not even the attempt could be counted: this one stays as it was, the others go on.
            log.warning("retry_put_off", incident=incident.code, error=error.message)


def retry_as_job(services: Services, found: Iterable[Incident], actor: Actor, batch_id: str) -> Job:
    """Return the kept work of trying these again."""
    now, ids = services.clock.now(), [one.id for one in found]
    asked_by = {"person_id": actor.person_id, "name": actor.name}
    payload = {"batch": batch_id, "incidents": ids, **asked_by}
    key = key_of(batch_id)
    return Job(uuid4().hex, JobKind.RETRY, key, payload, now, now, total=len(ids))


def key_of(batch_id: str) -> str:
    """Return the key of the kept work of a retry."""
    return f"{JobKind.RETRY.value}:{batch_id}"


def retry_kept(services: Services, job: Job, told: Callable[[int, int], None]) -> None:
    """Try those of the incidents that were not yet tried when a worker was killed."""
    batch_id, ids = str(job.payload["batch"]), list(job.payload["incidents"])
    actor = Actor(str(job.payload["person_id"]), str(job.payload["name"]), "")
    with services.database.reading() as tx:
        known = incident_lists.by_ids(tx, ids)
        before = {one.incident_id for one in incident_lists.attempts_of_batch(tx, batch_id)}
    left = [known[one] for one in ids if one in known and one not in before]
    done = len(ids) - len(left)
    retry_all(services, left, actor, batch_id, lambda number: told(done + number, len(ids)))
