"""Tables of the case register: dossiers, level passes, answer clocks, breaches, facts."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
    literal_column,
    text,
)

from app.store.tables.columns import Json, Moment, Text, metadata

case_file = Table(
    "case_file",
    metadata,
    Column("id", Text, primary_key=True),
    # Null while the plan is a draft: unique, and several nulls may stand beside each other.
    Column("code", Text, unique=True),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("profile", Text, nullable=False),
    Column("body_id", Text, nullable=False, index=True),
    Column("started_by", Text, nullable=False, index=True),
    Column("created_at", Moment, nullable=False, index=True),
    Column("submitted_at", Moment, index=True),
    Column("round_no", Integer, nullable=False),
    Column("restricted", Boolean, nullable=False),
    # Title and code without marks, so that "ho chua nuoc" finds "Hồ chứa nước".
    Column("search_text", Text, nullable=False),
)

case_code_counter = Table(
    "case_code_counter",
    metadata,
    Column("prefix", Text),
    Column("year", Integer),
    Column("last_number", Integer, nullable=False),
    PrimaryKeyConstraint("prefix", "year"),
)

case_participant = Table(
    "case_participant",
    metadata,
    Column("case_id", Text, ForeignKey("case_file.id")),
    Column("person_id", Text),
    Column("role", Text),
    PrimaryKeyConstraint("case_id", "person_id", "role"),
    Index("ix_case_participant_person_id", "person_id"),
)

level_pass = Table(
    "level_pass",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("round_no", Integer, nullable=False),
    Column("body_id", Text, nullable=False, index=True),
    Column("entry_reason", Text, nullable=False),
    Column("opened_at", Moment, nullable=False, index=True),
    UniqueConstraint("case_id", "number"),
)

clock = Table(
    "clock",
    metadata,
    Column("pass_id", Text, ForeignKey("level_pass.id"), primary_key=True),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False, index=True),
    Column("body_id", Text, nullable=False),
    Column("round_no", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("day0", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("cap", Date, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("marks", Json, nullable=False),
    Column("announced_due", Date),
    Column("extended", Boolean, nullable=False),
    Column("closed_at", Moment, index=True),
    Column("closed_by", Text, nullable=False),
    Column("days_late", Integer, nullable=False),
    Column("warning", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
)
# Late answers are few.
Index(
    "ix_clock_late",
    clock.c.case_id,
    sqlite_where=text("days_late > 0"),
    postgresql_where=text("days_late > 0"),
)

breach = Table(
    "breach",
    metadata,
    Column("pass_id", Text, ForeignKey("level_pass.id")),
    Column("mark", Text),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False, index=True),
    Column("due_at", Moment, nullable=False),
    Column("noticed_at", Moment, nullable=False),
    Column("severe", Boolean, nullable=False),
    PrimaryKeyConstraint("pass_id", "mark"),
)

fact_sheet = Table(
    "fact_sheet",
    metadata,
    Column("scope_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("case_id", Text, nullable=False, index=True),
    Column("instance_id", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Column("version", Integer, nullable=False),
    # What is known of cases, by name and value; SQLite reads the sheets through instead. NUL, which
    # jsonb refuses, is no letter that anybody looks for.
    Index(
        "ix_fact_sheet_facts",
        literal_column(r"(replace(facts, '\u0000', '\ufffd')::jsonb)").label("known"),
        postgresql_using="gin",
        postgresql_ops={"known": "jsonb_path_ops"},
    ).ddl_if(dialect="postgresql"),
)

notification = Table(
    "notification",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("body_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    # Null where the notice may be repeated; else it is given once for each key.
    Column("dedup_key", Text, unique=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Index("ix_notification_role_body_id", "role", "body_id"),
    Index("ix_notification_person_id", "person_id"),
)

notification_read = Table(
    "notification_read",
    metadata,
    Column("notification_id", Text, ForeignKey("notification.id")),
    Column("person_id", Text),
    Column("read_at", Moment, nullable=False),
    PrimaryKeyConstraint("notification_id", "person_id"),
)
