"""Requests about accounts that a second administrator decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from app.domain.account_changes import AccountRequest, RequestState
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.access import account_request

DECIDED = "Yêu cầu này đã được quyết định; tải lại trang"


def insert(tx: Transaction, row: AccountRequest) -> None:
    """Add a request."""
    tx.execute(add(account_request), to_row(row))


def load(tx: Transaction, request_id: str) -> AccountRequest:
    """Return a request; raise NotFound."""
    row = tx.first(select(account_request).where(account_request.c.id == request_id))
    if row is None:
        raise NotFound("Không có yêu cầu này; mở lại từ trang người dùng")
    return from_row(AccountRequest, row)


def waiting(tx: Transaction, person_id: str = "") -> list[AccountRequest]:
    """Return the requests that wait, oldest first; those of one person if named."""
    query = select(account_request).where(account_request.c.state == RequestState.ASKED.value)
    if person_id:
        query = query.where(account_request.c.person_id == person_id)
    rows = tx.rows(query.order_by(account_request.c.asked_at, account_request.c.id))
    return [from_row(AccountRequest, row) for row in rows]


def decide(
    tx: Transaction, row: AccountRequest, state: RequestState, by: str, name: str, at: datetime
) -> AccountRequest:
    """Note the decision; raise Conflict when there is one already."""
    table = account_request
    statement = update(table).where(table.c.id == row.id, table.c.state == RequestState.ASKED.value)
    values = {"state": state.value, "decided_by": by, "decided_name": name, "decided_at": at}
    if tx.execute(statement.values(**values)).rowcount != 1:
        raise Conflict(DECIDED)
    return replace(row, state=state, decided_by=by, decided_name=name, decided_at=at)
