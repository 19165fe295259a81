"""Tables of those who watch: kept questions, checks of the invariants, files taken out."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, Table, UniqueConstraint

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

export_run = Table(
    "export_run",
    metadata,
    Column("id", Text, primary_key=True),
    # Empty for the command line.
    Column("person_id", Text, nullable=False, index=True),
    Column("person_name", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
    Column("done", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("ended_at", Moment),
)
