"""Check the chains of one case this moment: rows, seals, and the last checkpoint."""

from __future__ import annotations

import time

from app.domain.people import Actor
from app.domain.views.proof_pages import CaseRecord
from app.permissions import check_can_verify_audit
from app.steps.proving import verified
from app.steps.services import Services
from app.store import audit_chains, cases


def check_case_record(services: Services, actor: Actor, code: str) -> CaseRecord:
    """Return each chain of the case with its result; raises PermissionDenied, NotFound."""
    check_can_verify_audit(actor)
    began = time.perf_counter()
    with services.database.reading() as tx:
        case = cases.by_code(tx, code)
        names = [chain.chain_id for chain in audit_chains.chains_of_case(tx, case.id)]
    pages = [verified(services, name) for name in names]
    return CaseRecord(
        code=case.code,
        title=case.title,
        checked_at=services.clock.now(),
        took_ms=round((time.perf_counter() - began) * 1000),
        chains=tuple(chain for page in pages for chain in page.chains),
        proof=pages[0].proof,
    )
