"""What somebody with the database's own password can do to the register; handed to the runner."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, update

from app.store.database import Database
from app.store.tables.audit import audit_event
from app.store.tables.documents import delivery, document
from tests.store.raw_access import without_triggers


@dataclass(frozen=True)
class PasswordHolder:
    """Writes past the application into the database of one test."""

    database: Database

    def change_audit_row(self, chain_id: str, seq: int) -> None:
        """Change one row of a chain."""
        where = (audit_event.c.chain_id == chain_id, audit_event.c.seq == seq)
        with self.database.transaction() as tx, without_triggers(tx, "audit_event"):
            tx.execute(update(audit_event).where(*where).values(summary="đã sửa"))

    def remove_paper(self, document_id: str) -> None:
        """Delete the rows of one paper."""
        tables = ("document", "delivery")
        with self.database.transaction() as tx, without_triggers(tx, *tables):
            tx.execute(delete(delivery).where(delivery.c.document_id == document_id))
            tx.execute(delete(document).where(document.c.id == document_id))
