"""What every test may use: a fresh database of each kind, and one PostgreSQL server for the run."""

from __future__ import annotations

import gc
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app import logs
from app.store.database import Database
from app.store.migrations import migrate
from tests.factories import AtWork, at_work, install_and_publish
from tests.openings import Openings
from tests.postgresql_server import PostgresqlServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TEMPLATE = "chu_truong_template"
_INSTALLED = "chu_truong_installed"
_HERE = Path(__file__).parent
_OVER_DATABASES = {"actions", "scenarios", "steps", "store"}
# Each proves something that takes seconds: all diagrams at once, printing, attacks, whole programs.
_SLOW = {
    "campaign/test_file_checks.py",
    "cli/test_scenarios.py",
    "documents/test_copies.py",
    "documents/test_rendering.py",
    "engine/test_limits.py",
    "feel/test_attacks.py",
    "verification/test_coverage.py",
    "verification/test_invariants.py",
}
_ASKS = re.compile(r"database|sqlite|postgresql|office")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a database or much time, so that `make unit` can leave it out."""
    for item in items:
        place = item.path.relative_to(_HERE)
        if place.as_posix() in _SLOW:
            item.add_marker("slow")
        asks = _ASKS.search(" ".join(getattr(item, "fixturenames", ())))
        if place.parts[0] in _OVER_DATABASES or asks:
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what was imported: it stays, and it is much."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """Write log lines as the program does; drawn tracebacks would take minutes."""
    logs.configure()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """A server of this run (of this worker, under xdist); it ends with the run, kill included."""
    server = PostgresqlServer()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresqlServer) -> str:
    """The name of a migrated database from which each test's own is cloned."""
    postgresql_server.execute(f"CREATE DATABASE {_TEMPLATE}")
    database = Database(postgresql_server.url(_TEMPLATE))
    migrate(database)
    database.dispose()
    return _TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file from which each test's own is copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a fresh, migrated SQLite database."""
    path = tmp_path / "chu_truong.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer, postgresql_template: str) -> Iterator[str]:
    """The URL of a fresh, migrated PostgreSQL database."""
    with postgresql_server.cloned(postgresql_template, "test") as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, migrated database; each test using it runs on both kinds."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def openings(tmp_path_factory: pytest.TempPathFactory) -> Openings:
    """The databases that tests have open, one after the other."""
    return Openings(tmp_path_factory.mktemp("open"))


@pytest.fixture
def database(database_url: str, openings: Openings) -> Iterator[Database]:
    """A fresh, migrated database; each test using it runs on both kinds."""
    with openings.opened(database_url, "test") as database:
        yield database


@pytest.fixture
def sqlite_database(sqlite_url: str, openings: Openings) -> Iterator[Database]:
    """A fresh, migrated SQLite database, for tests that are not about the database."""
    with openings.opened(sqlite_url, "test") as database:
        yield database


@pytest.fixture(scope="session")
def installed_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the shipped procedure published and the demo's people in it."""
    folder = tmp_path_factory.mktemp("installed")
    path = folder / "installed.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    install_and_publish(database, folder)
    database.dispose()
    return path


@pytest.fixture(scope="session")
def installed_postgresql(
    postgresql_server: PostgresqlServer,
    postgresql_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The name of a PostgreSQL database of the same content, to clone from."""
    postgresql_server.clone(postgresql_template, _INSTALLED)
    database = Database(postgresql_server.url(_INSTALLED))
    install_and_publish(database, tmp_path_factory.mktemp("installed"))
    database.dispose()
    return _INSTALLED


@pytest.fixture
def sqlite_office(installed_sqlite: Path, tmp_path: Path, openings: Openings) -> Iterator[AtWork]:
    """The procedure at work on SQLite, for tests that are not about the database."""
    path = tmp_path / "installed.db"
    shutil.copy(installed_sqlite, path)
    url = f"sqlite:///{path}"
    with openings.opened(url, "office") as database:
        yield at_work(database, tmp_path, url)


@pytest.fixture
def postgresql_office(
    postgresql_server: PostgresqlServer,
    installed_postgresql: str,
    tmp_path: Path,
    openings: Openings,
) -> Iterator[AtWork]:
    """The procedure at work on PostgreSQL."""
    with (
        postgresql_server.cloned(installed_postgresql, "office") as url,
        openings.opened(url, "office") as database,
    ):
        yield at_work(database, tmp_path, url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def office(request: pytest.FixtureRequest) -> AtWork:
    """The procedure at work; each test using it runs on both kinds of database."""
    found = request.getfixturevalue(f"{request.param}_office")
    assert isinstance(found, AtWork)
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the run (for each worker, under xdist); tests open windows in it."""
    # not at the top: most runs of tests need no browser
    from playwright.sync_api import sync_playwright

    from tests.web.browser import launch

    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()
