"""The demo plays into an empty installation, quickly, and shows one case of each urgency."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from app.actions import Services
from app.actions.admin.install import install
from app.actions.staff.sign_in import sign_in
from app.cli.scenarios import load_demo_cases
from app.domain.cases import CaseState, ClockState
from app.domain.clock import local_day
from app.store import accounts, audit_check, cases, clocks
from app.store.database import Database
from app.working_days import Calendar
from tests.factories import settings_for

STATES = {
    "một cửa lưu động": CaseState.APPROVED,
    "chợ dân sinh": CaseState.MEETING,
    "thác Mây": CaseState.INFEASIBLE,
    "đội tình nguyện": CaseState.REWORK,
    "giao dịch đất qua sàn": CaseState.DRAFTING,
    "xe buýt": CaseState.APPRAISAL,
}
MOST_SECONDS = 60


@pytest.fixture
def empty(sqlite_database: Database, tmp_path: Path) -> Services:
    """An installation with tables and nothing in them, on the machine's own clock."""
    settings = replace(settings_for(tmp_path), uploads_dir=tmp_path / "uploads")
    return Services(settings, database=sqlite_database)


def test_the_demo_shows_cases_in_every_state_and_urgency(empty: Services) -> None:
    begun = process_time()
    assert load_demo_cases(empty)
    assert process_time() - begun < MOST_SECONDS
    with empty.database.reading() as tx:
        rows = cases.search(tx, limit=50)
        running = clocks.running(tx)
        broken = audit_check.verify(tx)
        hashes = {account.password_hash for account in accounts.everybody(tx)}
        calendar = empty.world(tx).calendar("MG")
    assert {part: row.state for part in STATES for row in rows if part in row.title} == STATES
    assert broken == []
    assert _days_of_running(empty, calendar, [clock.day0 for clock in running]) == {17, 29, 32}
    assert all(clock.state is ClockState.RUNNING for clock in running)
    assert all("m=65536" in password_hash for password_hash in hashes)
    assert sign_in(empty, "ntn", "chu-truong-demo", "127.0.0.1")


def test_an_installation_in_use_gets_no_demo(empty: Services) -> None:
    assert install(empty)
    assert not load_demo_cases(empty)


def _days_of_running(services: Services, calendar: Calendar, day0s: list[date]) -> set[int]:
    today = local_day(services.clock.now())
    return {calendar.count(day0, today) for day0 in day0s}
