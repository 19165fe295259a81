"""Incidents, every attempt to get one out of the way, and notes that stay as they were written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import allow_changes, forbid_changes

revision = "0028"
down_revision = "0027"

_MOMENT = sa.DateTime(timezone=True)
_LIVE = sa.text("state <> 'solved'")


def upgrade() -> None:
    """Create the tables."""
    _incident()
    op.create_table(
        "incident_attempt",
        *_texts("id", "incident_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        *_texts("result", "told", "person_id", "person_name", "batch_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_attempt")),
        _of_incident("incident_attempt"),
    )
    for column in ("incident_id", "batch_id"):
        op.create_index(f"ix_incident_attempt_{column}", "incident_attempt", [column])
    op.create_table(
        "incident_note",
        *_texts("id", "incident_id"),
        sa.Column("at", _MOMENT, nullable=False),
        *_texts("author_id", "author_name", "text"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_note")),
        _of_incident("incident_note"),
    )
    op.create_index("ix_incident_note_incident_id", "incident_note", ["incident_id"])
    forbid_changes("incident_note")


def downgrade() -> None:
    """Drop them."""
    allow_changes("incident_note")
    for table in ("incident_note", "incident_attempt", "incident"):
        op.drop_table(table)


def _incident() -> None:
    op.create_table(
        "incident",
        *_texts("id", "code", "what", "key", "state", "cause"),
        sa.Column("first_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        *_texts("subject_id", "case_id", "instance_id", "process_id", "activation_id"),
        *_texts("element_id", "element_name", "place", "trace"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _MOMENT),
        *_texts("person_id", "person_name", "solution", "solved_name"),
        sa.Column("solved_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("code", name=op.f("uq_incident_code")),
    )
    for column in ("case_id", "instance_id"):
        op.create_index(f"ix_incident_{column}", "incident", [column])
    op.create_index("ix_incident_state_last_at", "incident", ["state", "last_at"])
    op.create_index(
        "uq_incident_live_key",
        "incident",
        ["key"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _of_incident(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_incident_id")
    return sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=name)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
