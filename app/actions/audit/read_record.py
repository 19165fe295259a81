"""The state of the proof: the last check, key and checkpoint, and every case with its result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.audit import EventKind, RecordedEvent
from app.domain.people import Actor
from app.domain.views.checks import ChainCheck, ChainState
from app.domain.views.proof_pages import CaseProof, LastCheck, RecordPage
from app.permissions import check_can_verify_audit
from app.proof import Checkpoints
from app.steps.proving import broken_chains, proof_state, verified
from app.steps.record_checks import LIVE_ROWS, asked_check
from app.steps.services import Services
from app.store import audit_chains, audit_log

PAGE_ROWS = 50


def read_record(
    services: Services, actor: Actor, page: int = 1, *, live_rows: int = LIVE_ROWS
) -> RecordPage:
    """Return a page of cases with what the last check found; raises PermissionDenied.

    A record of at most `live_rows` is checked this moment instead.
    """
    check_can_verify_audit(actor)
    with services.database.reading() as tx:
        event = audit_log.last_system_event(tx, EventKind.AUDIT_VERIFIED)
        is_small = audit_chains.count_rows(tx) <= live_rows
        total = audit_chains.count_cases(tx)
        pages = max(1, -(-total // PAGE_ROWS))
        page = min(max(page, 1), pages)
        rows = audit_chains.sealed_cases(tx, PAGE_ROWS, (page - 1) * PAGE_ROWS)
        asked = asked_check(tx)
    last = _check_now(services) if is_small else _last_check(event) if event else None
    broken = {one.case_code: one for one in (last.broken if last else ()) if one.case_code}
    return RecordPage(
        proof=proof_state(services, Checkpoints(services.settings.checkpoints_file).last()),
        last=last,
        cases=tuple(_case(row, broken.get(row["code"]), last) for row in rows),
        page=page,
        pages=pages,
        asked=asked,
    )


def _case(row: Mapping[str, Any], broken: ChainCheck | None, last: LastCheck | None) -> CaseProof:
    sealed = row["sealed"] == row["rows"]
    # What was written after the last check was not looked at yet.
    checked = last is not None and sealed and row["last_at"] <= last.at
    state = ChainState.INTACT if checked else ChainState.UNANCHORED
    return CaseProof(
        code=row["code"],
        title=row["title"],
        rows=row["rows"],
        sealed=row["sealed"],
        state=ChainState.BROKEN if broken else state,
        bad_row=broken.bad_row if broken else 0,
        reason=broken.reason if broken else "",
    )


def _check_now(services: Services) -> LastCheck:
    page = verified(services)
    return LastCheck(
        at=page.checked_at,
        by="khi mở trang này",
        chains=len(page.chains),
        rows=sum(chain.rows for chain in page.chains),
        broken=tuple(broken_chains(page)),
    )


def _last_check(recorded: RecordedEvent) -> LastCheck:
    found = recorded.event.payload
    return LastCheck(
        at=recorded.event.at,
        by=recorded.event.actor_name,
        chains=found["chains"],
        rows=found["rows"],
        broken=tuple(
            ChainCheck(
                chain_id=one["chain"],
                title=one["title"],
                rows=0,
                state=ChainState.BROKEN,
                bad_row=one["row"],
                reason=one["reason"],
                case_code=one["case"],
            )
            for one in found["broken"]
        ),
    )
