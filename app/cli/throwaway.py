"""Databases made for one scenario and thrown away with it; only such a one can be tampered with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
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

    def tamper(self, chain_id: str, seq: int) -> None:
        """Change an audit row the way somebody with the database's own password would."""


@dataclass(frozen=True)
class ThrowawayFile:
    """A SQLite file."""

    path: Path

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"sqlite:///{self.path}"

    def tamper(self, chain_id: str, seq: int) -> None:
        """Drop the triggers that guard the audit and change one row."""
        with sqlite3.connect(self.path) as connection:
            named = "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_event'"
            for (name,) in list(connection.execute(named)):
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(
                "UPDATE audit_event SET summary = ? WHERE chain_id = ? AND seq = ?",
                (CHANGED, chain_id, seq),
            )
        connection.close()


@dataclass(frozen=True)
class ThrowawayPostgresql:
    """A PostgreSQL database beside the one named on the command line."""

    url: str

    def tamper(self, chain_id: str, seq: int) -> None:
        """Switch the triggers off and change one row."""
        with psycopg.connect(self.url) as connection:
            connection.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
            connection.execute(
                "UPDATE audit_event SET summary = %s WHERE chain_id = %s AND seq = %s",
                (CHANGED, chain_id, seq),
            )


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
