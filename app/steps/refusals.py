"""Refusals that leave a line in the audit, each in a transaction of its own (INV-18)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.errors import (
    ChuTruongError,
    Conflict,
    FormInvalid,
    NobodyWaits,
    NotFound,
    PermissionDenied,
    StepRefused,
    UnknownAnswer,
)
from app.steps.services import Services
from app.store import audit_log
from app.store.case_behind import case_behind

# What a person mistyped at a field is no matter for the record; what they may not do is, and so is
# what no field of a page can send (no path: too large, not an answer, a file of another kind).
RECORDED = (PermissionDenied, Conflict, NobodyWaits, NotFound, StepRefused, UnknownAnswer)


@contextmanager
def refusals_recorded(
    services: Services, actor: Actor | None, attempt: str, *, about: str = ""
) -> Iterator[None]:
    """Record a refusal that matters, then let it go on to the door that words it."""
    try:
        yield
    except RECORDED as refusal:
        record_refusal(services, actor, attempt, refusal, about=about)
        raise
    except FormInvalid as refusal:
        if any(error.clauses or not error.path for error in refusal.errors):
            record_refusal(services, actor, attempt, refusal, about=about)
        raise


def record_refusal(
    services: Services,
    actor: Actor | None,
    attempt: str,
    refusal: ChuTruongError,
    *,
    about: str = "",
) -> None:
    """Chain one refusal: who tried what on which case, why it was refused, on which clause.

    `about` begins with the number or id that was tried, if any.
    """
    event = NewEvent(
        kind=EventKind.REFUSED,
        at=services.clock.now(),
        summary=f"{attempt}: {_reason(refusal)}",
        actor_id=actor.person_id if actor else "",
        actor_name=actor.name if actor else "",
        clauses=refusal.clauses,
        payload={"attempt": attempt, "about": about, "error": type(refusal).__name__},
    )
    with services.database.transaction() as tx:
        event = replace(event, case_id=case_behind(tx, about.partition(" ")[0]))
        audit_log.append_system(tx, [event], services.clock.now())


def _reason(refusal: ChuTruongError) -> str:
    """Return why it was refused; of a form's errors those that rest on a clause, if any do."""
    if not isinstance(refusal, FormInvalid):
        return refusal.message
    grave = [error.message for error in refusal.errors if error.clauses]
    return "; ".join([refusal.message, *grave])
