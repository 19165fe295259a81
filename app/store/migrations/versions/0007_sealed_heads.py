"""How far each audit chain is covered by the chain of heads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "sealed_head",
        sa.Column("chain_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", name=op.f("pk_sealed_head")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("sealed_head")
