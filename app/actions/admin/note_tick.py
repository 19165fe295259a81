"""Leave the worker's sign of life, so that its silence is seen."""

from __future__ import annotations

from app.steps.services import Services
from app.store import system_state

NAME = "worker"
LONGEST = 200


def note_tick(services: Services, failure: str = "") -> None:
    """Write that a worker looked just now, and what failed if something did."""
    with services.database.transaction() as tx:
        system_state.note_tick(tx, system_state.WORKER, services.clock.now(), failure)
