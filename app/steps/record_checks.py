"""The whole record verified and the result put on record: at once, or later as kept work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from app.domain.audit import EventKind, NewEvent
from app.domain.jobs import Job, JobKind, JobState
from app.domain.views import AuditPage
from app.domain.views.proof_pages import AskedCheck
from app.register.register import Doer
from app.steps.proving import broken_chains, verified
from app.steps.services import Services
from app.store import audit_log, jobs
from app.store.database import Transaction

# So many rows are checked while a page waits, in less than a second; of more it says how far it is.
LIVE_ROWS = 8_000
# More would say nothing new: the database was put back, or is being rewritten.
MOST_NAMED = 200


def check_whole_record(
    services: Services, doer: Doer, told: Callable[[int, int], None] | None = None
) -> AuditPage:
    """Verify every chain, seal and checkpoint; leave a line with what was found.

    `told` hears how much is done of how much. Nothing that was found is mended.
    """
    page = verified(services, told=told)
    now = services.clock.now()
    with services.database.transaction() as tx:
        audit_log.append_system(tx, [_found(page, doer)], now)
    return page


def check_as_job(doer: Doer, rows: int, now: datetime) -> Job:
    """Return the kept work of one check that a person asked for."""
    key = uuid4().hex
    payload = {"person_id": doer.person_id, "name": doer.name}
    kind = JobKind.RECORD_CHECK
    return Job(key, kind, f"{kind.value}:{key}", payload, now, now, total=rows)


def asked_by(job: Job) -> Doer:
    """Return who asked for a check."""
    return Doer(str(job.payload["person_id"]), str(job.payload["name"]))


def asked_check(tx: Transaction) -> AskedCheck | None:
    """Return the check that is under way, or that ended without a result and none came since."""
    job = jobs.newest(tx, JobKind.RECORD_CHECK)
    if job is None or job.state is JobState.DONE:
        return None
    last = audit_log.last_system_event(tx, EventKind.AUDIT_VERIFIED)
    if job.ended_at is not None and last is not None and last.event.at > job.ended_at:
        return None
    return AskedCheck(
        by=asked_by(job).name,
        at=job.created_at,
        done=job.done,
        total=job.total,
        is_running=job.state is JobState.WAITING,
        failure=job.told if job.state is JobState.DEAD else "",
    )


def _found(page: AuditPage, doer: Doer) -> NewEvent:
    broken = broken_chains(page)
    rows = sum(chain.rows for chain in page.chains)
    result = f"{len(broken)} chuỗi sai lệch" if broken else "nguyên vẹn"
    return NewEvent(
        kind=EventKind.AUDIT_VERIFIED,
        at=page.checked_at,
        summary=f"Kiểm tra nhật ký: {len(page.chains)} chuỗi, {rows} dòng, {result}",
        actor_id=doer.person_id,
        actor_name=doer.name,
        clauses=("INV-18",),
        payload={
            "chains": len(page.chains),
            "rows": rows,
            "broken": [
                {
                    "chain": one.chain_id,
                    "title": one.title,
                    "case": one.case_code,
                    "row": one.bad_row,
                    "reason": one.reason,
                }
                for one in broken[:MOST_NAMED]
            ],
        },
    )
