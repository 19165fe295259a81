"""Accounts: who may sign in, with which system roles and settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy import update as update_table

from app.errors import NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.access import user_account

SETTINGS = frozenset({"language", "theme", "contrast"})


@dataclass(frozen=True)
class AccountRow:
    """One account; logins are kept in small letters. `name` is the person's, shown everywhere."""

    person_id: str
    name: str
    login: str
    password_hash: str
    system_roles: tuple[str, ...] = field(default_factory=tuple)
    active: bool = True
    language: str = "vi"
    theme: str = "light"
    contrast: str = "normal"
    given_at: datetime | None = None


def insert(tx: Transaction, row: AccountRow) -> None:
    """Add an account."""
    tx.execute(add(user_account), {**to_row(row), "login": row.login.lower()})


def by_login(tx: Transaction, login: str) -> AccountRow | None:
    """Return the account of a login, whatever its letter case, or None."""
    return _account(tx, user_account.c.login == login.strip().lower())


def of_person(tx: Transaction, person_id: str) -> AccountRow | None:
    """Return a person's account, or None."""
    return _account(tx, user_account.c.person_id == person_id)


def load(tx: Transaction, person_id: str) -> AccountRow:
    """Return a person's account; raise NotFound."""
    account = of_person(tx, person_id)
    if account is None:
        raise NotFound("Người này chưa có tài khoản; báo quản trị hệ thống mở tài khoản")
    return account


def everybody(tx: Transaction) -> list[AccountRow]:
    """Return all accounts by login."""
    query = select(user_account).order_by(user_account.c.login)
    return [from_row(AccountRow, row) for row in tx.rows(query)]


def with_system_roles(tx: Transaction) -> frozenset[str]:
    """Return the ids of the persons whose account runs the system."""
    return frozenset(row.person_id for row in everybody(tx) if row.system_roles)


def with_role(tx: Transaction, roles: Collection[str]) -> list[str]:
    """Return the persons who may sign in and hold one of these system roles, by login."""
    return [a.person_id for a in everybody(tx) if a.active and set(roles) & set(a.system_roles)]


def with_account(tx: Transaction, person_ids: Sequence[str]) -> frozenset[str]:
    """Return which of these persons have an account."""
    query = select(user_account.c.person_id).where(user_account.c.person_id.in_(list(person_ids)))
    return frozenset(row["person_id"] for row in tx.rows(query))


def count(tx: Transaction) -> int:
    """Return how many accounts there are."""
    return tx.number(select(func.count()).select_from(user_account))


def everybody_locked(tx: Transaction) -> dict[str, AccountRow]:
    """Return all accounts by person; none of them changes until the transaction ends."""
    query = select(user_account).order_by(user_account.c.person_id).with_for_update()
    return {row["person_id"]: from_row(AccountRow, row) for row in tx.rows(query)}


def set_password(
    tx: Transaction, person_id: str, password_hash: str, given_at: datetime | None = None
) -> None:
    """Replace the password's hash; `given_at` if somebody else made it. Raise NotFound."""
    _update(tx, person_id, {"password_hash": password_hash, "given_at": given_at})


def set_system_roles(tx: Transaction, person_id: str, roles: Sequence[str]) -> None:
    """Replace the system roles; raise NotFound."""
    _update(tx, person_id, {"system_roles": sorted(roles)})


def set_active(tx: Transaction, person_id: str, active: bool) -> None:
    """Open or shut the account; raise NotFound."""
    _update(tx, person_id, {"active": active})


def rename(tx: Transaction, person_id: str, name: str) -> None:
    """Let the account of a person, if there is one, carry the person's name."""
    statement = update_table(user_account).where(user_account.c.person_id == person_id)
    tx.execute(statement.values(name=name))


def save_settings(tx: Transaction, person_id: str, settings: Mapping[str, str]) -> None:
    """Keep the person's own settings (language, theme, contrast); raise NotFound."""
    unknown = set(settings) - SETTINGS
    if unknown:
        raise ValueError(f"no such setting: {sorted(unknown)}")
    _update(tx, person_id, settings)


def _update(tx: Transaction, person_id: str, values: Mapping[str, Any]) -> None:
    statement = update_table(user_account).where(user_account.c.person_id == person_id)
    if tx.execute(statement.values(**values)).rowcount != 1:
        raise NotFound("Người này chưa có tài khoản; báo quản trị hệ thống mở tài khoản")


def _account(tx: Transaction, condition: Any) -> AccountRow | None:
    row = tx.first(select(user_account).where(condition))
    return from_row(AccountRow, row) if row else None
