"""All tables, one module a subject, and no queries; importing this fills the metadata."""

from app.store.tables import (
    access,
    audit,
    case_requests,
    cases,
    documents,
    drafts,
    execution,
    incidents,
    organisation,
    oversight,
    people,
    reading_grants,
    retention,
    settings,
    situations,
    worker_ticks,
)
from app.store.tables.columns import metadata

__all__ = [
    "access",
    "audit",
    "case_requests",
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
    "retention",
    "settings",
    "situations",
    "worker_ticks",
]
