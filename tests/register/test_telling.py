"""Notices to several roles reach each of their holders once (processes.md section 20)."""

from __future__ import annotations

from app.domain.notices import Notice, NoticeKind
from app.register.register import Doer
from app.steps.work import Work
from app.store import cases
from tests.factories import AtWork

LEAD, OFFICE = ("office_lead", "MG-HX"), ("office", "MG-HX")


def _told(office: AtWork, *addressees: tuple[str, str], key: str = "") -> list[Notice]:
    office.go_to("register_incoming")
    with office.services.database.reading() as tx:
        work = Work(office.services, tx, office.clock.now(), Doer())
        register = work.register_of(cases.load(tx, office.case_id), None, "")
        register.tell(NoticeKind.ALERT, "Thử", addressees, key=key)
    return register.notices


def test_a_role_whose_holders_were_all_told_gets_no_second_notice(sqlite_office: AtWork) -> None:
    assert [n.role for n in _told(sqlite_office, OFFICE, LEAD)] == ["office"]


def test_of_a_role_told_in_part_the_others_are_told_by_name(sqlite_office: AtWork) -> None:
    lead, named = _told(sqlite_office, LEAD, OFFICE, key="k")
    assert (lead.role, lead.key) == ("office_lead", "k:office_lead:MG-HX")
    assert (named.role, named.person_id, named.key) == ("", "nga", "k:office:MG-HX:nga")


def test_a_role_that_nobody_holds_today_is_told_all_the_same(sqlite_office: AtWork) -> None:
    vacant = ("office", "MG-HX-KT")
    assert [n.role for n in _told(sqlite_office, OFFICE, vacant)] == ["office", "office"]
