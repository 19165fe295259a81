"""Databases made for one scenario and thrown away with it; only such a one can be tampered with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import psycopg
from psycopg import sql

CHANGED = "dòng này đã bị sửa từ bên ngoài"


class Throwaway(Protocol):
    """A database that nobody misses."""

    @property
    def url(self) -> str:
        """Where it is reached."""

    def change_audit_row(self, chain_id: str, seq: int) -> None:
        """Change an audit row the way somebody with the database's own password would."""

    def remove_paper(self, document_id: str) -> None:
        """Take a paper and its deliveries out, in the same way."""


@dataclass(frozen=True)
class ThrowawayFile:
    """A SQLite file."""

    path: Path

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"sqlite:///{self.path}"

    def change_audit_row(self, chain_id: str, seq: int) -> None:
        """Drop the triggers that guard the audit and change one row."""
        with self._unguarded("audit_event") as connection:
            connection.execute(
                "UPDATE audit_event SET summary = ? WHERE chain_id = ? AND seq = ?",
                (CHANGED, chain_id, seq),
            )

    def remove_paper(self, document_id: str) -> None:
        """Drop the triggers that guard papers and delete the rows of one."""
        with self._unguarded("document", "delivery") as connection:
            connection.execute("DELETE FROM delivery WHERE document_id = ?", (document_id,))
            connection.execute("DELETE FROM document WHERE id = ?", (document_id,))

    @contextmanager
    def _unguarded(self, *tables: str) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            named = "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name = ?"
            for table in tables:
                for (name,) in list(connection.execute(named, (table,))):
                    connection.execute(f"DROP TRIGGER {name}")
            yield connection


@dataclass(frozen=True)
class ThrowawayPostgresql:
    """A PostgreSQL database beside the one named on the command line."""

    url: str

    def change_audit_row(self, chain_id: str, seq: int) -> None:
        """Switch the triggers off and change one row."""
        with self._unguarded("audit_event") as connection:
            connection.execute(
                "UPDATE audit_event SET summary = %s WHERE chain_id = %s AND seq = %s",
                (CHANGED, chain_id, seq),
            )

    def remove_paper(self, document_id: str) -> None:
        """Switch the triggers off and delete the rows of one paper."""
        with self._unguarded("document", "delivery") as connection:
            connection.execute("DELETE FROM delivery WHERE document_id = %s", (document_id,))
            connection.execute("DELETE FROM document WHERE id = %s", (document_id,))

    @contextmanager
    def _unguarded(self, *tables: str) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.url) as connection:
            for table in tables:
                disabled = sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER")
                connection.execute(disabled.format(sql.Identifier(table)))
            yield connection


@contextmanager
def throwaway(folder: Path, url: str | None) -> Iterator[Throwaway]:
    """Make a database for one scenario: in the folder, or on the server of a PostgreSQL URL."""
    if url is None:
        yield ThrowawayFile(folder / f"{uuid4().hex}.db")
        return
    name = f"scenario_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield ThrowawayPostgresql(_beside(url, name))
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            server.execute(drop.format(sql.Identifier(name)))


def _beside(url: str, name: str) -> str:
    head, _, options = url.partition("?")
    server = head.rsplit("/", 1)[0]
    return f"{server}/{name}{'?' + options if options else ''}"
