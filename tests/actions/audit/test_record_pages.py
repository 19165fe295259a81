"""What auditors see of the record: states that follow from the last check, one case at once."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.actions.audit.ask_record_check import ask_record_check
from app.actions.audit.check_case_record import check_case_record
from app.actions.audit.check_record import check_record
from app.actions.audit.read_record import read_record
from app.actions.audit.seal_chains import seal_chains
from app.domain.views import ChainState
from app.errors import NotFound, PermissionDenied
from app.worker import Worker
from tests.factories import AtWork
from tests.store.raw_access import without_triggers


def tamper(office: AtWork) -> None:
    """Change the second line of the case behind the application's back."""
    statement = "UPDATE audit_event SET summary = 'Khác' WHERE seq = 2 AND chain_id = :chain"
    chain = f"instance:{office.open_tasks()[0].instance_id}"
    with office.services.database.transaction() as tx, without_triggers(tx, "audit_event"):
        tx.execute(text(statement), {"chain": chain})


def test_a_case_is_intact_once_it_was_sealed_and_checked(office: AtWork) -> None:
    auditor = office.actor("kiemsoat")
    office.go_to("determine_authority")
    before = read_record(office.services, auditor, live_rows=0)
    assert before.last is None
    assert [(c.title, c.state) for c in before.cases] == [
        (office.case().title, ChainState.UNANCHORED)
    ]
    office.clock.tick(60)
    seal_chains(office.services)
    ask_record_check(office.services, auditor)
    after = read_record(office.services, auditor, live_rows=0)
    assert after.last is not None and after.last.by == auditor.name
    assert [(c.state, c.sealed == c.rows) for c in after.cases] == [(ChainState.INTACT, True)]


def test_what_was_changed_is_named_in_the_list_and_in_the_case(office: AtWork) -> None:
    auditor = office.actor("kiemsoat")
    office.go_to("determine_authority")
    tamper(office)
    check_record(office.services)
    (case,) = read_record(office.services, auditor, live_rows=0).cases
    assert read_record(office.services, auditor).cases == (case,)
    assert (case.state, case.bad_row) == (ChainState.BROKEN, 2)
    page = check_case_record(office.services, auditor, office.case().code)
    (bad,) = [one for one in page.chains if one.state is ChainState.BROKEN]
    assert bad.reason == "Dòng 2: nội dung đã bị sửa sau khi ghi"
    assert not bad.title.startswith("p01")


def test_the_night_puts_its_check_on_record(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("register_incoming")
    Worker(sqlite_office.services, 1.0).tick()
    auditor = sqlite_office.actor("kiemsoat")
    last = read_record(sqlite_office.services, auditor, live_rows=0).last
    assert last is not None and last.by == "Hệ thống" and last.broken == ()


def test_others_neither_see_nor_check_the_record(sqlite_office: AtWork) -> None:
    nga, services = sqlite_office.actor("nga"), sqlite_office.services
    for refused in (
        lambda: read_record(services, nga),
        lambda: ask_record_check(services, nga),
        lambda: check_case_record(services, nga, "MG-2024-0001"),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    with pytest.raises(NotFound):
        check_case_record(services, sqlite_office.actor("kiemsoat"), "MG-2024-0001")
