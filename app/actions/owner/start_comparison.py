"""Have the behaviour of two states of a process compared, beside the pages."""

from __future__ import annotations

from app.domain.people import Actor
from app.publication.behaviour.asking import Comparison
from app.publication.editing import reading
from app.publication.sides import sides_of
from app.steps.services import Services


def start_comparison(
    services: Services, actor: Actor, process_id: str, before: str = "", after: str = ""
) -> None:
    """Start it, unless it is known or under way; what is quick is known when this returns."""
    with reading(services, actor, "So sánh phiên bản", process_id) as tx:
        sides = sides_of(tx, process_id, before, after)
    Comparison(services.settings, sides.old, sides.new, process_id).begin()
