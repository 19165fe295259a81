"""The application's own database account cannot change, empty or drop what is recorded."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, select, text

from app.domain.audit import EventKind
from app.errors import SettingsError
from app.store import instances
from app.store.account_rights import RECORD, grant
from app.store.audit_check import verify
from app.store.audit_log import READS_PREFIX, append, append_system, chain_of
from app.store.database import Database
from app.store.tables import metadata
from app.store.tables.audit import audit_payload
from tests.store.factories import NOW, event, put_case
from tests.store.raw_access import without_triggers
from tests.store.test_audit_check import CHAIN, record
from tests.store.test_tombstones import destroy_duly

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


def ways_at(table: str) -> tuple[str, ...]:
    """Return every way in which SQL changes, empties, drops or unguards a table."""
    column = next(iter(metadata.tables[table].columns)).name
    return (
        f"UPDATE {table} SET {column} = {column}",  # noqa: S608 our own names
        f"DELETE FROM {table}",  # noqa: S608
        f"INSERT INTO {table} SELECT * FROM {table} "  # noqa: S608
        f"ON CONFLICT ON CONSTRAINT pk_{table} DO UPDATE SET {column} = excluded.{column}",
        f"TRUNCATE {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"ALTER TABLE {table} DROP COLUMN {column}",
        f"ALTER TABLE {table} RENAME TO kept",
        f"DROP TRIGGER {table}_no_delete ON {table}",
        f"CREATE RULE gone AS ON INSERT TO {table} DO INSTEAD NOTHING",
        f"CREATE OR REPLACE FUNCTION {table}_no_delete() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN OLD; END $$",
        f"DROP FUNCTION {table}_no_delete() CASCADE",
    )


AROUND = (
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "DROP SCHEMA public CASCADE",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER FUNCTION destroy_contents(text) OWNER TO CURRENT_USER",
)


# Tables of the account's own under the names of those that the triggers ask.
SHADOWS = (
    "CREATE TEMP TABLE destruction_list (id text, state text)",
    "CREATE TEMP TABLE destruction_item (list_id text, case_id text, fate text)",
    "INSERT INTO pg_temp.destruction_list VALUES ('l', 'approved')",
    "INSERT INTO pg_temp.destruction_item VALUES ('l', 'case-1', 'waiting')",
)


def refused(account: Database, statement: str) -> str:
    """Return how the database refused the statement for want of a right; empty if it did not."""
    try:
        with account.transaction() as tx:
            tx.connection.exec_driver_sql(statement)
    except Exception as error:
        cause = error.__cause__ or error
        return str(cause) if isinstance(cause, psycopg.errors.InsufficientPrivilege) else ""
    return ""


@pytest.mark.postgresql
@pytest.mark.trips("INV-18")
def test_the_account_can_neither_change_nor_drop_the_record(account: Database) -> None:
    statements = [way for table in RECORD for way in ways_at(table)]
    done = [one for one in (*statements, *AROUND) if not refused(account, one)]
    assert done == []


@pytest.mark.postgresql
@pytest.mark.trips("INV-18")
@pytest.mark.parametrize("shadow", [False, True], ids=["plain", "behind tables of its own"])
def test_the_account_destroys_nothing_that_no_list_names(account: Database, shadow: bool) -> None:
    """The function that may is judged by the triggers, which look at no temporary table."""
    put_case(account)
    with account.transaction() as tx:
        row = instances.load_locked(tx, "instance-1")
        instances.save_head(tx, row, *append(tx, chain_of(row.id), 0, "", [event()], NOW))
        # Rows of the record the account may add, that of a destruction too.
        append_system(tx, [event(kind=EventKind.CASE_DESTROYED)], NOW, READS_PREFIX + "case-1")
    with pytest.raises(Exception, match="no approved list"), account.transaction() as tx:
        for statement in SHADOWS if shadow else ():
            tx.execute(text(statement))
        tx.execute(text("SELECT destroy_contents('case-1')"))


@pytest.mark.postgresql
def test_the_account_destroys_what_two_persons_agreed_to(account: Database) -> None:
    put_case(account)
    record(account)
    with account.transaction() as tx:
        destroy_duly(tx)
    with account.reading() as tx:
        assert tx.rows(select(audit_payload).where(audit_payload.c.chain_id == CHAIN)) == []
        assert verify(tx) == []


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
