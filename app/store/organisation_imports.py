"""Files that wait to be imported, as texts; kept until their rows were taken over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from app.domain.organisation_changes import FileRows, KeptImport, ReadRow
from app.errors import Conflict, NotFound
from app.store.database import Transaction
from app.store.statements import add
from app.store.tables.organisation import organisation_import


def insert(tx: Transaction, kept: KeptImport) -> None:
    """Keep a file's rows."""
    rows = [[row.number, dict(row.texts)] for row in kept.file.rows]
    values = {
        "id": kept.id,
        "file_name": kept.file_name,
        "sheet": kept.file.sheet,
        "columns": list(kept.file.columns),
        "rows": rows,
        "uploaded_by": kept.uploaded_by,
        "uploaded_at": kept.uploaded_at,
        "batch_id": kept.batch_id,
    }
    tx.execute(add(organisation_import), values)


def load(tx: Transaction, import_id: str) -> KeptImport:
    """Return a kept file; raise NotFound."""
    table = organisation_import
    row = tx.first(select(table).where(table.c.id == import_id))
    if row is None:
        raise NotFound("Không có tệp này; tải tệp lên lại")
    rows = tuple(ReadRow(number, texts) for number, texts in row["rows"])
    file = FileRows(row["sheet"], tuple(row["columns"]), rows)
    return KeptImport(
        row["id"], row["file_name"], file, row["uploaded_by"], row["uploaded_at"], row["batch_id"]
    )


def forget_before(tx: Transaction, moment: datetime) -> None:
    """Delete files that nobody took over since the moment."""
    table = organisation_import
    tx.execute(delete(table).where(table.c.uploaded_at < moment, table.c.batch_id == ""))


def note_taken(tx: Transaction, import_id: str, batch_id: str) -> None:
    """Note the batch that took the rows over; raise Conflict if another did before."""
    table = organisation_import
    statement = update(table).where(table.c.id == import_id, table.c.batch_id == "")
    if tx.execute(statement.values(batch_id=batch_id)).rowcount != 1:
        raise Conflict("Tệp này đã được nhập; xem lần nhập ở trang Tổ chức")
