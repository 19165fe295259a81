"""Tables of running processes: instances, tasks, submissions, timers, messages, releases."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from app.store.tables.columns import Json, Moment, Text, metadata

instance = Table(
    "instance",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False, index=True),
    # Empty for the case's own instance; the pass for a watch. No key: a pass may be opened later.
    Column("pass_id", Text, nullable=False),
    Column("process_id", Text, nullable=False),
    Column("release_id", Text, ForeignKey("release.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("lock_version", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("ended_at", Moment),
    Column("audit_seq", Integer, nullable=False),
    Column("audit_hash", Text, nullable=False),
)

activation = Table(
    "activation",
    metadata,
    Column("instance_id", Text, ForeignKey("instance.id")),
    Column("id", Text),
    Column("parent_id", Text, nullable=False),
    Column("process_id", Text, nullable=False),
    Column("call_element_id", Text, nullable=False),
    Column("element", Json, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("outcome", Text, nullable=False),
    PrimaryKeyConstraint("instance_id", "id"),
)

task = Table(
    "task",
    metadata,
    Column("id", Text, primary_key=True),
    Column("instance_id", Text, ForeignKey("instance.id"), nullable=False, index=True),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False, index=True),
    Column("pass_id", Text, nullable=False),
    Column("activation_id", Text, nullable=False),
    Column("process_id", Text, nullable=False),
    Column("element_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("form_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("body_id", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", Moment),
    Column("person_ids", Json, nullable=False),
    Column("excluded_ids", Json, nullable=False),
    Column("claimed_by", Text, nullable=False),
    Column("completed_by", Text, nullable=False),
    Column("completed_capacity", Text, nullable=False),
    Column("completed_at", Moment),
    Column("lock_version", Integer, nullable=False),
    Index("ix_task_state_role_body_id", "state", "role", "body_id"),
    Index("ix_task_completed_by", "completed_by"),
    # The times of steps over years are counted from this index alone.
    Index(
        "ix_task_completed_at",
        "completed_at",
        postgresql_include=["state", "process_id", "element_id", "name", "opened_at", "case_id"],
    ),
)

# The persons of a task, searchable: named ones may do it, excluded ones (four eyes) may not.
task_candidate = Table(
    "task_candidate",
    metadata,
    Column("task_id", Text, ForeignKey("task.id")),
    Column("person_id", Text),
    Column("excluded", Boolean, nullable=False),
    PrimaryKeyConstraint("task_id", "person_id"),
    Index("ix_task_candidate_person_id", "person_id"),
)

submission = Table(
    "submission",
    metadata,
    Column("id", Text, primary_key=True),
    Column("idempotency_key", Text, nullable=False, unique=True),
    Column("task_id", Text, nullable=False, index=True),
    Column("instance_id", Text, nullable=False),
    Column("case_id", Text, nullable=False, index=True),
    Column("person_id", Text, nullable=False),
    Column("capacity", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("form_id", Text, nullable=False),
    Column("form_version", Text, nullable=False),
    Column("answers", Json, nullable=False),
    Column("sha256", Text, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("task_id", Text),
    Column("person_id", Text),
    Column("answers", Json, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("task_id", "person_id"),
)

timer = Table(
    "timer",
    metadata,
    Column("instance_id", Text, ForeignKey("instance.id")),
    Column("id", Text),
    Column("activation_id", Text, nullable=False),
    Column("element_id", Text, nullable=False),
    Column("due_at", Moment, nullable=False, index=True),
    PrimaryKeyConstraint("instance_id", "id"),
)

message_wait = Table(
    "message_wait",
    metadata,
    Column("instance_id", Text, ForeignKey("instance.id")),
    Column("id", Text),
    Column("activation_id", Text, nullable=False),
    Column("element_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("pass_id", Text, nullable=False),
    PrimaryKeyConstraint("instance_id", "id"),
    Index("ix_message_wait_case_id_name", "case_id", "name"),
)

kept_message = Table(
    "kept_message",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("pass_id", Text, nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("delivered_at", Moment),
    Column("delivered_to", Text, nullable=False),
    Index("ix_kept_message_case_id_name", "case_id", "name"),
)

artifact_version = Table(
    "artifact_version",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    UniqueConstraint("kind", "key", "number"),
)

release = Table(
    "release",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("manifest", Json, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
)

revision = Table(
    "revision",
    metadata,
    Column("name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
