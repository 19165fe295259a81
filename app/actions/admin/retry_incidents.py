"""Try the chosen incidents again, each apart; what came of each is kept together.

An act of administration, recorded with the person: it runs what the machine was to run, it decides
nothing in anybody's place (INV-20).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import FormInvalid
from app.permissions import check_can_handle_incidents
from app.steps.refusals import refusals_recorded
from app.steps.retrying_many import retry_all, retry_as_job
from app.steps.services import Services
from app.store import incident_lists, jobs

MOST_AT_ONCE = 200
# So many are tried while a page waits; of more the worker does it.
LIVE = 20


def retry_incidents(
    services: Services, actor: Actor, codes: Sequence[str], *, live: int = LIVE
) -> str:
    """Return the id under which the results are read; raises PermissionDenied, FormInvalid."""
    with refusals_recorded(services, actor, "Thử lại sự cố"):
        check_can_handle_incidents(actor)
    with services.database.reading() as tx:
        found = incident_lists.by_codes(tx, codes[:MOST_AT_ONCE])
    if not found:
        raise FormInvalid([FieldError("chon", "Sự cố", "Chọn ít nhất một sự cố để thử lại")])
    batch_id = uuid4().hex
    if len(found) <= live:
        retry_all(services, found, actor, batch_id)
        return batch_id
    with services.database.transaction() as tx:
        jobs.defer(tx, [retry_as_job(services, found, actor, batch_id)])
    return batch_id
