"""Tables of repairs of running cases: the request of two persons, and each instance of it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from app.store.tables.columns import Json, Moment, Text, metadata

repair = Table(
    "repair",
    metadata,
    Column("id", Text, primary_key=True),
    Column("instructions", Json, nullable=False),
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
    Column("opinion", Text, nullable=False),
    Index("ix_repair_state", "state"),
)

repair_item = Table(
    "repair_item",
    metadata,
    Column("repair_id", Text, ForeignKey("repair.id")),
    Column("instance_id", Text, ForeignKey("instance.id")),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False),
    Column("base_state", Text, nullable=False),
    Column("rehearsal", Json, nullable=False),
    Column("warnings", Json, nullable=False),
    Column("stops", Json, nullable=False),
    Column("starts", Json, nullable=False),
    Column("refusal", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("done_at", Moment),
    PrimaryKeyConstraint("repair_id", "instance_id"),
    Index("ix_repair_item_instance_id", "instance_id"),
)
