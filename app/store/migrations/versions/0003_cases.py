"""Case files, passes, clocks, facts, notices and conflicts of interest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import allow_changes, forbid_changes

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    _case_code_counter()
    _case_file()
    _fact_sheet()
    _notification()
    _case_participant()
    _conflict_declaration()
    _level_pass()
    _notification_read()
    _breach()
    _clock()
    forbid_changes("breach")


def downgrade() -> None:
    """Drop the tables."""
    allow_changes("breach")
    op.drop_table("clock")
    op.drop_table("breach")
    op.drop_table("notification_read")
    op.drop_table("level_pass")
    op.drop_table("conflict_declaration")
    op.drop_table("case_participant")
    op.drop_table("notification")
    op.drop_table("fact_sheet")
    op.drop_table("case_file")
    op.drop_table("case_code_counter")


def _case_code_counter() -> None:
    op.create_table(
        "case_code_counter",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "year", name=op.f("pk_case_code_counter")),
    )


def _case_file() -> None:
    op.create_table(
        "case_file",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("code", name=op.f("uq_case_file_code")),
    )
    op.create_index(op.f("ix_case_file_body_id"), "case_file", ["body_id"], unique=False)
    op.create_index(op.f("ix_case_file_started_by"), "case_file", ["started_by"], unique=False)
    op.create_index(op.f("ix_case_file_state"), "case_file", ["state"], unique=False)


def _fact_sheet() -> None:
    op.create_table(
        "fact_sheet",
        sa.Column("scope_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope_id", name=op.f("pk_fact_sheet")),
    )
    op.create_index(op.f("ix_fact_sheet_case_id"), "fact_sheet", ["case_id"], unique=False)


def _notification() -> None:
    op.create_table(
        "notification",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("dedup_key", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_notification_dedup_key")),
    )
    op.create_index(op.f("ix_notification_at"), "notification", ["at"], unique=False)
    op.create_index(op.f("ix_notification_case_id"), "notification", ["case_id"], unique=False)
    op.create_index("ix_notification_person_id", "notification", ["person_id"], unique=False)
    op.create_index(
        "ix_notification_role_body_id", "notification", ["role", "body_id"], unique=False
    )


def _case_participant() -> None:
    op.create_table(
        "case_participant",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_participant_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "person_id", "role", name=op.f("pk_case_participant")),
    )
    op.create_index(
        "ix_case_participant_person_id", "case_participant", ["person_id"], unique=False
    )


def _conflict_declaration() -> None:
    op.create_table(
        "conflict_declaration",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_conflict_declaration_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("pk_conflict_declaration")),
    )


def _level_pass() -> None:
    op.create_table(
        "level_pass",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Text(), nullable=False),
        sa.Column("entry_reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_level_pass_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_pass")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_level_pass_case_id_number")),
    )
    op.create_index(op.f("ix_level_pass_body_id"), "level_pass", ["body_id"], unique=False)


def _notification_read() -> None:
    op.create_table(
        "notification_read",
        sa.Column("notification_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notification.id"],
            name=op.f("fk_notification_read_notification_id"),
        ),
        sa.PrimaryKeyConstraint("notification_id", "person_id", name=op.f("pk_notification_read")),
    )


def _breach() -> None:
    op.create_table(
        "breach",
        sa.Column("pass_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_breach_case_id")),
        sa.ForeignKeyConstraint(["pass_id"], ["level_pass.id"], name=op.f("fk_breach_pass_id")),
        sa.PrimaryKeyConstraint("pass_id", "mark", name=op.f("pk_breach")),
    )
    op.create_index(op.f("ix_breach_case_id"), "breach", ["case_id"], unique=False)


def _clock() -> None:
    op.create_table(
        "clock",
        sa.Column("pass_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Text(), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day0", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("cap", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("announced_due", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("warning", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_clock_case_id")),
        sa.ForeignKeyConstraint(["pass_id"], ["level_pass.id"], name=op.f("fk_clock_pass_id")),
        sa.PrimaryKeyConstraint("pass_id", name=op.f("pk_clock")),
    )
    op.create_index(op.f("ix_clock_case_id"), "clock", ["case_id"], unique=False)
    op.create_index(op.f("ix_clock_state"), "clock", ["state"], unique=False)
