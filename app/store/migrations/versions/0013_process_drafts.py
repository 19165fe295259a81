"""Drafts of processes under one editor's lock, their history, and the record of what came of them.

A recorded change can be neither altered nor deleted; one live draft a process.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import allow_changes, forbid_changes

revision = "0013"
down_revision = "0008"

_LIVE = sa.text("state IN ('open', 'requested')")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables and the triggers."""
    _draft()
    _draft_file()
    _draft_save()
    _published_change()
    forbid_changes("published_change")


def downgrade() -> None:
    """Drop them."""
    allow_changes("published_change")
    for table in ("published_change", "process_draft_save", "process_draft_file", "process_draft"):
        op.drop_table(table)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _draft() -> None:
    op.create_table(
        "process_draft",
        *_texts("id", "process_id", "title", "state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("base_release", "created_by"),
        sa.Column("created_at", _MOMENT, nullable=False),
        *_texts("saved_by"),
        sa.Column("saved_at", _MOMENT, nullable=False),
        *_texts("editor_id", "editor_name"),
        sa.Column("editor_since", _MOMENT),
        *_texts("editors", "version_name", "change_note", "requested_by", "requested_name"),
        sa.Column("requested_at", _MOMENT),
        *_texts("return_reason", "returned_by", "release_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_draft")),
    )
    op.create_index(
        "uq_process_draft_live",
        "process_draft",
        ["process_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _draft_file() -> None:
    op.create_table(
        "process_draft_file",
        *_texts("draft_id", "kind", "key", "file_name"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_texts("sha256", "base_version", "base_sha256"),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["process_draft.id"], name=op.f("fk_process_draft_file_draft_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", "kind", "key", name=op.f("pk_process_draft_file")),
    )


def _draft_save() -> None:
    op.create_table(
        "process_draft_save",
        *_texts("id", "draft_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("kind", "file_kind", "key"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_texts("sha256"),
        sa.Column("size", sa.Integer(), nullable=False),
        *_texts("saved_by", "saved_name"),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["process_draft.id"], name=op.f("fk_process_draft_save_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_draft_save")),
    )
    op.create_index("ix_process_draft_save_draft_id_at", "process_draft_save", ["draft_id", "at"])


def _published_change() -> None:
    op.create_table(
        "published_change",
        *_texts("release_id", "draft_id", "process_id", "version_name", "change_note"),
        *_texts("requested_by", "requested_name"),
        sa.Column("requested_at", _MOMENT, nullable=False),
        *_texts("approved_by", "approved_name"),
        sa.Column("approved_at", _MOMENT, nullable=False),
        *_texts("files", "removed", "sha256"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_published_change_release_id")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["process_draft.id"], name=op.f("fk_published_change_draft_id")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_published_change")),
    )
    op.create_index("ix_published_change_process_id", "published_change", ["process_id"])
