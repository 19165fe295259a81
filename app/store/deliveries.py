"""Deliveries: to whom each issued document went, when, and in what way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from app.errors import Conflict
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert as insert_into
from app.store.tables.documents import delivery


@dataclass(frozen=True)
class DeliveryRow:
    """One document to one recipient; of a printed one the moment is entered when it was sent."""

    id: str
    document_id: str
    recipient: str
    mode: str
    delivered_at: datetime | None = None
    note: str = ""


def insert(tx: Transaction, *rows: DeliveryRow) -> None:
    """Note deliveries; a recipient already noted for the document stays as it is."""
    if rows:
        tx.execute(insert_into(tx, delivery).on_conflict_do_nothing(), [to_row(r) for r in rows])


def of_documents(tx: Transaction, document_ids: Sequence[str]) -> list[DeliveryRow]:
    """Return to whom the documents went, by document and recipient."""
    query = (
        select(delivery)
        .where(delivery.c.document_id.in_(list(document_ids)))
        .order_by(delivery.c.document_id, delivery.c.recipient)
    )
    return [from_row(DeliveryRow, row) for row in tx.rows(query)]


def enter_sent_date(tx: Transaction, delivery_id: str, at: datetime, note: str) -> None:
    """Enter when a printed document was sent; raise Conflict if that is on record already."""
    statement = (
        update(delivery)
        .where(delivery.c.id == delivery_id, delivery.c.delivered_at.is_(None))
        .values(delivered_at=at, note=note)
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict("Chưa ghi nhận: ngày gửi văn bản này đã được ghi")
