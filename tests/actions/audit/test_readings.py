"""An auditor reads a restricted case only with leave of a second person, for a time, on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.actions.admin.restrict_case import restrict_case
from app.actions.audit.ask_reading import ask_reading
from app.actions.audit.check_case_record import check_case_record
from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.grant_reading import grant_reading
from app.actions.audit.inspect_case import inspect_case
from app.actions.audit.list_readings import list_readings
from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.read_conformance import read_conformance
from app.actions.audit.refuse_reading import refuse_reading
from app.actions.audit.search_cases import search_cases
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.actions.staff.open_case import open_case
from app.domain.clock import LOCAL
from app.domain.people import Actor
from app.domain.reading_grants import GrantState
from app.errors import Conflict, ContentsWithheld, FormInvalid, PermissionDenied
from app.steps.services import Services
from tests.actions.audit.leave import AUDITOR, OTHER, REASON, let_read
from tests.factories import AtWork

ADMIN, OFFICER = "quantri", "nga"

Read = Callable[[Services, Actor, str], object]
READS: tuple[Read, ...] = (inspect_case, open_case, read_conformance, export_dossier)


def restricted(office: AtWork) -> str:
    """Bring a case under way and restrict it; return its code."""
    make_signing_key(office.services)
    office.go_to("determine_authority")
    code = office.case().code
    restrict_case(office.services, code, "Công văn số 5 của Ban Tổ chức")
    return code


def ask(office: AtWork, person: str = AUDITOR) -> str:
    return ask_reading(office.services, office.actor(person), office.case().code, REASON)


@pytest.mark.clause("INV-18")
@pytest.mark.parametrize("read", READS, ids=lambda read: read.__name__)
def test_nothing_of_a_restricted_case_opens_before_leave_is_given(
    sqlite_office: AtWork, read: Read
) -> None:
    code, auditor = restricted(sqlite_office), sqlite_office.actor(AUDITOR)
    with pytest.raises(ContentsWithheld, match="ghi lý do xin xem"):
        read(sqlite_office.services, auditor, code)
    assert "ghi lý do xin xem" in sqlite_office.refusals()[-1].summary
    let_read(sqlite_office)
    assert read(sqlite_office.services, auditor, code)
    with pytest.raises(ContentsWithheld):
        read(sqlite_office.services, sqlite_office.actor(OTHER), code)


@pytest.mark.clause("INV-18")
def test_leave_is_asked_given_used_and_over_and_all_of_it_stands_in_the_record(
    office: AtWork,
) -> None:
    code, services, auditor = restricted(office), office.services, office.actor(AUDITOR)
    grant_id = ask(office)
    with pytest.raises(ContentsWithheld, match="đang chờ"):
        inspect_case(services, auditor, code)
    row = grant_reading(services, office.actor(OTHER), grant_id, 1)
    assert row.ends_at is not None
    # Monday, 9 o'clock and some: eight working hours on it is Tuesday at the same hour.
    given = office.clock.now().astimezone(LOCAL)
    assert row.ends_at.astimezone(LOCAL) == given + timedelta(days=1)
    inspect_case(services, auditor, code)
    office.clock.move_to(row.ends_at)
    with pytest.raises(ContentsWithheld, match="đã hết"):
        inspect_case(services, auditor, code)
    kinds = ("reading_asked", "reading_granted", "case_read")
    told = [(one.kind.value, one.actor_id) for one in office.events(*kinds)]
    assert told == list(zip(kinds, (AUDITOR, OTHER, AUDITOR), strict=True))
    assert list_readings(services, auditor).lines[0].standing is GrantState.EXPIRED
    assert broken_chains(verify_audit(services)) == []
    ask(office)


@pytest.mark.clause("INV-18")
def test_search_tells_nothing_of_what_is_in_a_restricted_case_before_leave_is_given(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    code = restricted(office)
    title = office.case().title
    asked: list[dict[str, list[str]]] = [
        {"q": [title]},
        {"bien": ["title"], "gia_tri": [title]},
        {"loai_van_ban": ["KE_HOACH"]},
    ]

    def seen(fields: dict[str, list[str]]) -> list[tuple[str, str]]:
        page = search_cases(office.services, office.actor(AUDITOR), fields)
        return [(line.case.code, line.case.title) for line in page.lines]

    assert [seen(fields) for fields in asked] == [[], [], []]
    assert seen({"q": [code]}) == seen({}) == [(code, "Hồ sơ hạn chế")]
    let_read(office)
    assert [seen(fields) for fields in asked] == [[(code, title)]] * 3


def test_leave_over_a_weekend_lasts_to_the_next_working_day(sqlite_office: AtWork) -> None:
    restricted(sqlite_office)
    friday = sqlite_office.clock.now() + timedelta(days=4)
    sqlite_office.clock.move_to(friday)
    row = grant_reading(sqlite_office.services, sqlite_office.actor(ADMIN), ask(sqlite_office), 1)
    assert row.ends_at == friday + timedelta(days=3)


def test_who_asks_does_not_decide_and_others_cannot_ask(sqlite_office: AtWork) -> None:
    office = sqlite_office
    restricted(office)
    grant_id = ask(office)
    for person in (AUDITOR, OFFICER):
        with pytest.raises(PermissionDenied):
            grant_reading(office.services, office.actor(person), grant_id, 1)
    for person in (ADMIN, OFFICER):
        with pytest.raises(PermissionDenied):
            ask(office, person)
    with pytest.raises(Conflict):
        ask(office)
    with pytest.raises(FormInvalid):
        ask_reading(office.services, office.actor(OTHER), office.case().code, "vì thế")


def test_a_refusal_is_told_in_words_and_is_final(sqlite_office: AtWork) -> None:
    office = sqlite_office
    code, services = restricted(office), office.services
    grant_id, second = ask(office), office.actor(OTHER)
    with pytest.raises(FormInvalid):
        refuse_reading(services, second, grant_id, 1, "")
    refuse_reading(services, second, grant_id, 1, "Chưa nêu căn cứ kiểm soát")
    with pytest.raises(Conflict):
        grant_reading(services, second, grant_id, 2)
    with pytest.raises(ContentsWithheld, match="không được chấp nhận"):
        inspect_case(services, office.actor(AUDITOR), code)
    assert office.events("reading_refused")[0].summary.endswith("Chưa nêu căn cứ kiểm soát")


def test_without_leave_the_proof_is_open_and_the_title_is_not(sqlite_office: AtWork) -> None:
    code, services = restricted(sqlite_office), sqlite_office.services
    page = check_case_record(services, sqlite_office.actor(AUDITOR), code)
    assert page.chains and page.withheld and page.may_ask
    assert page.title == "Hồ sơ hạn chế"
    ask(sqlite_office)
    assert not check_case_record(services, sqlite_office.actor(AUDITOR), code).may_ask
    assert open_case(services, sqlite_office.actor(OFFICER), code)
