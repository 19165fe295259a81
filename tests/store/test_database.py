"""Transactions are all or nothing, readers cannot write, statements are counted."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from app.errors import DatabaseUnavailable, NotFound
from app.store import cases, revision
from app.store.database import Database
from app.store.tables.cases import case_file
from tests.store.factories import case_row


def test_transaction_that_ends_well_is_kept(database: Database) -> None:
    with database.transaction() as tx:
        cases.insert(tx, case_row())
    with database.reading() as tx:
        assert cases.load(tx, "case-1") == case_row()


def test_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        cases.insert(tx, case_row())
        raise ZeroDivisionError
    with database.reading() as tx, pytest.raises(NotFound):
        cases.load(tx, "case-1")


def test_tentative_transaction_sees_what_it_writes_and_leaves_nothing(database: Database) -> None:
    with database.tentative() as tx:
        cases.insert(tx, case_row())
        assert cases.load(tx, "case-1") == case_row()
    with pytest.raises(ZeroDivisionError), database.tentative() as tx:
        cases.insert(tx, case_row())
        raise ZeroDivisionError
    with database.reading() as tx, pytest.raises(NotFound):
        cases.load(tx, "case-1")


def test_reading_transaction_cannot_write(database: Database) -> None:
    with pytest.raises((DBAPIError, DatabaseUnavailable)), database.reading() as tx:
        cases.insert(tx, case_row())
    with database.reading() as tx, pytest.raises(NotFound):
        cases.load(tx, "case-1")


def test_reader_sees_one_moment_while_others_write(database: Database) -> None:
    with database.reading() as reading:
        assert revision.numbers(reading) == {}
        with database.transaction() as writing:
            revision.raise_number(writing, "release")
        assert revision.numbers(reading) == {}
    with database.reading() as reading:
        assert revision.numbers(reading) == {"release": 1}


@pytest.mark.postgresql
def test_glance_keeps_nothing_open(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.glancing() as glance:
        assert revision.numbers(glance) == {}
        with database.transaction() as writing:
            revision.raise_number(writing, "release")
        assert revision.numbers(glance) == {"release": 1}
    with database.transaction() as after:
        revision.raise_number(after, "release")
    with database.glancing() as glance:
        assert revision.numbers(glance) == {"release": 2}
    database.dispose()


def test_counting_counts_statements_and_commits_apart(database: Database) -> None:
    with database.counting() as counter, database.transaction() as tx:
        tx.execute(select(1))
        tx.execute(case_file.insert(), [case_row(str(n)).__dict__ | EXTRA for n in range(5)])
    assert (counter.statements, counter.commits) == (2, 1)


EXTRA = {"code": None, "search_text": ""}


def test_counting_ends_with_its_block(database: Database) -> None:
    with database.counting() as counter:
        pass
    with database.transaction() as tx:
        tx.execute(select(1))
    assert (counter.statements, counter.commits) == (0, 0)


def test_moment_without_zone_is_refused(database: Database) -> None:
    naive = datetime(2024, 3, 4, 9, 0)
    with pytest.raises(StatementError, match="time zone"), database.transaction() as tx:
        cases.insert(tx, case_row(created_at=naive))


def test_unreachable_postgresql_says_so_in_words() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseUnavailable, match="không kết nối"), database.transaction():
        pass


def test_sqlite_in_a_missing_folder_says_so_in_words() -> None:
    database = Database("sqlite:////nonexistent/folder/x.db")
    with pytest.raises(DatabaseUnavailable, match="không kết nối"), database.reading():
        pass


def test_sqlite_waits_syncs_and_checks_keys(sqlite_database: Database) -> None:
    with sqlite_database.reading() as tx:
        values = {
            name: tx.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }
