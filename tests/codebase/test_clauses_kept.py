"""Every clause is carried and shown, waits for a named process, or is no matter of software.

The table of it is generated and kept (issue 3, item 4), so that a change of it is read in review.
"""

from __future__ import annotations

from pathlib import Path

from app.actions.audit.cover_clauses import cover_clauses
from app.verification.coverage import as_markdown
from tests.codebase.tree import ROOT
from tests.factories import settings_for

FILE = ROOT / "workflows" / "clauses" / "COVERAGE.md"
COVERED = cover_clauses(settings_for(Path()))


def test_no_clause_that_is_carried_now_lacks_an_element_a_rule_or_a_scenario() -> None:
    lacking = [
        f"{c.clause.id}: {c.state}" for c in cover_clauses(settings_for(Path())) if c.missing
    ]
    assert lacking == []


def test_the_kept_table_is_up_to_date() -> None:
    """Written anew by `flask --app app clauses --write`."""
    assert FILE.read_text("utf-8") == as_markdown(COVERED)
