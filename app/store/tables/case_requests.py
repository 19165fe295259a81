"""Tables of what two persons do to running cases: the request, and each instance of it.

What only requests of one kind say is JSON (`asked`, `shown`); the releases of a move are columns,
because a trigger asks for them before an instance changes its version.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from app.store.tables.columns import Json, Moment, Text, metadata

case_request = Table(
    "case_request",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("from_release", Text, ForeignKey("release.id")),
    Column("to_release", Text, ForeignKey("release.id")),
    Column("asked", Json, nullable=False),
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
    Index("ix_case_request_state", "state"),
)

case_request_item = Table(
    "case_request_item",
    metadata,
    Column("request_id", Text, ForeignKey("case_request.id")),
    Column("instance_id", Text, ForeignKey("instance.id")),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False),
    Column("shown", Json, nullable=False),
    Column("result", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("done_at", Moment),
    PrimaryKeyConstraint("request_id", "instance_id"),
    Index("ix_case_request_item_instance_id", "instance_id"),
)
