"""Settings changed by two persons, and first numbers of series.

The database itself wants a second person for every change in force, and keeps what was decided.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import (
    allow_changes,
    allow_rows,
    forbid_changes,
    forbid_changes_when,
    refuse_rows,
)

revision = "0032"
down_revision = "0026"

_MOMENT = sa.DateTime(timezone=True)
_GUARDS = (
    ("setting_change_begins_proposed", "INSERT", "NEW.state <> 'proposed'"),
    (
        "setting_change_two_persons",
        "UPDATE",
        "NEW.state = 'approved' AND (NEW.decided_by = '' OR NEW.decided_by = NEW.proposed_by)",
    ),
)


def upgrade() -> None:
    """Create the tables and the triggers."""
    _change()
    _start()
    for name, action, condition in _GUARDS:
        refuse_rows(name, "setting_change", action, condition, f"setting_change: {name}")
    forbid_changes_when("setting_change", "OLD.state <> 'proposed'")
    forbid_changes("series_start")


def downgrade() -> None:
    """Drop them."""
    allow_changes("series_start")
    allow_changes("setting_change")
    for name, _action, _condition in _GUARDS:
        allow_rows(name, "setting_change")
    op.drop_table("series_start")
    op.drop_table("setting_change")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _change() -> None:
    op.create_table(
        "setting_change",
        *_texts("id", "subject", "base", "values", "lines", "reason", "decision_no"),
        sa.Column("decision_on", sa.Date(), nullable=False),
        *_texts("state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("proposed_by", "proposed_name"),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("decided_by", "decided_name"),
        sa.Column("decided_at", _MOMENT),
        *_texts("return_reason"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_change")),
    )
    op.create_index("ix_setting_change_subject_number", "setting_change", ["subject", "number"])


def _start() -> None:
    op.create_table(
        "series_start",
        *_texts("id", "unit_id", "symbol", "period_key"),
        sa.Column("first_number", sa.Integer(), nullable=False),
        *_texts("reason", "entered_by", "entered_name"),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_start")),
    )
    op.create_index("ix_series_start_unit_id", "series_start", ["unit_id"])
