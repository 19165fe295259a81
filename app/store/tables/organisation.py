"""Tables of how the organisation changed, batch by batch, and of files that wait to be imported."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from app.store.tables.columns import Json, Moment, Text, metadata

organisation_batch = Table(
    "organisation_batch",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_name", Text, nullable=False),
    Column("made_at", Moment, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    # The file it was read from, empty for a form.
    Column("source", Text, nullable=False),
    # The batch that this one takes back, empty for all others.
    Column("undoes", Text, nullable=False),
)

organisation_change = Table(
    "organisation_change",
    metadata,
    Column("batch_id", Text, ForeignKey("organisation_batch.id")),
    Column("number", Integer, autoincrement=False),
    Column("sheet", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("before", Json),
    Column("after", Json),
    PrimaryKeyConstraint("batch_id", "number"),
    Index("ix_organisation_change_sheet_row_key", "sheet", "row_key"),
)

organisation_import = Table(
    "organisation_import",
    metadata,
    Column("id", Text, primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("columns", Json, nullable=False),
    Column("rows", Json, nullable=False),
    Column("uploaded_by", Text, nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    # Empty until its rows were taken over.
    Column("batch_id", Text, nullable=False),
)
