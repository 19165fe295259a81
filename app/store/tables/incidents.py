"""Tables of what failed: incidents, each attempt to get one out of the way, notes; outside work."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from app.store.tables.columns import Json, Moment, Text, metadata

incident = Table(
    "incident",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("what", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    # Empty for what failed before it had any; no keys: a record of failures refuses nothing.
    Column("subject_id", Text, nullable=False),
    Column("case_id", Text, nullable=False, index=True),
    Column("instance_id", Text, nullable=False, index=True),
    Column("process_id", Text, nullable=False),
    Column("activation_id", Text, nullable=False),
    Column("element_id", Text, nullable=False),
    Column("element_name", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("trace", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Moment),
    Column("person_id", Text, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("solution", Text, nullable=False),
    Column("solved_name", Text, nullable=False),
    Column("solved_at", Moment),
    Index("ix_incident_state_last_at", "state", "last_at"),
)
# One incident at a time for the same work.
Index(
    "uq_incident_live_key",
    incident.c.key,
    unique=True,
    sqlite_where=text("state <> 'solved'"),
    postgresql_where=text("state <> 'solved'"),
)

incident_attempt = Table(
    "incident_attempt",
    metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, ForeignKey("incident.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("result", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("batch_id", Text, nullable=False, index=True),
)

incident_note = Table(
    "incident_note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, ForeignKey("incident.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("text", Text, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("payload", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_token", Text, nullable=False),
    Column("lease_until", Moment),
    Column("told", Text, nullable=False),
    Column("ended_at", Moment),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Index("ix_job_state_next_at", "state", "next_at"),
)
