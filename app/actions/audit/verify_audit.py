"""Verify the audit chains: one or all; a tampered database is reported, never repaired."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.people import Actor
from app.domain.views import AuditPage, ChainCheck, ChainState
from app.permissions import check_can_verify_audit
from app.steps.services import Services
from app.store import audit_check


def verify_audit(
    services: Services, actor: Actor | None = None, chain_id: str | None = None
) -> AuditPage:
    """Check every row of every chain; each broken chain names its first wrong row (INV-18).

    `actor` is None on the command line, where the operating system has checked who asks.
    """
    if actor is not None:
        check_can_verify_audit(actor)
    with services.database.reading() as tx:
        broken = {found.chain_id: found for found in audit_check.verify(tx, chain_id)}
        chains = audit_check.chains(tx, chain_id)
    checks = [_check(chain, broken.get(chain.chain_id)) for chain in chains]
    return AuditPage(services.clock.now(), tuple(checks))


def _check(chain: audit_check.Chain, broken: audit_check.Broken | None) -> ChainCheck:
    return ChainCheck(
        chain_id=chain.chain_id,
        title=chain.title,
        rows=chain.rows,
        state=ChainState.BROKEN if broken else ChainState.INTACT,
        head=chain.head,
        bad_row=broken.seq if broken else 0,
        reason=broken.reason if broken else "",
        case_code=chain.case_code,
    )


def broken_chains(page: AuditPage) -> Sequence[ChainCheck]:
    """Return the chains of a page that do not verify."""
    return [check for check in page.chains if check.state is ChainState.BROKEN]
