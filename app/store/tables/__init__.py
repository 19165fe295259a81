"""All tables, one module a subject, and no queries; importing this fills the metadata."""

from app.store.tables import (
    access,
    audit,
    cases,
    documents,
    drafts,
    execution,
    incidents,
    organisation,
    oversight,
    people,
    reading_grants,
    repairs,
    retention,
    settings,
    situations,
    version_moves,
    worker_ticks,
)
from app.store.tables.columns import metadata

__all__ = [
    "access",
    "audit",
    "cases",
    "documents",
    "drafts",
    "execution",
    "incidents",
    "metadata",
    "organisation",
    "oversight",
    "people",
    "reading_grants",
    "repairs",
    "retention",
    "settings",
    "situations",
    "version_moves",
    "worker_ticks",
]
