"""Violations are told to the administrators once each, with one audit line each (SC-102)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from app import create_app
from app.actions.audit.check_invariants import (
    check_invariants,
    check_invariants_now,
    watch_invariants,
)
from app.actions.audit.read_invariant_checks import read_invariant_checks
from app.domain.audit import EventKind
from app.errors import PermissionDenied
from app.store import audit_log, calendar_days, notifications
from app.worker import Worker
from tests.factories import AtWork


def _move_case_elsewhere(office: AtWork) -> None:
    """Write past the application: the body no longer is the last of the stack."""
    with office.services.database.transaction() as tx:
        tx.execute(text("UPDATE case_file SET body_id = 'MG-BL'"))


def _lines(office: AtWork) -> list[str]:
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)
    return [one.event.summary for one in found if one.event.kind is EventKind.ALERT_SENT]


def test_a_case_run_through_breaks_nothing(office: AtWork) -> None:
    office.go_to_end()
    assert check_invariants(office.services) == ()


def test_a_violation_is_told_once_to_the_administrators(office: AtWork) -> None:
    office.go_to("determine_authority")
    _move_case_elsewhere(office)
    found = watch_invariants(office.services)
    assert {one.invariant for one in found} == {"INV-12"}
    assert watch_invariants(office.services) == ()
    assert len(_lines(office)) == 1
    with office.services.database.reading() as tx:
        given = notifications.of_case(tx, office.case_id)
    alerts = [notice for notice in given if notice.text.startswith("INV-12")]
    assert {notice.role or notice.person_id for notice in alerts} == {
        "admin",
        "quantri",
        "quantri2",
    }


def test_a_calendar_changed_past_the_application_is_seen_at_night(office: AtWork) -> None:
    """Nobody recomputed the term that runs over the new holiday (INV-07)."""
    office.go_to("determine_authority")
    assert check_invariants(office.services) == ()
    with office.services.database.transaction() as tx:
        days = calendar_days.load(tx, "MG").days
        holiday = replace(days[0], day=date(2024, 3, 20), kind="off")
        kept = [row for row in days if row.day.year == 2024]
        calendar_days.save_year(tx, "MG", 2024, [*kept, holiday], "x", office.clock.now())
    found = check_invariants(office.services)
    assert {one.invariant for one in found} == {"INV-07"}
    assert found[0].case_id == office.case_id


def test_the_worker_watches_once_a_night(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    worker = Worker(sqlite_office.services, 1.0)
    worker.tick()
    _move_case_elsewhere(sqlite_office)
    worker.tick()
    assert _lines(sqlite_office) == []
    sqlite_office.clock.tick(24 * 3600)
    worker.tick()
    assert len(_lines(sqlite_office)) == 1


def test_the_command_names_each_violation_and_fails(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    app = create_app(sqlite_office.services.settings, sqlite_office.services)
    sound = app.test_cli_runner().invoke(args=["invariants", "check"])
    assert sound.exit_code == 0
    _move_case_elsewhere(sqlite_office)
    told = app.test_cli_runner().invoke(args=["invariants", "check"])
    assert told.exit_code == 1
    assert told.output.startswith("INV-12: ")
    assert sqlite_office.case_id in told.output


def test_result_of_the_night_and_of_who_asks_is_kept_with_its_cases(office: AtWork) -> None:
    office.go_to("determine_authority")
    watch_invariants(office.services)
    _move_case_elsewhere(office)
    office.clock.tick(60)
    auditor = office.actor("kiemsoat")
    checked = check_invariants_now(office.services, auditor)
    page = read_invariant_checks(office.services, auditor)
    assert page.checks[0] == checked
    assert [(one.asked_by, len(one.found)) for one in page.checks] == [("kiemsoat", 1), ("", 0)]
    assert page.codes == {office.case_id: office.case().code}
    with office.services.database.reading() as tx:
        line = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)[-1].event
    assert (line.kind, line.clauses) == (EventKind.INVARIANTS_CHECKED, ("INV-12",))


def test_staff_may_not_ask_and_the_attempt_is_recorded(sqlite_office: AtWork) -> None:
    for attempt in (check_invariants_now, read_invariant_checks):
        with pytest.raises(PermissionDenied):
            attempt(sqlite_office.services, sqlite_office.actor("nga"))
    assert len(sqlite_office.refusals()) == 2
