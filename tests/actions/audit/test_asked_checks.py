"""A check of a large record that an auditor asks for: done beside, followed, stopped."""

from __future__ import annotations

import pytest

from app.actions.admin.do_asked_work import do_asked_work
from app.actions.audit.ask_record_check import ask_record_check
from app.actions.audit.read_asked_check import read_asked_check
from app.actions.audit.read_record import read_record
from app.actions.audit.stop_record_check import stop_record_check
from app.errors import PermissionDenied
from app.register.register import Doer
from app.steps.record_checks import check_whole_record
from tests.factories import AtWork


def ask(office: AtWork) -> None:
    """Ask as the auditor of a record that counts as large."""
    ask_record_check(office.services, office.actor("kiemsoat"), live_rows=0)


def test_asked_check_is_done_by_the_worker_in_the_name_of_who_asked(office: AtWork) -> None:
    auditor = office.actor("kiemsoat")
    office.go_to("register_incoming")
    ask(office)
    asked = read_asked_check(office.services, auditor)
    assert asked is not None and asked.is_running and asked.by == auditor.name
    assert (asked.done, asked.total > 0) == (0, True)
    assert do_asked_work(office.services) == 1
    page = read_record(office.services, auditor, live_rows=0)
    assert page.asked is None
    assert page.last is not None and (page.last.by, page.last.broken) == (auditor.name, ())


def test_asking_twice_asks_once(sqlite_office: AtWork) -> None:
    ask(sqlite_office)
    ask(sqlite_office)
    assert do_asked_work(sqlite_office.services) == 1
    ask(sqlite_office)
    assert do_asked_work(sqlite_office.services) == 1


def test_stopped_check_leaves_no_result_and_the_page_says_so(sqlite_office: AtWork) -> None:
    auditor = sqlite_office.actor("kiemsoat")
    ask(sqlite_office)
    stop_record_check(sqlite_office.services, auditor)
    stop_record_check(sqlite_office.services, auditor)
    assert do_asked_work(sqlite_office.services) == 0
    page = read_record(sqlite_office.services, auditor, live_rows=0)
    assert page.asked is not None and not page.asked.is_running and page.last is None


def test_chains_and_register_are_told_as_halves_of_the_whole(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("register_incoming")
    heard: list[tuple[int, int]] = []
    page = check_whole_record(sqlite_office.services, Doer(), lambda *told: heard.append(told))
    rows = sum(chain.rows for chain in page.chains)
    assert heard == [(rows, 2 * rows), (2, 2)]


def test_others_neither_ask_nor_follow_nor_stop(sqlite_office: AtWork) -> None:
    nga, services = sqlite_office.actor("nga"), sqlite_office.services
    for refused in (ask_record_check, read_asked_check, stop_record_check):
        with pytest.raises(PermissionDenied):
            refused(services, nga)
