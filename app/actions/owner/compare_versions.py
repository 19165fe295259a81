"""Compare two states of a process: published versions, or the live draft with one of them."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.processes import ComparePage
from app.publication.editing import reading
from app.publication.sides import compared
from app.steps.services import Services


def compare_versions(
    services: Services, actor: Actor, process_id: str, before: str = "", after: str = ""
) -> ComparePage:
    """Return the comparison; without keys the draft beside the version in use."""
    with reading(services, actor, "So sánh phiên bản", process_id) as tx:
        return compared(tx, process_id, before, after)
