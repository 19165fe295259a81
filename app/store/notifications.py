"""Notices in people's inboxes: to a person, or to the holders of a role in a body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, false, func, or_, select, tuple_

from app.domain.notices import Notice, NoticeKind
from app.domain.people import Capacity
from app.store.database import Transaction
from app.store.statements import insert as insert_into
from app.store.tables.cases import case_file, notification, notification_read


@dataclass(frozen=True)
class NotificationRow:
    """A notice as its reader sees it."""

    id: str
    notice: Notice
    case_code: str
    case_title: str
    read_at: datetime | None = None


def insert(tx: Transaction, notices: Sequence[Notice]) -> None:
    """Put notices into inboxes; one whose key is known is not given again."""
    rows = [
        {
            "id": uuid4().hex,
            "kind": notice.kind.value,
            "text": notice.text,
            "role": notice.role,
            "body_id": notice.body_id,
            "person_id": notice.person_id,
            "dedup_key": notice.key or None,
            "case_id": notice.case_id,
            "at": notice.at,
        }
        for notice in notices
    ]
    if rows:
        tx.execute(insert_into(tx, notification).on_conflict_do_nothing(), rows)


def known_keys(tx: Transaction, keys: Iterable[str]) -> frozenset[str]:
    """Return those of these keys under which a notice was given already."""
    query = select(notification.c.dedup_key).where(notification.c.dedup_key.in_(list(keys)))
    return frozenset(row["dedup_key"] for row in tx.rows(query))


def for_person(
    tx: Transaction,
    person_id: str,
    capacities: Iterable[Capacity],
    *,
    limit: int = 50,
    offset: int = 0,
) -> list[NotificationRow]:
    """Return the notices to a person or to the roles the person holds, newest first."""
    query = (
        select(
            notification,
            case_file.c.code.label("case_code"),
            case_file.c.title.label("case_title"),
            notification_read.c.read_at,
        )
        .select_from(
            notification.outerjoin(case_file, case_file.c.id == notification.c.case_id).outerjoin(
                notification_read, _read_by(person_id)
            )
        )
        .where(_to(person_id, capacities))
        .order_by(notification.c.at.desc(), notification.c.id)
    )
    return [_row(row) for row in tx.rows(query.limit(limit).offset(offset))]


def count_unread(tx: Transaction, person_id: str, capacities: Iterable[Capacity]) -> int:
    """Return how many notices the person has not read."""
    query = (
        select(func.count())
        .select_from(notification.outerjoin(notification_read, _read_by(person_id)))
        .where(_to(person_id, capacities), notification_read.c.read_at.is_(None))
    )
    return tx.number(query)


def mark_read(tx: Transaction, person_id: str, ids: Iterable[str], at: datetime) -> None:
    """Note that the person has read the notices."""
    rows = [{"notification_id": id_, "person_id": person_id, "read_at": at} for id_ in ids]
    if rows:
        tx.execute(insert_into(tx, notification_read).on_conflict_do_nothing(), rows)


def of_case(tx: Transaction, case_id: str) -> list[Notice]:
    """Return the notices given about a case, oldest first."""
    query = (
        select(notification)
        .where(notification.c.case_id == case_id)
        .order_by(notification.c.at, notification.c.id)
    )
    return [_notice(row) for row in tx.rows(query)]


def _read_by(person_id: str) -> Any:
    return and_(
        notification_read.c.notification_id == notification.c.id,
        notification_read.c.person_id == person_id,
    )


def _to(person_id: str, capacities: Iterable[Capacity]) -> Any:
    pairs = list(dict.fromkeys((c.role, c.body_id) for c in capacities))
    group = and_(
        notification.c.person_id == "",
        tuple_(notification.c.role, notification.c.body_id).in_(pairs) if pairs else false(),
    )
    return or_(notification.c.person_id == person_id, group)


def _row(row: Any) -> NotificationRow:
    return NotificationRow(
        id=row["id"],
        notice=_notice(row),
        case_code=row["case_code"] or "",
        case_title=row["case_title"] or "",
        read_at=row["read_at"],
    )


def _notice(row: Any) -> Notice:
    return Notice(
        kind=NoticeKind(row["kind"]),
        text=row["text"],
        role=row["role"],
        body_id=row["body_id"],
        person_id=row["person_id"],
        key=row["dedup_key"] or "",
        case_id=row["case_id"],
        at=row["at"],
    )
