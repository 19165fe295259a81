"""Setting the stage of a scenario: an installation of its own, as of its first moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from argon2 import PasswordHasher

from app.actions import Services
from app.actions.admin.install import install
from app.actions.owner.publish_folder import Verify, publish_folder
from app.config import Settings
from app.domain.clock import LOCAL, MovableClock
from app.profiles import organisation_home
from app.scenarios.desk import Desk
from app.scenarios.fixture import Fixture, load_fixture
from app.scenarios.moments import Reckoning, moment_of
from app.scenarios.pages import Browser
from app.scenarios.script import Scenario
from app.scenarios.stage import Forger, Stage
from app.store.database import Database
from app.working_days import load_calendar

# What a door makes of services: a maker of browsers that show their pages.
Application = Callable[[Services], Callable[[], Browser]]
# The demo password is public and these installations are thrown away: no work is lost on it.
QUICK_MEMORY = 8
QUICK_HASH = PasswordHasher(time_cost=1, memory_cost=QUICK_MEMORY, parallelism=1).hash


def fixture_of(settings: Settings) -> Fixture:
    """Return the fixture of the settings' profile, or of the one it is tried on."""
    folder = settings.workflows_dir / "profiles"
    return load_fixture(folder, organisation_home(folder, settings.profile))


def starting(scenario: Scenario, settings: Settings, today: date) -> datetime:
    """Return the moment at which a scenario begins."""
    folder = settings.workflows_dir / "profiles"
    calendar = load_calendar(folder, organisation_home(folder, settings.profile))
    return moment_of(scenario.start, Reckoning(datetime.now(UTC), today, calendar))


def real_day() -> date:
    """Return the real day in Việt Nam, which scenarios call `today`."""
    return datetime.now(LOCAL).date()


def set_stage(
    scenario: Scenario,
    settings: Settings,
    fixture: Fixture,
    application: Application,
    *,
    forger: Forger | None = None,
    database: Database | None = None,
    installed: bool = False,
) -> Stage:
    """Return the stage with the clock at the scenario's start; install and publish if need be."""
    today = real_day()
    clock = MovableClock(starting(scenario, settings, today))
    # A publication inside a scenario plays no further scenarios.
    alone = replace(settings, situations_run=0)
    services = Services(alone, database=database, clock=clock)
    if not installed:
        install_quickly(services)
    return Stage(services, clock, fixture, Desk(fixture, application(services)), today, forger)


def install_quickly(services: Services) -> None:
    """Install and publish an installation that will be thrown away."""
    install(services, with_demo_accounts=True, hash_password=QUICK_HASH)
    publish_folder(services, verify=Verify.NEVER)
