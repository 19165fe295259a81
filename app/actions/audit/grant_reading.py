"""Let another person read a restricted case for a time, as the second pair of eyes."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.domain.audit import EventKind
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.reading_grants import USUAL_DAYS, GrantState, ReadingGrant
from app.errors import Conflict
from app.permissions import check_can_let_read
from app.steps.reads import granted_words, record_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, reading_grants
from app.store.database import Transaction


def grant_reading(services: Services, actor: Actor, grant_id: str, version: int) -> ReadingGrant:
    """Return the request as granted, from now to the same hour so many working days on.

    A working day stands for eight working hours. Raises PermissionDenied for who asked, Conflict
    when it is decided already.
    """
    with (
        refusals_recorded(services, actor, "Cho xem hồ sơ hạn chế", about=grant_id),
        services.database.transaction() as tx,
    ):
        row = reading_grants.load(tx, grant_id)
        check_can_let_read(actor, row.asked_by)
        if row.state is not GrantState.ASKED or row.version != version:
            raise Conflict(reading_grants.CHANGED, winner=row.decided_name)
        now = services.clock.now()
        after = reading_grants.decide(
            tx,
            row,
            state=GrantState.GRANTED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
            ends_at=_end(services, tx, now),
        )
        case = cases.load_locked(tx, row.case_id)
        what = granted_words(row.asked_name, after.ends_at)
        record_read(tx, actor, case, EventKind.READING_GRANTED, what, now)
        return after


def _end(services: Services, tx: Transaction, now: datetime) -> datetime:
    code = services.settings.profile
    days = services.cache.profiles[code].days("reading_days") or USUAL_DAYS
    last = services.world(tx).calendar(code).add(local_day(now), days)
    return now + timedelta(days=(last - local_day(now)).days)
