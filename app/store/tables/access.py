"""Tables of who may enter: accounts, revocable sessions, sign-in attempts; and the calendars."""

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
)

from app.store.tables.columns import Json, Moment, Text, metadata

user_account = Table(
    "user_account",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("login", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("system_roles", Json, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("theme", Text, nullable=False),
    Column("contrast", Text, nullable=False),
    # When an administrator handed the password over; empty once its owner chose another.
    Column("given_at", Moment),
)

account_request = Table(
    "account_request",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("user_account.person_id"), nullable=False),
    Column("wanted", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_name", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("decided_by", Text, nullable=False),
    Column("decided_name", Text, nullable=False),
    Column("decided_at", Moment),
)

login_session = Table(
    "login_session",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("user_account.person_id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("address", Text, nullable=False),
)

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Index("ix_sign_in_attempt_login_at", "login", "at"),
    Index("ix_sign_in_attempt_address_at", "address", "at"),
)

calendar_year = Table(
    "calendar_year",
    metadata,
    Column("profile", Text),
    Column("year", Integer, autoincrement=False),
    Column("entered_by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("profile", "year"),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    Column("profile", Text),
    Column("day", Date),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("profile", "day"),
)
