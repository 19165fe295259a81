"""The lines of a request to move cases in the chain of the system; each case has its own beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.version_moves import VersionMove
from app.steps.work import Work
from app.store import audit_log


def record_move(
    work: Work,
    move: VersionMove,
    kind: EventKind,
    summary: str,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Chain what somebody did with a request."""
    event = NewEvent(
        kind=kind,
        at=work.now,
        summary=summary,
        actor_id=work.doer.person_id,
        actor_name=work.doer.name,
        capacity=work.doer.capacity,
        payload={
            "move": move.id,
            "from": move.from_release,
            "to": move.to_release,
            "reason": move.reason,
            "pairs": [list(pair) for pair in move.pairs],
            **(payload or {}),
        },
    )
    audit_log.append_system(work.tx, [event], work.now)
