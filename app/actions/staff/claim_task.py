"""Take a group task into one's own hands, so that others see who works on it."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.permissions import check_can_claim
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.rights import check_still_open, conflicts_for, denials_hidden
from app.steps.services import Services
from app.steps.suspension import check_not_suspended
from app.steps.work import Work
from app.store import audit_log, instances, tasks


def claim_task(services: Services, actor: Actor, task_id: str) -> None:
    """Claim an open task; raise Conflict naming who holds it, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Nhận việc", about=task_id),
        services.database.transaction() as tx,
    ):
        rows = tasks.load_step(tx, task_id, actor.person_id)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        register = work.register_of(rows.case, rows.level_pass, rows.instance.id, rows.clock)
        with denials_hidden(work, actor, rows.case):
            capacity = check_can_claim(actor, rows.task, conflicts_for(actor, rows, register))
        check_still_open(rows.task)
        check_not_suspended(rows.instance)
        tasks.claim(tx, rows.task, actor.person_id)
        now = services.clock.now()
        event = NewEvent(
            kind=EventKind.TASK_CLAIMED,
            at=now,
            summary=f"Nhận việc “{rows.task.name}”",
            actor_id=actor.person_id,
            actor_name=actor.name,
            capacity=capacity.label,
            element_id=rows.task.element_id,
            process_id=rows.task.process_id,
            case_id=rows.task.case_id,
        )
        head = rows.instance
        chain = audit_log.chain_of(head.id)
        seq, digest = audit_log.append(tx, chain, head.audit_seq, head.audit_hash, [event], now)
        instances.save_head(tx, head, seq, digest)
