"""Refuse somebody leave to read a restricted case, or take an own request back, with a reason."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.reading_grants import LONGEST_REASON, SHORTEST_REASON, GrantState, ReadingGrant
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_watch
from app.steps.reads import record_read, refused_words
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, reading_grants


def refuse_reading(
    services: Services, actor: Actor, grant_id: str, version: int, answer: str
) -> ReadingGrant:
    """Return the request as refused; raises FormInvalid without a reason, Conflict when late."""
    with (
        refusals_recorded(services, actor, "Không cho xem hồ sơ hạn chế", about=grant_id),
        services.database.transaction() as tx,
    ):
        check_can_watch(actor)
        if not SHORTEST_REASON <= len(answer.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do không cho xem, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("answer", "Lý do không cho xem", text)])
        row = reading_grants.load(tx, grant_id)
        if row.state is not GrantState.ASKED or row.version != version:
            raise Conflict(reading_grants.CHANGED, winner=row.decided_name)
        now = services.clock.now()
        after = reading_grants.decide(
            tx,
            row,
            state=GrantState.REFUSED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
            answer=answer.strip(),
        )
        case = cases.load_locked(tx, row.case_id)
        what = refused_words(row.asked_name, after.answer)
        record_read(tx, actor, case, EventKind.READING_REFUSED, what, now)
        return after
