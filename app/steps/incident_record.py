"""The lines of an incident: in the chain of its instance, or of the system where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.incidents import Incident
from app.register.register import Doer
from app.store import audit_log, instances
from app.store.database import Transaction


def record_incident(
    tx: Transaction,
    incident: Incident,
    kind: EventKind,
    summary: str,
    doer: Doer,
    now: datetime,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Chain what happened to an incident; locks its instance's row."""
    event = NewEvent(
        kind=kind,
        at=now,
        summary=f"{summary} {incident.code}",
        actor_id=doer.person_id,
        actor_name=doer.name,
        capacity=doer.capacity,
        case_id=incident.case_id,
        element_id=incident.element_id,
        process_id=incident.process_id,
        activation_id=incident.activation_id,
        payload={"incident": incident.code, "what": incident.what.value, **(payload or {})},
    )
    if not incident.instance_id:
        audit_log.append_system(tx, [event], now)
        return
    row = instances.load_locked(tx, incident.instance_id)
    chain = audit_log.chain_of(row.id)
    seq, digest = audit_log.append(tx, chain, row.audit_seq, row.audit_hash, [event], now)
    instances.save_head(tx, row, seq, digest)
