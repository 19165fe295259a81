"""Chain the heads of all chains, so that a chain rewritten whole with its head is found."""

from __future__ import annotations

from app.steps.services import Services
from app.store.audit_seal import seal_heads


def seal_chains(services: Services) -> int:
    """Seal every head that moved since the last seal; return how many."""
    with services.database.transaction() as tx:
        return seal_heads(tx, services.clock.now())
