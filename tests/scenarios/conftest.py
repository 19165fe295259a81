"""Stages for scenarios: a database with the procedure installed, cloned for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.actions import Services
from app.cli.scenarios import browsers
from app.domain.clock import LOCAL, MovableClock
from app.publication.verifying.results import folder_of
from app.scenarios.fixture import Fixture
from app.scenarios.script import Scenario
from app.scenarios.setting import fixture_of, install_quickly, set_stage
from app.scenarios.stage import Stage
from app.store.database import Database
from tests.factories import settings_for
from tests.openings import Openings
from tests.postgresql_server import PostgresqlServer
from tests.scenarios.forgery import PasswordHolder

# Before the first scenario begins.
NEW_YEAR = datetime(2024, 1, 1, 8, 0, tzinfo=LOCAL)
PLAYED = "scenario_template"

StageSetter = Callable[[Scenario], Stage]


def installed(database: Database, folder: Path) -> None:
    """Install the procedure with accounts whose passwords cost little to check."""
    clock = MovableClock(NEW_YEAR)
    install_quickly(Services(settings_for(folder), database=database, clock=clock))
    database.dispose()


@pytest.fixture(scope="session")
def played_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installed SQLite file to copy."""
    folder = tmp_path_factory.mktemp("played")
    path = folder / "played.db"
    shutil.copy(sqlite_template, path)
    installed(Database(f"sqlite:///{path}"), folder)
    return path


@pytest.fixture(scope="session")
def played_postgresql(
    postgresql_server: PostgresqlServer,
    postgresql_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The name of an installed PostgreSQL database to clone."""
    postgresql_server.clone(postgresql_template, PLAYED)
    installed(Database(postgresql_server.url(PLAYED)), tmp_path_factory.mktemp("played"))
    return PLAYED


@pytest.fixture
def sqlite_stage_database(
    played_sqlite: Path, tmp_path: Path, openings: Openings
) -> Iterator[Database]:
    """A SQLite installation of the test's own."""
    path = tmp_path / "stage.db"
    shutil.copy(played_sqlite, path)
    with openings.opened(f"sqlite:///{path}", "stage") as database:
        yield database


@pytest.fixture
def postgresql_stage_database(
    postgresql_server: PostgresqlServer, played_postgresql: str, openings: Openings
) -> Iterator[Database]:
    """A PostgreSQL installation of the test's own."""
    with (
        postgresql_server.cloned(played_postgresql, "stage") as url,
        openings.opened(url, "stage") as database,
    ):
        yield database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def stage_database(request: pytest.FixtureRequest) -> Database:
    """An installation of the test's own; each test using it runs on both kinds of database."""
    found = request.getfixturevalue(f"{request.param}_stage_database")
    assert isinstance(found, Database)
    return found


@pytest.fixture(scope="session")
def fixture() -> Fixture:
    """The fixture of the province of Minh Giang."""
    return fixture_of(settings_for(Path()))


@pytest.fixture(scope="session")
def verifications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was found of the same drafts before, by any worker: it is kept by their content."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "verifications"
    folder.mkdir(exist_ok=True)
    return folder


def stages_on(
    database: Database, folder: Path, fixture: Fixture, verifications: Path
) -> StageSetter:
    """Return what sets a stage on an installed database."""
    settings = replace(settings_for(folder), uploads_dir=folder / "uploads")
    folder_of(settings).parent.mkdir(exist_ok=True)
    folder_of(settings).symlink_to(verifications)
    forger = PasswordHolder(database)
    return lambda scenario: set_stage(
        scenario, settings, fixture, browsers, database=database, forger=forger, installed=True
    )


@pytest.fixture
def staged(
    stage_database: Database, tmp_path: Path, fixture: Fixture, verifications: Path
) -> StageSetter:
    """Sets stages on both kinds of database."""
    return stages_on(stage_database, tmp_path, fixture, verifications)


@pytest.fixture
def staged_on_sqlite(
    sqlite_stage_database: Database, tmp_path: Path, fixture: Fixture, verifications: Path
) -> StageSetter:
    """Sets stages on SQLite, for tests of the runner itself."""
    return stages_on(sqlite_stage_database, tmp_path, fixture, verifications)
