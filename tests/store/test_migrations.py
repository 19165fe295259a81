"""The migrations build exactly the tables the queries are written for."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from app.store.database import Database
from app.store.migrations import head, migrate, revision_of
from app.store.tables import metadata


# SQLite cannot tell of the one index over an expression, which it does not have either.
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
def test_migrated_database_has_exactly_the_metadata(database: Database) -> None:
    with database.transaction() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrated_database_stands_at_the_newest_revision(database: Database) -> None:
    assert revision_of(database) == head() != ""


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate(database)
    assert revision_of(database) == head()


def test_every_constraint_has_a_name(database: Database) -> None:
    with database.reading() as tx:
        inspector = inspect(tx.connection)
        names = [
            constraint["name"]
            for table in metadata.tables
            for constraint in (
                *inspector.get_foreign_keys(table),
                *inspector.get_unique_constraints(table),
            )
        ]
    assert names and all(names)
