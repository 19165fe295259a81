"""List the clauses that pages cite: where each stands, by its id."""

from __future__ import annotations

from collections.abc import Mapping

from app.clauses import load_clauses
from app.steps.services import Services


def list_clauses(services: Services) -> Mapping[str, str]:
    """Return the place of every registered clause in its text, like “Điều 4, khoản 3”."""
    register = load_clauses(services.settings.workflows_dir / "clauses")
    return {clause.id: clause.reference for clause in register.values()}
