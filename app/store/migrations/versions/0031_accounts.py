"""Passwords that were handed over, and requests about accounts that two administrators carry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("user_account", sa.Column("given_at", _MOMENT, nullable=True))
    op.create_table(
        "account_request",
        *_texts("id", "person_id", "wanted", "reason", "asked_by", "asked_name"),
        sa.Column("asked_at", _MOMENT, nullable=False),
        *_texts("state", "decided_by", "decided_name"),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["user_account.person_id"], name=op.f("fk_account_request_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_request")),
    )
    op.create_index("ix_account_request_state", "account_request", ["state"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("account_request")
    op.drop_column("user_account", "given_at")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
