"""Questions about cases that people keep by name, for themselves or for everybody who watches."""

from __future__ import annotations

from sqlalchemy import delete, or_, select

from app.domain.case_search import SavedView
from app.errors import NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert
from app.store.tables.oversight import saved_view


def save(tx: Transaction, row: SavedView) -> None:
    """Keep a question; one of the same name of the same person is replaced."""
    statement = insert(tx, saved_view)
    values = to_row(row)
    statement = statement.on_conflict_do_update(
        index_elements=[saved_view.c.owner_id, saved_view.c.name],
        set_={name: statement.excluded[name] for name in values if name != "id"},
    )
    tx.execute(statement, values)


def shown_to(tx: Transaction, person_id: str) -> tuple[SavedView, ...]:
    """Return the person's own questions and those that others share, by name."""
    mine = saved_view.c.owner_id == person_id
    query = select(saved_view).where(or_(mine, saved_view.c.shared.is_(True)))
    rows = tx.rows(query.order_by(saved_view.c.name, saved_view.c.id))
    return tuple(from_row(SavedView, row) for row in rows)


def load(tx: Transaction, view_id: str) -> SavedView:
    """Return a kept question; raise NotFound."""
    row = tx.first(select(saved_view).where(saved_view.c.id == view_id))
    if row is None:
        raise NotFound("Bộ lọc này không còn; tải lại trang tra cứu")
    return from_row(SavedView, row)


def remove(tx: Transaction, view_id: str) -> None:
    """Forget a kept question."""
    tx.execute(delete(saved_view).where(saved_view.c.id == view_id))
