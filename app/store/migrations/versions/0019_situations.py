"""Situations that owners keep with a process, and what came of running them against a draft."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "process_situation",
        *_texts("id", "process_id", "name", "title", "yaml", "source"),
        *_texts("created_by", "created_name"),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_situation")),
        sa.UniqueConstraint(
            "process_id", "name", name=op.f("uq_process_situation_process_id_name")
        ),
    )
    op.create_table(
        "situation_run",
        *_texts("id", "process_id", "draft_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("digest", "state"),
        sa.Column("total", sa.Integer(), nullable=False),
        *_texts("requested_by", "requested_name"),
        sa.Column("requested_at", _MOMENT, nullable=False),
        *_texts("results", "passed"),
        sa.Column("seen_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["process_draft.id"], name=op.f("fk_situation_run_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_run")),
    )
    op.create_index("ix_situation_run_process_id_digest", "situation_run", ["process_id", "digest"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("situation_run")
    op.drop_table("process_situation")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
