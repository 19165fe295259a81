"""Tables of those who watch: kept questions, and what each check of the invariants found."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table, UniqueConstraint

from app.store.tables.columns import Json, Moment, Text, metadata

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("fields", Json, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("owner_id", "name"),
)

invariant_check = Table(
    "invariant_check",
    metadata,
    Column("id", Text, primary_key=True),
    Column("checked_at", Moment, nullable=False, index=True),
    # Empty for the check that the worker makes by night.
    Column("asked_by", Text, nullable=False),
    Column("asked_name", Text, nullable=False),
    Column("found", Json, nullable=False),
)
