"""Leave to read restricted cases, given by a second person, and the record looked up by person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import (
    allow_changes,
    allow_rows,
    forbid_changes_when,
    refuse_rows,
)

revision = "0035"
down_revision = "0034"

_MOMENT = sa.DateTime(timezone=True)
_GUARDS = (
    ("reading_begins_asked", "INSERT", "NEW.state <> 'asked'"),
    (
        "reading_two_persons",
        "UPDATE",
        "NEW.state = 'granted' AND (NEW.decided_by = '' OR NEW.decided_by = NEW.asked_by)",
    ),
    ("reading_grant_stays", "DELETE", "OLD.id <> ''"),
)


def upgrade() -> None:
    """Create the table, its triggers, and the index of who did what."""
    op.create_table(
        "reading_grant",
        *_texts("id", "case_id", "code", "reason", "state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("asked_by", "asked_name"),
        sa.Column("asked_at", _MOMENT, nullable=False),
        *_texts("decided_by", "decided_name"),
        sa.Column("decided_at", _MOMENT),
        sa.Column("ends_at", _MOMENT),
        *_texts("answer"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_reading_grant_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_grant")),
    )
    op.create_index("ix_reading_grant_case_id_asked_by", "reading_grant", ["case_id", "asked_by"])
    for name, action, condition in _GUARDS:
        refuse_rows(name, "reading_grant", action, condition, f"reading_grant: {name}")
    forbid_changes_when("reading_grant", "OLD.state <> 'asked'")
    op.create_index("ix_audit_event_actor_entered_at", "audit_event", ["actor", "entered_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_audit_event_actor_entered_at", "audit_event")
    allow_changes("reading_grant")
    for name, _action, _condition in _GUARDS:
        allow_rows(name, "reading_grant")
    op.drop_table("reading_grant")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
