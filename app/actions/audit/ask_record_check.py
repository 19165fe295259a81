"""Have the whole record checked: a small one at once, a larger one by the worker."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.jobs import JobKind, JobState
from app.domain.people import Actor
from app.permissions import check_can_verify_audit
from app.register.register import Doer
from app.steps.record_checks import LIVE_ROWS, check_as_job, check_whole_record
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_chains, audit_log, jobs
from app.store.database import Transaction


def ask_record_check(services: Services, actor: Actor, *, live_rows: int = LIVE_ROWS) -> None:
    """Check a record of at most `live_rows` rows, or ask for it; raises PermissionDenied.

    While one check waits or runs, another is not asked for.
    """
    with refusals_recorded(services, actor, "Kiểm tra toàn bộ nhật ký"):
        check_can_verify_audit(actor)
    doer = Doer(actor.person_id, actor.name)
    with services.database.reading() as tx:
        rows = audit_chains.count_rows(tx)
    if rows <= live_rows:
        check_whole_record(services, doer)
        return
    with services.database.transaction() as tx:
        _ask(tx, services, doer, rows)


def _ask(tx: Transaction, services: Services, doer: Doer, rows: int) -> None:
    last, now = jobs.newest(tx, JobKind.RECORD_CHECK), services.clock.now()
    if last is not None and last.state is JobState.WAITING:
        return
    job = check_as_job(doer, rows, now)
    jobs.defer(tx, [job])
    event = NewEvent(
        kind=EventKind.CHECK_ASKED,
        at=now,
        summary=f"Đề nghị kiểm tra toàn bộ nhật ký, {rows} dòng",
        actor_id=doer.person_id,
        actor_name=doer.name,
        payload={"job": job.id, "rows": rows},
    )
    audit_log.append_system(tx, [event], now)
