"""Changes of settings: asked for by one person, put in force by another, kept for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, update

from app.domain.setting_changes import SettingChange, SettingState
from app.errors import Conflict, NotFound
from app.store import revision
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.settings import setting_change

REVISION = "settings"
CHANGED = "Đề nghị đã đổi từ khi trang được mở; tải lại trang"
_APPROVED = SettingState.APPROVED.value


def insert(tx: Transaction, row: SettingChange) -> None:
    """Add a change that was asked for."""
    tx.execute(add(setting_change), to_row(row))


def load(tx: Transaction, change_id: str) -> SettingChange:
    """Return a change, locked if writing; raise NotFound."""
    query = select(setting_change).where(setting_change.c.id == change_id)
    row = tx.first(query.with_for_update() if tx.writing else query)
    if row is None:
        raise NotFound("Không có đề nghị thay đổi này; mở lại từ danh sách")
    return _change(row)


def of_subject(tx: Transaction, subject: str) -> list[SettingChange]:
    """Return every change of a subject, newest first."""
    query = select(setting_change).where(setting_change.c.subject == subject)
    order = (setting_change.c.proposed_at.desc(), setting_change.c.number.desc())
    return [_change(row) for row in tx.rows(query.order_by(*order))]


def in_force(tx: Transaction) -> dict[str, SettingChange]:
    """Return the change that counts of each subject; one that was never changed is missing."""
    column = setting_change.c
    query = select(setting_change).where(column.state == _APPROVED).order_by(column.number)
    return {row["subject"]: _change(row) for row in tx.rows(query)}


def waiting(tx: Transaction) -> dict[str, int]:
    """Return how many changes of each subject wait for a second person."""
    query = (
        select(setting_change.c.subject, func.count().label("n"))
        .where(setting_change.c.state == SettingState.PROPOSED.value)
        .group_by(setting_change.c.subject)
    )
    return {row["subject"]: row["n"] for row in tx.rows(query)}


def approve(tx: Transaction, before: SettingChange, **decided: Any) -> SettingChange:
    """Put a change in force; raise Conflict if the subject was changed since it was asked for.

    The number of the revision is raised first: its row keeps two approvals apart.
    """
    revision.raise_number(tx, REVISION)
    last = in_force(tx).get(before.subject)
    if before.base != (last.id if last else ""):
        raise Conflict(
            "Thiết đặt này đã đổi từ khi đề nghị được lập; lập lại đề nghị trên bản đang dùng"
        )
    number = last.number + 1 if last else 1
    return change(tx, before, state=SettingState.APPROVED, number=number, **decided)


def change(tx: Transaction, before: SettingChange, **changes: Any) -> SettingChange:
    """Write the changes under the next version; raise Conflict if somebody was first."""
    after = replace(before, **changes, version=before.version + 1)
    statement = (
        update(setting_change)
        .where(setting_change.c.id == before.id, setting_change.c.version == before.version)
        .values(**to_row(after))
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED)
    return after


def adopt(tx: Transaction, changes: Iterable[SettingChange]) -> None:
    """Put in force what is in force in another database: this one is a copy to try things on."""
    for one in changes:
        undecided: dict[str, Any] = {
            "decided_by": "",
            "decided_name": "",
            "decided_at": None,
            "number": 0,
        }
        asked = replace(one, state=SettingState.PROPOSED, version=one.version - 1, **undecided)
        insert(tx, asked)
        decided = {name: getattr(one, name) for name in undecided}
        change(tx, asked, state=SettingState.APPROVED, **decided)
    revision.raise_number(tx, REVISION)


def _change(row: Mapping[str, Any]) -> SettingChange:
    found = from_row(SettingChange, row)
    return replace(found, lines=tuple((key, old, new) for key, old, new in found.lines))
