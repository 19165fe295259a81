"""Tables of documents: drafts and issued papers, deliveries, number series, files people sent."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from app.store.tables.columns import Json, Moment, Text, metadata

document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False),
    Column("pass_id", Text, nullable=False),
    Column("instance_id", Text, nullable=False),
    Column("activation_id", Text, nullable=False),
    Column("doc_type", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("item", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("drafted_by", Text, nullable=False),
    Column("signed_by", Text, nullable=False, index=True),
    Column("signed_capacity", Text, nullable=False),
    Column("signed_at", Moment),
    Column("issued_at", Moment, index=True),
    Column("recipients", Json, nullable=False),
    Index("ix_document_case_id_doc_type", "case_id", "doc_type"),
    # PostgreSQL looks a number up by its beginning only in an index of this kind.
    Index("ix_document_number", "number", postgresql_ops={"number": "text_pattern_ops"}),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("document.id"), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("delivered_at", Moment),
    Column("note", Text, nullable=False),
    UniqueConstraint("document_id", "recipient"),
    Index("ix_delivery_recipient", "recipient"),
)

series = Table(
    "series",
    metadata,
    Column("unit_id", Text),
    Column("symbol", Text),
    Column("period_key", Text),
    Column("last_number", Integer, nullable=False),
    PrimaryKeyConstraint("unit_id", "symbol", "period_key"),
)

incoming = Table(
    "incoming",
    metadata,
    Column("unit_id", Text),
    Column("period_key", Text),
    Column("number", Integer, autoincrement=False),
    Column("case_id", Text, ForeignKey("case_file.id"), nullable=False, index=True),
    Column("pass_id", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("registered_by", Text, nullable=False),
    Column("registered_at", Moment, nullable=False),
    PrimaryKeyConstraint("unit_id", "period_key", "number"),
)

# The bytes lie on disk under `stored_name`, a random name; nothing of the sender's name is a path.
upload = Table(
    "upload",
    metadata,
    Column("id", Text, primary_key=True),
    Column("stored_name", Text, nullable=False, unique=True),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("uploaded_by", Text, nullable=False, index=True),
    Column("uploaded_at", Moment, nullable=False),
    Column("task_id", Text, nullable=False),
    Column("case_id", Text, nullable=False, index=True),
    Column("submission_id", Text, nullable=False),
)
