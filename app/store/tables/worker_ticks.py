"""The table of the worker's sign of life; one row for each worker, written over and over."""

from __future__ import annotations

from sqlalchemy import Column, Table

from app.store.tables.columns import Moment, Text, metadata

worker_tick = Table(
    "worker_tick",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("failed_at", Moment),
    Column("told", Text, nullable=False),
)
