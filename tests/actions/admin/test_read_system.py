"""The page of the system tells in plain words which part needs somebody, and what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.actions.admin.note_tick import note_tick
from app.actions.admin.read_system import read_system
from app.actions.audit.check_invariants import watch_invariants
from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.seal_chains import seal_chains
from app.domain.jobs import Job, JobKind, JobState
from app.domain.views.system_state import Health, SystemLine
from app.errors import PermissionDenied
from app.store import jobs
from app.worker import Worker
from tests.factories import AtWork


def _line(office: AtWork, key: str) -> SystemLine:
    page = read_system(office.services, office.actor("quantri"))
    return next(line for line in page.lines if line.key == key)


def test_installation_without_a_worker_says_how_to_start_one(office: AtWork) -> None:
    line = _line(office, "worker")
    assert line.health is Health.BROKEN
    assert "flask --app app worker" in line.advice
    Worker(office.services, 1.0).tick()
    assert _line(office, "worker").health is Health.FINE
    office.clock.tick(600)
    assert _line(office, "worker").health is Health.BROKEN


def test_failed_look_of_the_worker_is_told_until_the_next_good_one(sqlite_office: AtWork) -> None:
    office = sqlite_office
    note_tick(office.services, "OperationalError")
    line = _line(office, "worker")
    assert (line.health, "OperationalError" in line.told) == (Health.BROKEN, True)
    office.clock.tick(60)
    note_tick(office.services)
    line = _line(office, "worker")
    assert (line.health, "OperationalError" in line.told) == (Health.FINE, True)


def test_timer_that_is_long_due_is_red(office: AtWork) -> None:
    office.go_to("write_appraisal")
    assert _line(office, "timers").health is Health.FINE
    office.clock.tick(timedelta(days=60).total_seconds())
    line = _line(office, "timers")
    assert line.health is Health.BROKEN and "Sự cố" in line.advice
    Worker(office.services, 1.0).tick()
    assert _line(office, "timers").health is Health.FINE


def test_unsigned_record_is_red_after_some_hours_and_fine_once_sealed(office: AtWork) -> None:
    assert "audit make-key" in _line(office, "seals").advice
    make_signing_key(office.services)
    office.start()
    assert _line(office, "seals").health is Health.FINE
    office.clock.tick(timedelta(hours=4).total_seconds())
    line = _line(office, "seals")
    assert line.health is Health.BROKEN and "audit seal" in line.advice
    seal_chains(office.services)
    line = _line(office, "seals")
    assert (line.health, "Mọi dòng nhật ký đã được ký" in line.told) == (Health.FINE, True)


def test_letters_that_were_given_up_ask_for_a_look(sqlite_office: AtWork) -> None:
    office, now = sqlite_office, sqlite_office.clock.now()
    assert _line(office, "queue").health is Health.FINE
    states = {"j1": JobState.WAITING, "j2": JobState.DEAD}
    with office.services.database.transaction() as tx:
        kept = [Job(key, JobKind.MAIL, key, {}, now, now, state) for key, state in states.items()]
        jobs.defer(tx, kept)
    line = _line(office, "queue")
    assert line.health is Health.LOOK and "Sự cố" in line.advice
    assert line.told == "1 việc đang chờ, 1 việc đã thôi thử."


def test_night_that_was_left_out_is_noticed(sqlite_office: AtWork) -> None:
    office = sqlite_office
    assert _line(office, "invariants").health is Health.LOOK
    watch_invariants(office.services)
    assert _line(office, "invariants").health is Health.FINE
    office.clock.tick(timedelta(days=2).total_seconds())
    assert _line(office, "invariants").health is Health.LOOK


def test_database_disk_and_release_are_named_and_the_worst_part_comes_first(
    office: AtWork,
) -> None:
    page = read_system(office.services, office.actor("quantri"))
    assert page.lines[0].health is page.worst is Health.BROKEN
    told = {line.key: line.told for line in page.lines}
    assert told["database"].startswith(("SQLite 3.", "PostgreSQL 1"))
    assert "MB" in told["database"] and "GB" in told["disk"]
    assert told["release"].startswith("Bản số 1")


def test_only_administrators_open_it(sqlite_office: AtWork) -> None:
    for person in ("nga", "binh"):
        with pytest.raises(PermissionDenied):
            read_system(sqlite_office.services, sqlite_office.actor(person))
