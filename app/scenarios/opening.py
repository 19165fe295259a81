"""When a scenario begins: its clock is made before anything is installed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.config import Settings
from app.domain.clock import LOCAL
from app.scenarios.moments import Reckoning, moment_of
from app.scenarios.script import Scenario
from app.working_days import load_calendar


def starting(scenario: Scenario, settings: Settings, today: date | None = None) -> datetime:
    """Return the moment of a scenario's `start`; `today` is the real day unless given."""
    calendar = load_calendar(settings.workflows_dir / "profiles", settings.profile)
    now = datetime.now(UTC)
    day = today or now.astimezone(LOCAL).date()
    return moment_of(scenario.start, Reckoning(now, day, calendar))
