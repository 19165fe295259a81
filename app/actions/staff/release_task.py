"""Give a claimed task back to its group."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.permissions import check_can_release
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.rights import check_still_open, denials_hidden
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, instances, tasks


def release_task(services: Services, actor: Actor, task_id: str) -> None:
    """Release a task one holds; raise Conflict when it changed meanwhile, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Trả việc", about=task_id),
        services.database.transaction() as tx,
    ):
        rows = tasks.load_step(tx, task_id, actor.person_id)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        with denials_hidden(work, actor, rows.case):
            capacity = check_can_release(actor, rows.task)
        check_still_open(rows.task)
        tasks.release(tx, rows.task)
        now = services.clock.now()
        event = NewEvent(
            kind=EventKind.TASK_RELEASED,
            at=now,
            summary=f"Trả việc “{rows.task.name}”",
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
