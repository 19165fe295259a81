"""Tables of settings that administrators change: values over the shipped ones, first numbers."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table

from app.store.tables.columns import Json, Moment, Text, metadata

setting_change = Table(
    "setting_change",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("values", Json, nullable=False),
    Column("lines", Json, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decision_no", Text, nullable=False),
    Column("decision_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_name", Text, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    # Zero until it is approved; then counted within the subject.
    Column("number", Integer, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_name", Text, nullable=False),
    Column("decided_at", Moment),
    Column("return_reason", Text, nullable=False),
    Index("ix_setting_change_subject_number", "subject", "number"),
)

# A series begun at another number than 1; the newest row of a series counts.
series_start = Table(
    "series_start",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unit_id", Text, nullable=False),
    Column("symbol", Text, nullable=False),
    Column("period_key", Text, nullable=False),
    Column("first_number", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("entered_name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_series_start_unit_id", "unit_id"),
)
