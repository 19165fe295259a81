"""Indexes for what large records are asked: seals by place, papers by signer, deeds by day."""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0035"

# Table → the columns that an index of their own serves.
_COLUMNS = {
    "seal_entry": ("seal_seq",),
    "document": ("signed_by", "issued_at"),
    "level_pass": ("opened_at",),
    "clock": ("closed_at",),
}
# PostgreSQL looks into what is known of a case by one index; NUL, which jsonb refuses, is no letter
# that anybody looks for.
_FACTS = r"""
CREATE INDEX ix_fact_sheet_facts ON fact_sheet
USING gin ((replace(facts, '\u0000', '\ufffd')::jsonb) jsonb_path_ops)
"""


def upgrade() -> None:
    """Create the indexes."""
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    if op.get_bind().dialect.name != "sqlite":
        op.execute(_FACTS)


def downgrade() -> None:
    """Drop them."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_index("ix_fact_sheet_facts")
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}")
