"""Whole copies of a SQLite database, made while others read and write it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path


def copy_database(source: Path, target: Path) -> None:
    """Make `target` hold what `source` holds now; whoever has it open goes on with the new pages.

    A table or row of the target that the source lacks is gone afterwards.
    """
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(target)) as after:
        before.backup(after)


@contextmanager
def watching(path: Path) -> Iterator[Callable[[], bool]]:
    """Yield a question: whether anybody else has changed the database since."""
    with closing(sqlite3.connect(path)) as connection:

        def version() -> int:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

        before = version()
        yield lambda: version() != before
