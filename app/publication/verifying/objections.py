"""What owners say against a rule itself: kept in the audit, and read from there."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.verified import Objection
from app.store import audit_log
from app.store.database import Transaction


def objections_of(tx: Transaction, draft_id: str, rule_id: str = "") -> tuple[Objection, ...]:
    """Return the objections that were made on a draft, to one rule if it is named, in order."""
    recorded = (one.event for one in audit_log.of_kind(tx, EventKind.RULE_DISPUTED))
    return tuple(
        Objection(one.payload["rule"], one.payload["reason"], one.actor_name, one.at)
        for one in recorded
        if one.payload["draft"] == draft_id and rule_id in ("", one.payload["rule"])
    )
