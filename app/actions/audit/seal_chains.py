"""Chain the heads of all chains and sign what was chained: a rewritten or older record is found."""

from __future__ import annotations

from app.steps.proving import sign_what_is_sealed
from app.steps.services import Services
from app.store.audit_seal import seal_heads


def seal_chains(services: Services) -> int:
    """Seal every head that moved since the last seal, sign the seals; return how many moved."""
    with services.database.transaction() as tx:
        moved = seal_heads(tx, services.clock.now())
    sign_what_is_sealed(services)
    return moved
