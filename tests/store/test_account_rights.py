"""The application's own database account cannot change, empty or drop what is recorded."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, text

from app.errors import SettingsError
from app.store.account_rights import RECORD, grant
from app.store.audit_log import append_system
from app.store.database import Database
from tests.store.factories import NOW, event
from tests.store.raw_access import without_triggers

ROLE = "chu_truong_app"


@pytest.fixture
def account(postgresql_url: str) -> Iterator[Database]:
    """The database as the granted account reaches it."""
    owner = Database(postgresql_url)
    with owner.transaction() as tx:
        found = tx.first(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": ROLE})
        if found is None:
            tx.execute(text(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'x'"))
        append_system(tx, [event()], NOW)
        grant(tx, ROLE)
    mine = Database(
        make_url(postgresql_url).set(username=ROLE, password="x").render_as_string(False)
    )
    yield mine
    mine.dispose()
    with owner.transaction() as tx:
        tx.execute(text(f"DROP OWNED BY {ROLE}"))
    owner.dispose()


@pytest.mark.postgresql
def test_the_account_adds_to_the_record_and_reads_it(account: Database) -> None:
    with account.transaction() as tx:
        assert append_system(tx, [event()], NOW)[0] == 2


@pytest.mark.postgresql
@pytest.mark.trips("INV-18")
@pytest.mark.parametrize(
    "statement",
    [
        *(f"DELETE FROM {table}" for table in RECORD),  # noqa: S608 our own names
        "UPDATE audit_event SET summary = 'khác'",
        "UPDATE audit_payload SET payload = ''",
        "TRUNCATE audit_event",
        "DROP TABLE audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER USER",
        "DROP TRIGGER audit_event_no_delete ON audit_event",
        "SET session_replication_role = replica",
    ],
)
def test_the_account_can_neither_change_nor_drop_the_record(
    account: Database, statement: str
) -> None:
    with pytest.raises(Exception, match=r"denied|owner") as refused, account.transaction() as tx:
        tx.connection.exec_driver_sql(statement)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_head_never_goes_back_nor_away(database: Database) -> None:
    with database.transaction() as tx:
        append_system(tx, [event(), event()], NOW)
    for statement in (
        "UPDATE chain_head SET seq = 1",
        "DELETE FROM chain_head",
    ):
        with pytest.raises(Exception, match="chain_head"), database.transaction() as tx:
            tx.connection.exec_driver_sql(statement)
    with database.transaction() as tx, without_triggers(tx, "chain_head"):
        tx.connection.exec_driver_sql("UPDATE chain_head SET seq = 1")


def test_an_account_that_does_not_exist_is_named(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with pytest.raises(SettingsError, match="nobody_here"), database.transaction() as tx:
        grant(tx, "nobody_here")
    database.dispose()
