"""Try the chosen incidents again at once, each apart; what came of each is kept together.

An act of administration, recorded with the person: it runs what the machine was to run, it decides
nothing in anybody's place (INV-20).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import structlog

from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import FormInvalid
from app.permissions import check_can_handle_incidents
from app.steps.causes import PASSING
from app.steps.refusals import refusals_recorded
from app.steps.retrying import try_again
from app.steps.services import Services
from app.store import incident_lists

MOST_AT_ONCE = 200
log = structlog.get_logger(__name__)


def retry_incidents(services: Services, actor: Actor, codes: Sequence[str]) -> str:
    """Return the id under which the results are read; raises PermissionDenied, FormInvalid."""
    with refusals_recorded(services, actor, "Thử lại sự cố"):
        check_can_handle_incidents(actor)
    with services.database.reading() as tx:
        found = incident_lists.by_codes(tx, codes[:MOST_AT_ONCE])
    if not found:
        raise FormInvalid([FieldError("chon", "Sự cố", "Chọn ít nhất một sự cố để thử lại")])
    batch_id = uuid4().hex
    for incident in found:
        try:
            try_again(services, incident, actor, batch_id)
        except PASSING as error:
            # Not even the attempt could be counted: this one stays as it was, the others go on.
            log.warning("retry_put_off", incident=incident.code, error=error.message)
    return batch_id
