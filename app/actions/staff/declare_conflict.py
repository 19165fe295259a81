"""Declare a conflict of interest in a case: one's own, or an objection against another (INV-13)."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import FormInvalid
from app.register.register import Doer
from app.steps.handing_over import hand_over_tasks
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, cases, conflicts


def declare_conflict(
    services: Services, actor: Actor, code: str, ground: str, person_id: str = ""
) -> None:
    """Note the conflict; from now on the person does nothing in this case, others do it instead."""
    now = services.clock.now()
    concerned = person_id or actor.person_id
    with (
        refusals_recorded(services, actor, "Kê khai xung đột lợi ích", about=code),
        services.database.transaction() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        if not ground.strip():
            raise FormInvalid([FieldError("ground", "Lý do", "Ghi lý do xung đột lợi ích")])
        source = "self" if concerned == actor.person_id else "objection"
        row = conflicts.ConflictRow(
            case.id, concerned, "declared", source, ground, actor.person_id, now
        )
        conflicts.declare(tx, [row])
        event = NewEvent(
            kind=EventKind.CONFLICT_DECLARED,
            at=now,
            summary="Kê khai xung đột lợi ích",
            actor_id=actor.person_id,
            actor_name=actor.name,
            case_id=case.id,
            clauses=("A-26",),
            payload={"person": concerned, "source": source, "ground": ground},
        )
        audit_log.append_system(tx, [event], now)
        work = Work(services, tx, now, Doer(actor.person_id, actor.name))
        hand_over_tasks(work, case, {concerned})
