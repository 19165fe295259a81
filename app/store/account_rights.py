"""Rights of the database account that web and worker use, apart from the owner of the tables.

Triggers keep the record from being changed; the owner could switch them off. This account cannot:
it owns nothing, and where rows only grow it may not even ask for a change.
"""

from __future__ import annotations

from typing import Any

from psycopg import sql
from sqlalchemy import text

from app.errors import SettingsError
from app.store.database import Transaction
from app.store.tables import metadata

# Rows that only grow: no account of the application changes or deletes any.
RECORD = (
    *("audit_event", "audit_payload", "seal_entry"),
    *("submission", "release", "artifact_version", "incoming", "published_change"),
    *("organisation_batch", "organisation_change"),
    "series_start",
)


def ensure(tx: Transaction, role: str, password: str) -> None:
    """Make the account if there is none, and give it this password; the owner of the tables may.

    Statements about accounts take no bound values: the driver quotes name and password.
    """
    known = tx.first(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
    verb = sql.SQL("CREATE" if known is None else "ALTER")
    statement = sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
        verb, sql.Identifier(role), sql.Literal(password)
    )
    driver: Any = tx.connection.connection.driver_connection
    driver.execute(statement)


def grant(tx: Transaction, role: str) -> None:
    """Let a role read and write all tables, the record only by adding; raises SettingsError."""
    known = tx.first(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
    if known is None:
        raise SettingsError(f"Chưa có tài khoản {role}; tạo bằng CREATE ROLE rồi cấp lại")
    name = tx.connection.dialect.identifier_preparer.quote(role)
    _say(tx, f"GRANT USAGE ON SCHEMA public TO {name}")
    for table in [*metadata.tables, "alembic_version"]:
        # Names of our own tables; the role's is quoted by the driver's rules.
        rights = "SELECT, INSERT" if table in RECORD else "SELECT, INSERT, UPDATE, DELETE"
        rights = "SELECT" if table == "alembic_version" else rights
        _say(tx, f'REVOKE ALL ON "{table}" FROM {name}')
        _say(tx, f'GRANT {rights} ON "{table}" TO {name}')
    _say(tx, f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")
    # The one way in which contents go: it runs as the owner, and the triggers judge each row.
    _say(tx, f"GRANT EXECUTE ON FUNCTION destroy_contents(text) TO {name}")


def _say(tx: Transaction, statement: str) -> None:
    tx.connection.exec_driver_sql(statement)
