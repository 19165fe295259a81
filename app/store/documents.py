"""Documents of cases: drafts that may change, issued and filed papers that may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy import update as update_table

from app.domain.cases import DocumentRow, DocumentState
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.documents import document

CHANGED = "Chưa ghi nhận: văn bản này đã được xử lý"
_OPEN = (DocumentState.DRAFT.value, DocumentState.SIGNED.value)


_BY_ID = select(document).where(document.c.id == bindparam("id_"))
_OF_CASE = (
    select(document)
    .where(document.c.case_id == bindparam("case_id_"))
    .order_by(document.c.created_at, document.c.id)
)


def insert(tx: Transaction, row: DocumentRow) -> None:
    """Add a document; one added as issued or filed never changes again."""
    tx.execute(add(document), to_row(row))


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


def issue(tx: Transaction, row: DocumentRow) -> None:
    """Write a draft or signed document as issued; from now on it never changes.

    Raises Conflict if it was issued, filed or voided meanwhile.
    """
    values = {**to_row(row), "state": DocumentState.ISSUED.value}
    del values["id"]
    _change(tx, row.id, (DocumentState.DRAFT, DocumentState.SIGNED), values)


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


def issued_by(tx: Transaction, body_id: str, doc_types: Sequence[str]) -> list[DocumentRow]:
    """Return the documents of these types that a body issued, in the order of issue."""
    query = select(document).where(
        document.c.body_id == body_id,
        document.c.doc_type.in_(list(doc_types)),
        document.c.state == DocumentState.ISSUED.value,
    )
    query = query.order_by(document.c.issued_at, document.c.id)
    return [from_row(DocumentRow, row) for row in tx.rows(query)]


def counts_by_state(tx: Transaction) -> dict[tuple[str, str, str], int]:
    """Count all documents by body, type and state."""
    column = document.c
    key = (column.body_id, column.doc_type, column.state)
    query = select(*key, func.count().label("n")).group_by(*key)
    return {(row["body_id"], row["doc_type"], row["state"]): row["n"] for row in tx.rows(query)}


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
