"""Table of leave to read restricted cases."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from app.store.tables.columns import Moment, Text, metadata

reading_grant = Table(
    "reading_grant",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_name", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_name", Text, nullable=False),
    Column("decided_at", Moment),
    Column("ends_at", Moment),
    Column("answer", Text, nullable=False),
    Index("ix_reading_grant_case_id_asked_by", "case_id", "asked_by"),
)
