"""The register of clauses of each regulation, read from workflows/clauses."""

from __future__ import annotations

from app.clauses.register import (
    Clause,
    ClauseStatus,
    Treatment,
    cited,
    find,
    load_clauses,
)

__all__ = ["Clause", "ClauseStatus", "Treatment", "cited", "find", "load_clauses"]
