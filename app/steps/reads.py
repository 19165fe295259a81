"""Who read what: a line in a chain of the case's own, so that it is proved with the case.

Reading a restricted case is always recorded (INV-18); taking any case out as a dossier too.
"""

from __future__ import annotations

from datetime import datetime

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import CaseRow
from app.domain.people import Actor
from app.steps.services import Services
from app.store import audit_log
from app.store.database import Transaction

SYSTEM_ROLES = {"auditor": "Kiểm soát", "admin": "Quản trị", "process_owner": "Chủ quy trình"}


def note_read(services: Services, actor: Actor, case: CaseRow, what: str) -> None:
    """Record that a restricted case was read, in a transaction of its own; others leave no line."""
    if not case.restricted:
        return
    now = services.clock.now()
    with services.database.transaction() as tx:
        record_read(tx, actor, case, EventKind.CASE_READ, what, now)


def record_read(
    tx: Transaction, actor: Actor | None, case: CaseRow, kind: EventKind, what: str, now: datetime
) -> None:
    """Chain one reading; without an actor it was done on the command line."""
    event = NewEvent(
        kind=kind,
        at=now,
        summary=what,
        actor_id=actor.person_id if actor else "",
        actor_name=actor.name if actor else "Dòng lệnh",
        capacity=_capacity(actor),
        case_id=case.id,
        clauses=("INV-18",),
    )
    audit_log.append_system(tx, [event], now, audit_log.READS_PREFIX + case.id)


def _capacity(actor: Actor | None) -> str:
    """Name the office a person reads in: the system role, else the first of their capacities."""
    if actor is None:
        return ""
    roles = [name for role, name in SYSTEM_ROLES.items() if role in actor.system_roles]
    return next(iter([*roles, *(capacity.label for capacity in actor.capacities)]), "")
