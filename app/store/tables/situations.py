"""Tables of situations: those that owners keep with a process, and their runs against drafts."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from app.store.tables.columns import Json, Moment, Text, metadata

process_situation = Table(
    "process_situation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("process_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("yaml", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_name", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("process_id", "name"),
)

situation_run = Table(
    "situation_run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("process_id", Text, nullable=False),
    Column("draft_id", Text, ForeignKey("process_draft.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("requested_name", Text, nullable=False),
    Column("requested_at", Moment, nullable=False),
    Column("results", Json, nullable=False),
    Column("passed", Json, nullable=False),
    Column("seen_at", Moment),
    Column("ended_at", Moment),
    Index("ix_situation_run_process_id_digest", "process_id", "digest"),
)
