"""Tables of destruction: lists that two persons agree on, their cases, and holds."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from app.store.tables.columns import Json, Moment, Text, metadata

destruction_list = Table(
    "destruction_list",
    metadata,
    Column("id", Text, primary_key=True),
    Column("decision", Text, nullable=False),
    Column("decision_date", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_name", Text, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("proposed_seq", Integer, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_name", Text, nullable=False),
    Column("decided_at", Moment),
    Column("decided_seq", Integer, nullable=False),
    Column("return_reason", Text, nullable=False),
)

destruction_item = Table(
    "destruction_item",
    metadata,
    Column("list_id", Text, ForeignKey("destruction_list.id")),
    Column("case_id", Text, ForeignKey("case_file.id")),
    Column("code", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("ended_on", Date, nullable=False),
    Column("kept_until", Date, nullable=False),
    Column("basis", Text, nullable=False),
    Column("dossier", Text, nullable=False),
    Column("fate", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("files", Json, nullable=False),
    Column("done_at", Moment),
    PrimaryKeyConstraint("list_id", "case_id"),
    Index("ix_destruction_item_case_id", "case_id"),
)

case_hold = Table(
    "case_hold",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("held_by", Text, nullable=False),
    Column("held_name", Text, nullable=False),
    Column("held_at", Moment, nullable=False),
    Column("lifted_by", Text, nullable=False),
    Column("lifted_name", Text, nullable=False),
    Column("lifted_at", Moment),
    Column("lift_reason", Text, nullable=False),
)
