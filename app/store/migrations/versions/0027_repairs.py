"""Repairs of running cases: requested by one person, agreed by another, each result final."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import (
    allow_changes,
    allow_rows,
    forbid_changes_when,
    refuse_rows,
)

revision = "0027"
down_revision = "0033"

_MOMENT = sa.DateTime(timezone=True)
_GUARDS = (
    ("repair_begins_proposed", "INSERT", "NEW.state <> 'proposed'"),
    (
        "repair_two_persons",
        "UPDATE",
        "NEW.state IN ('approved', 'done', 'expired') "
        "AND (NEW.decided_by = '' OR NEW.decided_by = NEW.proposed_by)",
    ),
)


def upgrade() -> None:
    """Create the tables and the triggers."""
    _repair()
    _item()
    for name, action, condition in _GUARDS:
        refuse_rows(name, "repair", action, condition, f"repair: {name}")
    forbid_changes_when("repair", "OLD.state IN ('done', 'returned', 'expired')")
    forbid_changes_when("repair_item", "OLD.result <> 'waiting'")


def downgrade() -> None:
    """Drop them."""
    allow_changes("repair_item")
    allow_changes("repair")
    for name, _action, _condition in _GUARDS:
        allow_rows(name, "repair")
    op.drop_table("repair_item")
    op.drop_table("repair")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _repair() -> None:
    op.create_table(
        "repair",
        *_texts("id", "instructions", "reason", "state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("proposed_by", "proposed_name"),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("rehearsed_at", _MOMENT),
        *_texts("decided_by", "decided_name"),
        sa.Column("decided_at", _MOMENT),
        *_texts("return_reason", "opinion"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair")),
    )
    op.create_index("ix_repair_state", "repair", ["state"])


def _item() -> None:
    keys = (("repair_id", "repair"), ("instance_id", "instance"), ("case_id", "case_file"))
    op.create_table(
        "repair_item",
        *_texts("repair_id", "instance_id", "case_id", "base_state"),
        *_texts("rehearsal", "warnings", "stops", "starts", "refusal", "result", "told"),
        sa.Column("done_at", _MOMENT),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_repair_item_{name}"))
            for name, table in keys
        ),
        sa.PrimaryKeyConstraint("repair_id", "instance_id", name=op.f("pk_repair_item")),
    )
    op.create_index("ix_repair_item_instance_id", "repair_item", ["instance_id"])
