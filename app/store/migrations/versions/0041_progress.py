"""How far kept work is: what is done of how much in all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    """Add the two counts; of what was kept until now nothing is known."""
    for name in ("done", "total"):
        op.add_column("job", sa.Column(name, sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop them."""
    for name in ("done", "total"):
        op.drop_column("job", name)
