"""All tables, one module a subject, and no queries; importing this fills the metadata."""

from app.store.tables import (
    access,
    audit,
    cases,
    documents,
    drafts,
    execution,
    oversight,
    people,
    situations,
    version_moves,
)
from app.store.tables.columns import metadata

__all__ = [
    "access",
    "audit",
    "cases",
    "documents",
    "drafts",
    "execution",
    "metadata",
    "oversight",
    "people",
    "situations",
    "version_moves",
]
