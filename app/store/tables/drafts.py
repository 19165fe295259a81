"""Tables of process drafts: the draft, its files, its short history, and what came of it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    text,
)

from app.store.tables.columns import Json, Moment, Text, metadata

_LIVE = text("state IN ('open', 'requested')")

process_draft = Table(
    "process_draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("process_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("base_release", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("editor_id", Text, nullable=False),
    Column("editor_name", Text, nullable=False),
    Column("editor_since", Moment),
    Column("editors", Json, nullable=False),
    Column("version_name", Text, nullable=False),
    Column("change_note", Text, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("requested_name", Text, nullable=False),
    Column("requested_at", Moment),
    Column("return_reason", Text, nullable=False),
    Column("returned_by", Text, nullable=False),
    Column("release_id", Text, nullable=False),
    # One live draft a process: two owners meet at its lock, not at publication.
    Index(
        "uq_process_draft_live",
        "process_id",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
)

process_draft_file = Table(
    "process_draft_file",
    metadata,
    Column("draft_id", Text, ForeignKey("process_draft.id")),
    Column("kind", Text),
    Column("key", Text),
    Column("file_name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("base_version", Text, nullable=False),
    Column("base_sha256", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
    PrimaryKeyConstraint("draft_id", "kind", "key"),
)

process_draft_save = Table(
    "process_draft_save",
    metadata,
    Column("id", Text, primary_key=True),
    Column("draft_id", Text, ForeignKey("process_draft.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("file_kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("saved_name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_process_draft_save_draft_id_at", "draft_id", "at"),
)

published_change = Table(
    "published_change",
    metadata,
    Column("release_id", Text, ForeignKey("release.id"), primary_key=True),
    Column("draft_id", Text, ForeignKey("process_draft.id"), nullable=False),
    Column("process_id", Text, nullable=False),
    Column("version_name", Text, nullable=False),
    Column("change_note", Text, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("requested_name", Text, nullable=False),
    Column("requested_at", Moment, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("approved_name", Text, nullable=False),
    Column("approved_at", Moment, nullable=False),
    Column("files", Json, nullable=False),
    Column("removed", Json, nullable=False),
    Column("sha256", Text, nullable=False),
    Index("ix_published_change_process_id", "process_id"),
)
