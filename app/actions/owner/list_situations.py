"""List the situations of a process: those its owners kept, and those shipped with it."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.situations import Situation
from app.publication.editing import reading
from app.publication.situations import situations_of
from app.steps.services import Services


def list_situations(services: Services, actor: Actor, process_id: str) -> tuple[Situation, ...]:
    """Return them, kept ones first, newest first."""
    with reading(services, actor, "Xem tình huống", process_id) as tx:
        return situations_of(tx, services.settings.workflows_dir, process_id)
