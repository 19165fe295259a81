"""Compare two states of a process: published versions, or the live draft with one of them."""

from __future__ import annotations

from dataclasses import replace

from app.clauses import load_clauses
from app.domain.people import Actor
from app.domain.views.processes import ComparePage
from app.publication.behaviour.asking import Comparison
from app.publication.editing import reading
from app.publication.sides import compared, sides_of
from app.steps.services import Services


def compare_versions(
    services: Services, actor: Actor, process_id: str, before: str = "", after: str = ""
) -> ComparePage:
    """Return the comparison; without keys the draft beside the version in use.

    Of behaviour only what is known already: `start_comparison` has it computed.
    """
    with reading(services, actor, "So sánh phiên bản", process_id) as tx:
        sides = sides_of(tx, process_id, before, after)
    register = load_clauses(services.settings.workflows_dir / "clauses")
    known = Comparison(services.settings, sides.old, sides.new, process_id).known()
    return replace(compared(sides, register), behaviour=known)
