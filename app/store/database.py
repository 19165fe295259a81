"""How the database is reached: the engine of both kinds, transactions, and counted statements.

A transaction is everything or nothing. On SQLite a writing one takes the write lock at its start
(BEGIN IMMEDIATE), so that read-then-write never loses an update; on PostgreSQL it runs READ
COMMITTED and the queries lock the rows they will change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError

from app.store.failures import translated

LOCK_WAIT_SECONDS = 10
_READING = "chu_truong_reading"


@dataclass(frozen=True)
class Transaction:
    """One open transaction; `writing` is False for those that may only read."""

    connection: Connection
    writing: bool

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name

    def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | list[dict[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        """Run one statement, or one statement for many rows."""
        if isinstance(parameters, list) and len(parameters) == 1:
            # Sent as one prepared statement instead of a pipeline: half the time.
            parameters = parameters[0]
        return self.connection.execute(statement, parameters)

    def rows(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Return all rows, each as column name → value."""
        result = self.connection.execute(statement, parameters).mappings().all()
        return cast(Sequence[Mapping[str, Any]], result)

    def first(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any] | None:
        """Return the first row, or None."""
        row = self.connection.execute(statement, parameters).mappings().first()
        return cast(Mapping[str, Any] | None, row)

    def number(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> int:
        """Return the one number that the statement asks for."""
        return int(self.connection.execute(statement, parameters).scalar_one())


@dataclass
class StatementCount:
    """What was sent to the database: statements in order, and commits apart."""

    texts: list[str] = field(default_factory=list)
    commits: int = 0

    @property
    def statements(self) -> int:
        """Number of statements; one for many rows counts once, BEGIN and COMMIT do not."""
        return len(self.texts)


class Database:
    """One database, SQLite or PostgreSQL, shared by all threads of a process.

    A PostgreSQL connection that was idle for `try_after_idle` seconds is tried before it is used.
    """

    def __init__(self, url: str, *, pool_size: int = 10, try_after_idle: float = 2) -> None:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.dialect = parsed.get_backend_name()
        if self.dialect == "sqlite":
            self._engine = _sqlite_engine(str(parsed), pool_size)
        else:
            self._engine = _postgresql_engine(
                parsed.render_as_string(hide_password=False), pool_size, try_after_idle
            )
        self._reading = self._reading_engine()
        self._glancing = self._glancing_engine()
        self._counts: list[StatementCount] = []
        event.listen(self._engine, "before_cursor_execute", self._note_statement)
        event.listen(self._engine, "commit", self._note_commit)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a writing transaction: commit at the end, roll back on any error.

        Raises Conflict when another transaction held a lock too long or forced this one to stop,
        DatabaseUnavailable when the database cannot be reached or cannot write.
        """
        with translated(), self._engine.begin() as connection:
            yield Transaction(connection, writing=True)

    @contextmanager
    def tentative(self) -> Iterator[Transaction]:
        """Open a writing transaction that is never committed: what is tried in it is undone.

        Raises as `transaction` does.
        """
        with translated(), self._engine.connect() as connection, connection.begin() as begun:
            yield Transaction(connection, writing=True)
            begun.rollback()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Open a transaction that sees one moment and may not write."""
        with translated(), self._reading.connect() as connection:
            yield Transaction(connection, writing=False)

    @contextmanager
    def glancing(self) -> Iterator[Transaction]:
        """Read without a transaction, which saves two trips; each statement sees its own moment.

        For what every request looks up first, a row and the revision of what is cached.
        """
        with translated(), self._glancing.connect() as connection:
            yield Transaction(connection, writing=False)

    @contextmanager
    def counting(self) -> Iterator[StatementCount]:
        """Count the statements and commits of all threads of this process meanwhile."""
        count = StatementCount()
        self._counts.append(count)
        try:
            yield count
        finally:
            self._counts.remove(count)

    def dispose(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _reading_engine(self) -> Engine:
        options: dict[str, Any] = {_READING: True}
        if self.dialect == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return self._engine.execution_options(**options)

    def _glancing_engine(self) -> Engine:
        if self.dialect == "sqlite":
            return self._reading
        return self._engine.execution_options(isolation_level="AUTOCOMMIT")

    def _note_statement(
        self, _conn: Any, _cursor: Any, statement: str, _params: Any, _context: Any, _many: bool
    ) -> None:
        if self._counts and not statement.startswith("BEGIN"):
            for count in self._counts:
                count.texts.append(statement)

    def _note_commit(self, _conn: Any) -> None:
        for count in self._counts:
            count.commits += 1


def _sqlite_engine(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=20, connect_args={"timeout": LOCK_WAIT_SECONDS}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own BEGIN comes too late (before the first write): read-then-write loses updates.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # Else INSERT OR REPLACE would delete a row behind the back of the append-only triggers.
        "recursive_triggers=ON",
        f"busy_timeout={LOCK_WAIT_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READING, False)
    raw = connection.connection.dbapi_connection
    assert raw is not None  # noqa: S101 a connection that begins is open
    raw.execute(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql_engine(url: str, pool_size: int, try_after_idle: float) -> Engine:
    options = (
        f"-c timezone=UTC -c lock_timeout={LOCK_WAIT_SECONDS}s"
        " -c idle_in_transaction_session_timeout=60s"
    )
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=20,
        connect_args={"options": options, "connect_timeout": LOCK_WAIT_SECONDS},
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_try_if_idle, try_after_idle))
    return engine


def _note_use(_connection: Any, record: Any) -> None:
    record.info["used_at"] = monotonic()


def _try_if_idle(seconds: float, connection: psycopg.Connection, record: Any, _proxy: Any) -> None:
    """Let the pool replace a connection that died while it was idle; busy ones are not asked."""
    used_at = record.info.get("used_at")
    if used_at is None or monotonic() - used_at < seconds:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error
