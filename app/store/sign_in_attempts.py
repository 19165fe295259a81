"""Attempts to sign in, counted by login and by address so that guessing is slowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select

from app.store.database import Transaction
from app.store.statements import add
from app.store.tables.access import sign_in_attempt


@dataclass(frozen=True)
class Failures:
    """Failed attempts in a window; those of the login count since its last success."""

    of_login: int
    of_address: int


def record(tx: Transaction, login: str, address: str, at: datetime, *, succeeded: bool) -> None:
    """Note an attempt; the login in small letters."""
    values = {"login": login.lower(), "address": address, "at": at, "succeeded": succeeded}
    tx.execute(add(sign_in_attempt), values)


def failures(tx: Transaction, login: str, address: str, since: datetime) -> Failures:
    """Return how often signing in failed since a moment, in one statement."""
    attempt = sign_in_attempt.c
    failed = (attempt.succeeded.is_(False), attempt.at >= since)
    success = sign_in_attempt.alias("success").c
    later_success = exists().where(
        success.login == attempt.login, success.succeeded.is_(True), success.at >= attempt.at
    )
    by_login = (
        select(func.count())
        .where(attempt.login == login.lower(), *failed, ~later_success)
        .scalar_subquery()
    )
    by_address = select(func.count()).where(attempt.address == address, *failed).scalar_subquery()
    row = tx.rows(select(by_login.label("of_login"), by_address.label("of_address")))[0]
    return Failures(row["of_login"], row["of_address"])


def forget_before(tx: Transaction, moment: datetime) -> int:
    """Delete attempts older than the moment; return how many."""
    return tx.execute(delete(sign_in_attempt).where(sign_in_attempt.c.at < moment)).rowcount
