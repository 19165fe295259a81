"""Migrations: Alembic, configured in code; `migrate` brings a database to the newest revision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.store.database import Database

FOLDER = Path(__file__).parent
# Any number, the same in all our processes: web and worker may start at the same time.
_LOCK = 4_020_231


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision; waits while another process does the same."""
    script = ScriptDirectory(FOLDER)

    def upgrade(current: Any, _context: MigrationContext) -> Any:
        return script._upgrade_revs(revision, current)

    with database.transaction() as tx, EnvironmentContext(Config(), script, fn=upgrade) as context:
        if database.dialect == "postgresql":
            tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        context.configure(connection=tx.connection, transaction_per_migration=False)
        context.run_migrations()


def head() -> str:
    """Return the newest revision."""
    return ScriptDirectory(FOLDER).get_current_head() or ""


def revision_of(database: Database) -> str:
    """Return the revision the database stands at, or an empty text before the first."""
    with database.reading() as tx:
        return MigrationContext.configure(tx.connection).get_current_revision() or ""
