"""Every seal of every chain by its place in the chain of heads; heads that never go back."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import (
    allow_changes,
    allow_rows,
    forbid_changes,
    refuse_rows,
)

revision = "0023"
down_revision = "0019"

_ENTRY = sa.table("seal_entry", sa.column("chain_id"), sa.column("seq"), sa.column("seal_seq"))
# Table → the column that only grows; `instance` counts the rows of its own chain.
_HEADS = {"chain_head": "seq", "sealed_head": "seq", "instance": "audit_seq"}


def upgrade() -> None:
    """Create the table, fill it from the chain of heads, and keep the heads from going back."""
    op.create_table(
        "seal_entry",
        sa.Column("chain_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "seq", name=op.f("pk_seal_entry")),
    )
    _fill()
    forbid_changes("seal_entry")
    for table, column in _HEADS.items():
        back, gone = f"NEW.{column} < OLD.{column}", f"OLD.{column} > 0"
        refuse_rows(f"{table}_goes_on", table, "UPDATE", back, f"{table} does not go back")
        refuse_rows(f"{table}_stays", table, "DELETE", gone, f"{table} heads a chain")


def downgrade() -> None:
    """Drop the table and the triggers."""
    for table in _HEADS:
        allow_rows(f"{table}_goes_on", table)
        allow_rows(f"{table}_stays", table)
    allow_changes("seal_entry")
    op.drop_table("seal_entry")


def _fill() -> None:
    found = op.get_bind().execute(
        sa.text("SELECT seq, payload FROM audit_payload WHERE chain_id = 'heads' ORDER BY seq")
    )
    for seal_seq, payload in found.all():
        rows = [
            {"chain_id": chain_id, "seq": seq, "seal_seq": seal_seq}
            for chain_id, (seq, _) in json.loads(payload).items()
        ]
        op.bulk_insert(_ENTRY, rows)
