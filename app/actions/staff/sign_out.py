"""Sign out: the session is revoked, a copied cookie dies with it."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.steps.services import Services
from app.store import audit_log, sessions


def sign_out(services: Services, session_id: str) -> None:
    """Revoke the session; an unknown one changes nothing."""
    now = services.clock.now()
    with services.database.transaction() as tx:
        found = sessions.load(tx, session_id)
        if found is None:
            return
        sessions.revoke(tx, session_id, now)
        event = NewEvent(
            kind=EventKind.SIGNED_OUT,
            at=now,
            summary="Đăng xuất",
            actor_id=found.account.person_id,
            actor_name=found.account.name,
        )
        audit_log.append_system(tx, [event], now)
