"""Databases opened for one test after another, so that what SQLAlchemy compiles for them is kept.

With a `Database` of its own each test would have all its statements compiled anew: a tenth of the
time of a test that walks a case.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.store.database import Database

_SQLITE = "sqlite:///"


class Openings:
    """The databases that the tests of one worker have open under some name, one at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Database] = {}

    @contextmanager
    def opened(self, url: str, name: str) -> Iterator[Database]:
        """Open the database at a URL; of SQLite the name is a link that leads to its file."""
        link = self._folder / f"{name}.db"
        if url.startswith(_SQLITE):
            link.symlink_to(url.removeprefix(_SQLITE))
            url = f"{_SQLITE}{link}"
        if url not in self._known:
            self._known[url] = Database(url)
        try:
            yield self._known[url]
        finally:
            self._known[url].dispose()
            link.unlink(missing_ok=True)
