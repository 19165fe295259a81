"""Letters about incidents and broken invariants: to those who run the system, each once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from app.actions.admin.list_incidents import list_incidents
from app.actions.admin.retry_due_incidents import retry_due_incidents
from app.actions.admin.revive_job import revive_job
from app.actions.admin.work_off_queue import work_off_queue
from app.actions.audit.check_invariants import watch_invariants
from app.steps.services import Services
from app.worker import Worker
from tests.actions.admin.failing import (
    broken_watch,
    fail_at_day_20,
    system_events,
    the_incident,
)
from tests.factories import AtWork
from tests.queue.post_office import TakingServer, taking_letters

ADMINS = ["admin2@minhgiang.example", "admin@minhgiang.example"]
WATCHERS = [*ADMINS, "auditor2@minhgiang.example", "auditor@minhgiang.example"]


def _with_mail(office: AtWork, url: str) -> None:
    """Connect the office to a mail server, with a single attempt for all failed work."""
    old = office.services
    settings = replace(old.settings, mail_url=url, retry_attempts=1, mail_attempts=1)
    office.services = Services(settings, database=old.database, clock=office.clock)


def _body(server: TakingServer) -> str:
    return str(server.letters[0].get_content()).replace("\r\n", "\n")


def test_open_incident_is_written_to_administrators_once(office: AtWork) -> None:
    with taking_letters() as server:
        _with_mail(office, server.url)
        broken_watch(office)
        assert Worker(office.services, every=60).send() == 2
        # Another process over the same database, as after a restart.
        restarted = Services(office.services.settings, clock=office.clock)
        assert work_off_queue(restarted) == 0
        restarted.database.dispose()
        retry_due_incidents(office.services)
        assert work_off_queue(office.services) == 0
    assert server.recipients == ADMINS
    code = the_incident(office).code
    assert server.letters[0]["Subject"] == f"Chủ trương: Sự cố {code}"
    assert f"http://127.0.0.1:8000/quan-tri/su-co/{code}" in _body(server)
    assert office.case().code in _body(server) and "không đọc được" in _body(server)


def test_letter_about_a_restricted_case_holds_codes_and_a_link_alone(office: AtWork) -> None:
    with taking_letters() as server:
        _with_mail(office, server.url)
        office.go_to("register_incoming")
        with office.services.database.transaction() as tx:
            tx.execute(text("UPDATE case_file SET restricted = TRUE"))
        fail_at_day_20(office)
        work_off_queue(office.services)
    code = the_incident(office).code
    assert _body(server).split("\n") == [
        f"Sự cố {code} chờ quản trị.",
        f"Hồ sơ: {office.case().code}.",
        "",
        f"Mở: http://127.0.0.1:8000/quan-tri/su-co/{code}",
        "",
    ]


def test_new_violation_is_written_to_administrators_and_auditors_once(office: AtWork) -> None:
    office.go_to("determine_authority")
    with office.services.database.transaction() as tx:
        tx.execute(text("UPDATE case_file SET body_id = 'MG-BL'"))
    with taking_letters() as server:
        _with_mail(office, server.url)
        assert len(watch_invariants(office.services)) == 1
        watch_invariants(office.services)
        assert work_off_queue(office.services) == 4
    assert server.recipients == WATCHERS
    assert f"INV-12 không được giữ ở hồ sơ {office.case().code}." in _body(server)
    assert "/giam-sat/bat-bien" in _body(server)


def test_without_a_server_nothing_is_kept_to_be_sent_later(sqlite_office: AtWork) -> None:
    office = sqlite_office
    _with_mail(office, "")
    broken_watch(office)
    page = list_incidents(office.services, office.actor("quantri"), {})
    assert (page.mails, page.dead) == (False, ())
    with taking_letters() as server:
        _with_mail(office, server.url)
        assert work_off_queue(office.services) == 0


def test_letter_that_cannot_be_sent_is_shown_and_sent_when_asked(office: AtWork) -> None:
    with taking_letters() as server:
        _with_mail(office, server.url)
        server.strangers.add("admin@minhgiang.example")
        broken_watch(office)
        assert work_off_queue(office.services) == 1
        admin = office.actor("quantri")
        (dead,) = list_incidents(office.services, admin, {}).dead
        assert dead.payload["to"] == "admin@minhgiang.example" and "550" in dead.told
        server.strangers.clear()
        revive_job(office.services, admin, dead.id)
        assert work_off_queue(office.services) == 1
    assert server.recipients == ADMINS
    assert [line["job"] for line in system_events(office, "job_revived")] == [dead.id]
