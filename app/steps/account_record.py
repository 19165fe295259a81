"""Changes of accounts: what stands against one, and its line in the chain of the system."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.account_changes import NEVER_EMPTY
from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.errors import Conflict, NotFound, StepRefused
from app.store import audit_log
from app.store.accounts import AccountRow
from app.store.database import Transaction

CAPACITY = "Quản trị"
CHANGED_SINCE = "Tài khoản đã đổi từ lúc mở trang; mở lại để xem bản mới rồi làm tiếp"
ROLE_NAMES: Mapping[str, str] = {
    "admin": "Quản trị",
    "auditor": "Kiểm soát viên",
    "process_owner": "Chủ quy trình",
}


def account_version(account: AccountRow) -> str:
    """Return what a page shows to have seen of an account."""
    seen = (account.login, account.active, sorted(account.system_roles), account.password_hash)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def account_seen(known: Mapping[str, AccountRow], person_id: str, seen: str) -> AccountRow:
    """Return an account that is as it was seen; raises NotFound, Conflict."""
    account = known.get(person_id)
    if account is None:
        raise NotFound("Người này chưa có tài khoản; mở tài khoản trước")
    if account_version(account) != seen:
        raise Conflict(CHANGED_SINCE)
    return account


def check_not_last(known: Mapping[str, AccountRow], person_id: str, leaves: set[str]) -> None:
    """Raise StepRefused when nobody else would hold a system role that may not stand empty."""
    for role in NEVER_EMPTY:
        others = (a for a in known.values() if a.person_id != person_id and a.active)
        if role in leaves and not any(role in a.system_roles for a in others):
            name = ROLE_NAMES[role]
            raise StepRefused(
                f"Giữ lại {name} này: đây là {name} cuối cùng; giao quyền cho người khác trước",
                clauses=("C-179",),
            )


def record_account(
    tx: Transaction,
    actor: Actor,
    about: AccountRow,
    summary: str,
    now: datetime,
    payload: Mapping[str, Any],
) -> None:
    """Chain what was done to an account, with what it was and what it is; never a password."""
    event = NewEvent(
        kind=EventKind.ACCOUNT_CHANGED,
        at=now,
        summary=f"{summary}: {about.name} ({about.login})",
        actor_id=actor.person_id,
        actor_name=actor.name,
        capacity=CAPACITY,
        payload={"person": about.person_id, "login": about.login, **payload},
    )
    audit_log.append_system(tx, [event], now)
