"""Changes of the organisation, batch by batch, and files that wait to be imported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import allow_changes, forbid_changes

revision = "0030"
down_revision = "0029"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables; what was changed is never changed again."""
    op.create_table(
        "organisation_batch",
        *_texts("id", "kind", "made_by", "made_name"),
        sa.Column("made_at", _MOMENT, nullable=False),
        *_texts("reason", "source", "undoes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_batch")),
    )
    op.create_index("ix_organisation_batch_made_at", "organisation_batch", ["made_at"])
    _changes()
    op.create_table(
        "organisation_import",
        *_texts("id", "file_name", "sheet", "columns", "rows", "uploaded_by"),
        sa.Column("uploaded_at", _MOMENT, nullable=False),
        *_texts("batch_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_import")),
    )
    forbid_changes("organisation_batch")
    forbid_changes("organisation_change")


def _changes() -> None:
    op.create_table(
        "organisation_change",
        *_texts("batch_id"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("sheet", "row_key"),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["organisation_batch.id"],
            name=op.f("fk_organisation_change_batch_id"),
        ),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_organisation_change")),
    )
    op.create_index(
        "ix_organisation_change_sheet_row_key", "organisation_change", ["sheet", "row_key"]
    )


def downgrade() -> None:
    """Drop them."""
    allow_changes("organisation_change")
    allow_changes("organisation_batch")
    op.drop_table("organisation_import")
    op.drop_table("organisation_change")
    op.drop_table("organisation_batch")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
