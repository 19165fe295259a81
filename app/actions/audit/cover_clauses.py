"""Tell of every clause what carries it: elements, rules, scenarios, a later process, or nobody."""

from __future__ import annotations

from app.clauses import load_clauses
from app.config import ROOT, Settings
from app.verification.citations import citations_in
from app.verification.coverage import Covered, cover


def cover_clauses(settings: Settings) -> tuple[Covered, ...]:
    """Return every clause of the register with what cites it, in the order of the ids."""
    register = load_clauses(settings.workflows_dir / "clauses")
    found = citations_in(settings.workflows_dir, settings.forms_dir, ROOT / "app")
    return cover(register, found)
