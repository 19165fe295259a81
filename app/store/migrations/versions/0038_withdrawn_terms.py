"""A term that the proposer stopped is told apart from an answered one; late ones have an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"

_WITHDRAWN = """
UPDATE clock SET withdrawn = true
WHERE closed_by IN (SELECT id FROM document WHERE doc_type = 'TB_XAC_NHAN_RUT')
"""


def upgrade() -> None:
    """Add the column, and fill it from the papers that stopped the clocks."""
    op.add_column(
        "clock", sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(_WITHDRAWN)
    late = sa.text("days_late > 0")
    op.create_index("ix_clock_late", "clock", ["case_id"], sqlite_where=late, postgresql_where=late)


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_clock_late", "clock")
    op.drop_column("clock", "withdrawn")
