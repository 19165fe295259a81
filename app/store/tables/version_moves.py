"""Tables of cases moved to another version: the request of two persons, and each instance of it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from app.store.tables.columns import Json, Moment, Text, metadata

version_move = Table(
    "version_move",
    metadata,
    Column("id", Text, primary_key=True),
    Column("from_release", Text, ForeignKey("release.id"), nullable=False),
    Column("to_release", Text, ForeignKey("release.id"), nullable=False),
    Column("pairs", Json, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_name", Text, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("rehearsed_at", Moment),
    Column("decided_by", Text, nullable=False),
    Column("decided_name", Text, nullable=False),
    Column("decided_at", Moment),
    Column("return_reason", Text, nullable=False),
    Index("ix_version_move_state", "state"),
)

version_move_item = Table(
    "version_move_item",
    metadata,
    Column("move_id", Text, ForeignKey("version_move.id")),
    Column("instance_id", Text, ForeignKey("instance.id")),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False),
    Column("fit", Text, nullable=False),
    Column("notes", Json, nullable=False),
    Column("replayed", Json, nullable=False),
    Column("result", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("done_at", Moment),
    PrimaryKeyConstraint("move_id", "instance_id"),
    Index("ix_version_move_item_instance_id", "instance_id"),
)
