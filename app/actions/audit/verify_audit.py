"""Verify the audit chains: every row of every chain, seals and checkpoints, or one chain."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views import AuditPage
from app.permissions import check_can_verify_audit
from app.steps.proving import broken_chains, verified
from app.steps.services import Services

__all__ = ["broken_chains", "verify_audit"]


def verify_audit(
    services: Services, actor: Actor | None = None, chain_id: str | None = None
) -> AuditPage:
    """Check every row of every chain; each broken chain names its first wrong row (INV-18).

    `actor` is None on the command line, where the operating system has checked who asks. What is
    found is told, never mended.
    """
    if actor is not None:
        check_can_verify_audit(actor)
    return verified(services, (chain_id,) if chain_id else ())
