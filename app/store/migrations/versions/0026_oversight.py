"""Kept questions about cases, results of invariant checks, and indexes that searches walk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0023"

_MOMENT = sa.DateTime(timezone=True)
_CASE_FILE = ("created_at", "submitted_at")


def upgrade() -> None:
    """Create the tables and the indexes."""
    op.create_table(
        "saved_view",
        *_texts("id", "owner_id", "owner_name", "name", "fields"),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_view_owner_id_name")),
    )
    op.create_table(
        "invariant_check",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("checked_at", _MOMENT, nullable=False),
        *_texts("asked_by", "asked_name", "found"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invariant_check")),
    )
    op.create_index("ix_invariant_check_checked_at", "invariant_check", ["checked_at"])
    for column in _CASE_FILE:
        op.create_index(f"ix_case_file_{column}", "case_file", [column])
    op.create_index("ix_task_completed_at", "task", ["completed_at"])
    _index_for_search()


def _index_for_search() -> None:
    """Number from its beginning, and clauses one by one, are found by PostgreSQL's own indexes.

    Ids of clauses are ours and carry no NUL, which jsonb would refuse.
    """
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_document_number", "document", ["number"])
        return
    op.execute("CREATE INDEX ix_document_number ON document (number text_pattern_ops)")
    op.execute("CREATE INDEX ix_audit_event_clauses ON audit_event USING gin ((clauses::jsonb))")


def downgrade() -> None:
    """Drop them."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_index("ix_audit_event_clauses")
    op.drop_index("ix_document_number")
    op.drop_index("ix_task_completed_at")
    for column in _CASE_FILE:
        op.drop_index(f"ix_case_file_{column}")
    op.drop_table("invariant_check")
    op.drop_table("saved_view")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
