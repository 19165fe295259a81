"""Documents of cases: drafts that may change, issued and filed papers that may not; deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy import update as update_table

from app.domain.cases import DocumentRow, DocumentState
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert as insert_into
from app.store.tables.documents import delivery, document

CHANGED = "Chưa ghi nhận: văn bản này đã được xử lý"
_OPEN = (DocumentState.DRAFT.value, DocumentState.SIGNED.value)


@dataclass(frozen=True)
class DeliveryRow:
    """One document to one recipient; `mode` is `in_app` or `printed` (then the date is entered)."""

    id: str
    document_id: str
    recipient: str
    mode: str
    delivered_at: datetime | None = None
    note: str = ""


_BY_ID = select(document).where(document.c.id == bindparam("id_"))
_OF_CASE = (
    select(document)
    .where(document.c.case_id == bindparam("case_id_"))
    .order_by(document.c.created_at, document.c.id)
)


def insert_draft(tx: Transaction, row: DocumentRow) -> None:
    """Add a draft."""
    tx.execute(document.insert(), to_row(row))


def load(tx: Transaction, document_id: str) -> DocumentRow:
    """Return the document (locked in a writing transaction); raise NotFound."""
    row = tx.first(_BY_ID.with_for_update() if tx.writing else _BY_ID, {"id_": document_id})
    if row is None:
        raise NotFound("Không có văn bản này, hoặc đồng chí không được xem")
    return from_row(DocumentRow, row)


by_id = load


def update_draft(
    tx: Transaction,
    document_id: str,
    *,
    content: Mapping[str, Any],
    html: str,
    recipients: Sequence[str],
    drafted_by: str,
    title: str | None = None,
) -> None:
    """Write what the drafter made of the draft; raise Conflict if it is a draft no longer."""
    values: dict[str, Any] = {
        "content": dict(content),
        "html": html,
        "recipients": list(recipients),
        "drafted_by": drafted_by,
    }
    if title is not None:
        values["title"] = title
    _change(tx, document_id, (DocumentState.DRAFT,), values)


def sign(tx: Transaction, document_id: str, *, signed_by: str, capacity: str, at: datetime) -> None:
    """Sign a draft; raise Conflict if it is a draft no longer."""
    values = {
        "state": DocumentState.SIGNED.value,
        "signed_by": signed_by,
        "signed_capacity": capacity,
        "signed_at": at,
    }
    _change(tx, document_id, (DocumentState.DRAFT,), values)


def unsign(tx: Transaction, document_id: str) -> None:
    """Take a signed document back to its draft; raise Conflict if it was issued."""
    values = {
        "state": DocumentState.DRAFT.value,
        "signed_by": "",
        "signed_capacity": "",
        "signed_at": None,
    }
    _change(tx, document_id, (DocumentState.SIGNED,), values)


def issue(
    tx: Transaction, document_id: str, *, number: str, html: str, sha256: str, at: datetime
) -> None:
    """Issue a signed document with its number; from now on it never changes."""
    values = {
        "state": DocumentState.ISSUED.value,
        "number": number,
        "html": html,
        "sha256": sha256,
        "issued_at": at,
    }
    _change(tx, document_id, (DocumentState.SIGNED,), values)


def file_(tx: Transaction, row: DocumentRow) -> None:
    """Add a filed paper (immutable, hashed, without number)."""
    tx.execute(document.insert(), {**to_row(row), "state": DocumentState.FILED.value})


def void(tx: Transaction, document_id: str) -> None:
    """Void a draft or signed document that will not be issued."""
    states = (DocumentState.DRAFT, DocumentState.SIGNED)
    _change(tx, document_id, states, {"state": DocumentState.VOIDED.value})


def void_open_of_pass(tx: Transaction, case_id: str, pass_id: str) -> int:
    """Void what is unissued in a pass that was cut short; return how many."""
    statement = (
        update_table(document)
        .where(
            document.c.case_id == case_id,
            document.c.pass_id == pass_id,
            document.c.state.in_(_OPEN),
        )
        .values(state=DocumentState.VOIDED.value)
    )
    return tx.execute(statement).rowcount


def of_case(tx: Transaction, case_id: str) -> list[DocumentRow]:
    """Return the documents of a case, drafts and voided ones included, oldest first."""
    return [from_row(DocumentRow, row) for row in tx.rows(_OF_CASE, {"case_id_": case_id})]


def of_activation(tx: Transaction, instance_id: str, activation_id: str) -> DocumentRow | None:
    """Return the document that an activation of S01 works on, or None."""
    query = (
        select(document)
        .where(
            document.c.instance_id == instance_id,
            document.c.activation_id == activation_id,
            document.c.state != DocumentState.VOIDED.value,
        )
        .order_by(document.c.created_at.desc())
        .limit(1)
    )
    row = tx.first(query.with_for_update() if tx.writing else query)
    return from_row(DocumentRow, row) if row else None


def of_kind(
    tx: Transaction,
    case_id: str,
    doc_types: Sequence[str],
    states: Sequence[DocumentState] = (DocumentState.ISSUED, DocumentState.FILED),
    pass_id: str = "",
) -> list[DocumentRow]:
    """Return a case's documents of these types in these states (of one pass), oldest first."""
    query = select(document).where(
        document.c.case_id == case_id,
        document.c.doc_type.in_(list(doc_types)),
        document.c.state.in_([state.value for state in states]),
    )
    if pass_id:
        query = query.where(document.c.pass_id == pass_id)
    query = query.order_by(document.c.created_at, document.c.id)
    return [from_row(DocumentRow, row) for row in tx.rows(query)]


def deliver(tx: Transaction, rows: Sequence[DeliveryRow]) -> None:
    """Note to whom a document goes; a recipient already noted stays as it is."""
    if rows:
        tx.execute(insert_into(tx, delivery).on_conflict_do_nothing(), [to_row(r) for r in rows])


def deliveries(tx: Transaction, document_ids: Sequence[str]) -> list[DeliveryRow]:
    """Return to whom the documents went."""
    query = (
        select(delivery)
        .where(delivery.c.document_id.in_(list(document_ids)))
        .order_by(delivery.c.document_id, delivery.c.recipient)
    )
    return [from_row(DeliveryRow, row) for row in tx.rows(query)]


def enter_sent_date(tx: Transaction, delivery_id: str, at: datetime, note: str) -> None:
    """Enter when a printed document was sent; raise Conflict if that is on record already."""
    statement = (
        update_table(delivery)
        .where(delivery.c.id == delivery_id, delivery.c.delivered_at.is_(None))
        .values(delivered_at=at, note=note)
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED)


def _change(
    tx: Transaction,
    document_id: str,
    states: Sequence[DocumentState],
    values: Mapping[str, Any],
) -> None:
    statement = (
        update_table(document)
        .where(
            document.c.id == document_id,
            document.c.state.in_([state.value for state in states]),
        )
        .values(**values)
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(CHANGED)
