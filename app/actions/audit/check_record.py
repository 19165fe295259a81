"""Check the whole record now and put the result on record: by night, or when an auditor asks."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.domain.views import AuditPage
from app.permissions import check_can_verify_audit
from app.steps.proving import broken_chains, verified
from app.steps.services import Services
from app.store import audit_log

# More would say nothing new: the database was put back, or is being rewritten.
MOST_NAMED = 200


def check_record(services: Services, actor: Actor | None = None) -> AuditPage:
    """Verify every chain, seal and checkpoint; leave a line with what was found.

    `actor` is None for the worker. Raises PermissionDenied. Nothing that was found is mended.
    """
    if actor is not None:
        check_can_verify_audit(actor)
    page = verified(services)
    now = services.clock.now()
    with services.database.transaction() as tx:
        audit_log.append_system(tx, [_event(page, actor)], now)
    return page


def _event(page: AuditPage, actor: Actor | None) -> NewEvent:
    broken = broken_chains(page)
    rows = sum(chain.rows for chain in page.chains)
    result = f"{len(broken)} chuỗi sai lệch" if broken else "nguyên vẹn"
    return NewEvent(
        kind=EventKind.AUDIT_VERIFIED,
        at=page.checked_at,
        summary=f"Kiểm tra nhật ký: {len(page.chains)} chuỗi, {rows} dòng, {result}",
        actor_id=actor.person_id if actor else "",
        actor_name=actor.name if actor else "Hệ thống",
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
