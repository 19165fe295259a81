"""The case behind an id or a number, whatever it names: for lines that tell what was tried."""

from __future__ import annotations

from sqlalchemy import BindParameter, bindparam, literal, select, union_all

from app.store.database import Transaction
from app.store.tables.cases import case_file
from app.store.tables.documents import document
from app.store.tables.execution import instance, task

_NAMED: BindParameter[str] = bindparam("named")
_BY_ID = [
    select(table.c.case_id).where(table.c.id == _NAMED) for table in (task, document, instance)
]
_ANY = union_all(
    select(case_file.c.id.label("case_id")).where(
        (case_file.c.code == _NAMED) | (case_file.c.id == _NAMED)
    ),
    *_BY_ID,
).limit(literal(1))


def case_behind(tx: Transaction, named: str) -> str:
    """Return the id of the case that a number, task, document or run belongs to, or nothing."""
    row = tx.first(_ANY, {"named": named}) if named else None
    return str(row["case_id"]) if row else ""
