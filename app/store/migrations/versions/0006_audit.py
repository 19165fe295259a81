"""Audit chains and their payloads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import allow_changes, forbid_changes

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables."""
    _audit_event()
    _audit_payload()
    _chain_head()
    forbid_changes("audit_event")
    forbid_changes("audit_payload")


def downgrade() -> None:
    """Drop the tables."""
    allow_changes("audit_event")
    allow_changes("audit_payload")
    op.drop_table("chain_head")
    op.drop_table("audit_payload")
    op.drop_table("audit_event")


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("chain_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("activation_id", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "seq", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_case_id", "audit_event", ["case_id"], unique=False)
    op.create_index("ix_audit_event_entered_at", "audit_event", ["entered_at"], unique=False)


def _audit_payload() -> None:
    op.create_table(
        "audit_payload",
        sa.Column("chain_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "seq", name=op.f("pk_audit_payload")),
    )


def _chain_head() -> None:
    op.create_table(
        "chain_head",
        sa.Column("chain_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", name=op.f("pk_chain_head")),
    )
