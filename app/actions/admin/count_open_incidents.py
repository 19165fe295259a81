"""Count the incidents that wait for a person, for the number beside the page's name."""

from __future__ import annotations

from app.domain.people import Actor
from app.permissions import handles_incidents
from app.steps.services import Services
from app.store import incidents


def count_open_incidents(services: Services, actor: Actor) -> int:
    """Return how many wait; nothing waits for those who may not handle them."""
    if not handles_incidents(actor):
        return 0
    with services.database.glancing() as tx:
        return incidents.count_open(tx)
