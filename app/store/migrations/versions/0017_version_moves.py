"""Requests to move running cases to another version; an instance changes its version only so.

The database itself wants two persons, and lets an instance go only from and to the releases of an
approved request whose result for it stands written (INV-19). What came of an instance is final.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import (
    allow_changes,
    allow_rows,
    forbid_changes_when,
    refuse_rows,
    refuse_rows_unless,
)

revision = "0017"
down_revision = "0013"

_MOMENT = sa.DateTime(timezone=True)
_RELEASE = "instance_release_fixed"
_MOVES = "NEW.release_id <> OLD.release_id"
_AGREED = (
    "SELECT 1 FROM version_move_item i JOIN version_move m ON m.id = i.move_id "
    "WHERE i.instance_id = NEW.id AND i.result = 'moved' AND m.state = 'approved' "
    "AND m.from_release = OLD.release_id AND m.to_release = NEW.release_id"
)
_GUARDS = (
    ("version_move_begins_proposed", "INSERT", "NEW.state <> 'proposed'"),
    (
        "version_move_two_persons",
        "UPDATE",
        "NEW.state = 'approved' AND (NEW.decided_by = '' OR NEW.decided_by = NEW.proposed_by)",
    ),
)


def upgrade() -> None:
    """Create the tables and the triggers."""
    _move()
    _item()
    for name, action, condition in _GUARDS:
        refuse_rows(name, "version_move", action, condition, f"version_move: {name}")
    forbid_changes_when("version_move", "OLD.state IN ('done', 'returned')")
    forbid_changes_when("version_move_item", "OLD.result <> 'waiting'")
    allow_rows(_RELEASE, "instance")
    refuse_rows_unless(_RELEASE, "instance", "UPDATE", _MOVES, _AGREED, f"instance: {_RELEASE}")


def downgrade() -> None:
    """Drop them."""
    allow_rows(_RELEASE, "instance")
    refuse_rows(_RELEASE, "instance", "UPDATE", _MOVES, f"instance: {_RELEASE}")
    allow_changes("version_move_item")
    allow_changes("version_move")
    for name, _action, _condition in _GUARDS:
        allow_rows(name, "version_move")
    op.drop_table("version_move_item")
    op.drop_table("version_move")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _move() -> None:
    op.create_table(
        "version_move",
        *_texts("id", "from_release", "to_release", "pairs", "reason", "state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("proposed_by", "proposed_name"),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("rehearsed_at", _MOMENT),
        *_texts("decided_by", "decided_name"),
        sa.Column("decided_at", _MOMENT),
        *_texts("return_reason"),
        *(
            sa.ForeignKeyConstraint([name], ["release.id"], name=op.f(f"fk_version_move_{name}"))
            for name in ("from_release", "to_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_move")),
    )
    op.create_index("ix_version_move_state", "version_move", ["state"])


def _item() -> None:
    keys = (("move_id", "version_move"), ("instance_id", "instance"), ("case_id", "case_file"))
    op.create_table(
        "version_move_item",
        *_texts("move_id", "instance_id", "case_id"),
        *_texts("fit", "notes", "replayed", "result", "told"),
        sa.Column("done_at", _MOMENT),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_version_move_item_{name}")
            )
            for name, table in keys
        ),
        sa.PrimaryKeyConstraint("move_id", "instance_id", name=op.f("pk_version_move_item")),
    )
    op.create_index("ix_version_move_item_instance_id", "version_move_item", ["instance_id"])
