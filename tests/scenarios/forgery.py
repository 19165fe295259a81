"""What somebody with the database's own password can do to the audit; handed to the runner."""

from __future__ import annotations

from sqlalchemy import update

from app.scenarios.stage import TamperRow
from app.store.database import Database
from app.store.tables.audit import audit_event
from tests.store.raw_access import without_triggers


def forger_of(database: Database) -> TamperRow:
    """Return what changes one row of a chain behind the application's back."""

    def forge(chain_id: str, seq: int) -> None:
        where = (audit_event.c.chain_id == chain_id, audit_event.c.seq == seq)
        with database.transaction() as tx, without_triggers(tx, "audit_event"):
            tx.execute(update(audit_event).where(*where).values(summary="đã sửa"))

    return forge
