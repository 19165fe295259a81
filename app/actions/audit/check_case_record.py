"""Check the chains of one case this moment: rows, seals, and the last checkpoint."""

from __future__ import annotations

import time

from app.domain.cases import CaseRow, CaseState
from app.domain.people import Actor
from app.domain.reading_grants import GrantState
from app.domain.views.proof_pages import CaseRecord
from app.errors import ContentsWithheld
from app.permissions import check_can_verify_audit
from app.steps.proving import verified
from app.steps.reads import check_leave
from app.steps.services import Services
from app.steps.tombstone_pages import tombstone_page
from app.store import audit_chains, audit_tombstones, cases, reading_grants
from app.store.database import Transaction

RESTRICTED = "Hồ sơ hạn chế"


def check_case_record(services: Services, actor: Actor, code: str) -> CaseRecord:
    """Return each chain of the case with its result; raises PermissionDenied, NotFound.

    What proves the integrity of a case is open to every auditor, whatever is in it.
    """
    check_can_verify_audit(actor)
    began = time.perf_counter()
    with services.database.reading() as tx:
        case = cases.by_code(tx, code)
        names = [chain.chain_id for chain in audit_chains.chains_of_case(tx, case.id)]
        gone = case.state is CaseState.DESTROYED
        left = audit_tombstones.of_case(tx, case.id) if gone else None
        withheld = "" if gone else _withheld(services, tx, actor, case)
        last = reading_grants.last_of(tx, case.id, actor.person_id) if withheld else None
    page = verified(services, names)
    return CaseRecord(
        code=case.code,
        title=RESTRICTED if withheld else case.title,
        checked_at=services.clock.now(),
        took_ms=round((time.perf_counter() - began) * 1000),
        chains=page.chains,
        proof=page.proof,
        withheld=withheld,
        may_ask=bool(withheld) and (last is None or last.state is not GrantState.ASKED),
        tombstone=tombstone_page(left) if left else None,
    )


def _withheld(services: Services, tx: Transaction, actor: Actor, case: CaseRow) -> str:
    """Return why the reader may not see what is in the case; empty when they may."""
    try:
        check_leave(services, tx, actor, case)
    except ContentsWithheld as refused:
        return refused.message
    return ""
