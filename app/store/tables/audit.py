"""Tables of the audit: the hash chains, their payloads apart, and the heads of free chains."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, text

from app.store.tables.columns import Json, Moment, Text, metadata

audit_event = Table(
    "audit_event",
    metadata,
    Column("chain_id", Text),
    Column("seq", Integer, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("capacity", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("element_id", Text, nullable=False),
    Column("process_id", Text, nullable=False),
    Column("activation_id", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("clauses", Json, nullable=False),
    Column("payload_digest", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("chain_id", "seq"),
    Index("ix_audit_event_case_id", "case_id"),
    Index("ix_audit_event_entered_at", "entered_at"),
    Index("ix_audit_event_actor_entered_at", "actor", "entered_at"),
    # Events by a clause they rest on; SQLite reads them through instead.
    Index("ix_audit_event_clauses", text("(clauses::jsonb)"), postgresql_using="gin").ddl_if(
        dialect="postgresql"
    ),
    # Tombstones are few among millions of rows.
    Index(
        "ix_audit_event_destroyed",
        "chain_id",
        sqlite_where=text("kind = 'case_destroyed'"),
        postgresql_where=text("kind = 'case_destroyed'"),
    ),
)

# Apart, so that retention can destroy a payload and leave the proof that it was.
audit_payload = Table(
    "audit_payload",
    metadata,
    Column("chain_id", Text),
    Column("seq", Integer, autoincrement=False),
    Column("payload", Text, nullable=False),
    PrimaryKeyConstraint("chain_id", "seq"),
)

# Chains of instances keep their head in the instance row; the others keep it here.
chain_head = Table(
    "chain_head",
    metadata,
    Column("chain_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

# How far each chain is covered by the chain of heads; the proof itself is that chain's payload.
sealed_head = Table(
    "sealed_head",
    metadata,
    Column("chain_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
)

# Where each seal of a chain stands in the chain of heads, so that one chain is verified at once.
seal_entry = Table(
    "seal_entry",
    metadata,
    Column("chain_id", Text),
    Column("seq", Integer, autoincrement=False),
    Column("seal_seq", Integer, nullable=False, index=True),
    PrimaryKeyConstraint("chain_id", "seq"),
)
