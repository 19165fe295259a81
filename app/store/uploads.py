"""Files people attached: name, size and hash; the bytes lie on disk under a random name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy import update as update_table

from app.errors import NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.documents import upload


@dataclass(frozen=True)
class UploadRow:
    """One file; `case_id` and `submission_id` are empty until the form it belongs to is sent."""

    id: str
    stored_name: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    uploaded_by: str
    uploaded_at: datetime
    task_id: str = ""
    case_id: str = ""
    submission_id: str = ""


def insert(tx: Transaction, row: UploadRow) -> None:
    """Note a file that lies on disk."""
    tx.execute(add(upload), to_row(row))


def load(tx: Transaction, upload_id: str) -> UploadRow:
    """Return a file's row; raise NotFound."""
    row = tx.first(select(upload).where(upload.c.id == upload_id))
    if row is None:
        raise NotFound("Không có tệp này, hoặc đồng chí không được xem")
    return from_row(UploadRow, row)


def of_task(tx: Transaction, task_id: str, person_id: str) -> list[UploadRow]:
    """Return the files a person attached to a task, oldest first."""
    query = select(upload).where(upload.c.task_id == task_id, upload.c.uploaded_by == person_id)
    return [from_row(UploadRow, row) for row in tx.rows(query.order_by(upload.c.uploaded_at))]


def of_case(tx: Transaction, case_id: str) -> list[UploadRow]:
    """Return the files sent in a case, oldest first."""
    query = select(upload).where(upload.c.case_id == case_id).order_by(upload.c.uploaded_at)
    return [from_row(UploadRow, row) for row in tx.rows(query)]


def attachable(tx: Transaction, case_id: str, person_id: str) -> list[UploadRow]:
    """Return the files a person may name in a form: the case's, and own ones not yet sent."""
    own = and_(upload.c.uploaded_by == person_id, upload.c.submission_id == "")
    query = select(upload).where(or_(upload.c.case_id == case_id, own))
    return [from_row(UploadRow, row) for row in tx.rows(query.order_by(upload.c.uploaded_at))]


def attach(tx: Transaction, upload_ids: Sequence[str], *, case_id: str, submission_id: str) -> None:
    """Tie files to the submission they came with."""
    if not upload_ids:
        return
    statement = (
        update_table(upload)
        .where(upload.c.id.in_(list(upload_ids)), upload.c.submission_id == "")
        .values(case_id=case_id, submission_id=submission_id)
    )
    tx.execute(statement)


def known(tx: Transaction, upload_ids: Iterable[str]) -> dict[str, UploadRow]:
    """Return those of the files that exist, by id."""
    query = select(upload).where(upload.c.id.in_(list(upload_ids)))
    return {row["id"]: from_row(UploadRow, row) for row in tx.rows(query)}
