"""Lines of the record by person, capacity, case, act and days; pages by keyset; files."""

from __future__ import annotations

import pytest

from app.actions.admin.restrict_case import restrict_case
from app.actions.audit.export_log import export_log
from app.actions.audit.search_log import PAGE_SIZE, search_log
from app.actions.staff.open_case import open_case
from app.actions.staff.submit_task import submit_task
from app.domain.audit import EventKind
from app.domain.log_search import KINDS, LogLine
from app.domain.people import Actor
from app.errors import FormInvalid, NotFound, PermissionDenied
from app.store import audit_log
from tests.actions.audit.leave import AUDITOR, let_read
from tests.factories import AtWork

OFFICER = "nga"


def found(office: AtWork, **asked: str) -> list[LogLine]:
    """Return every line that matches, page after page."""
    lines, mark = list[LogLine](), ("", "", "")
    fields = {name: [text] for name, text in asked.items()}
    while True:
        page = search_log(office.services, office.actor(AUDITOR), fields, mark)
        lines += page.lines
        assert len(page.lines) <= PAGE_SIZE
        if page.next is None:
            return lines
        mark = (page.next.entered_at.isoformat(), page.next.chain_id, str(page.next.seq))


def places(lines: list[LogLine]) -> list[tuple[str, int]]:
    return [(line.chain_id, line.seq) for line in lines]


def test_every_line_stands_on_one_page_in_either_order(office: AtWork) -> None:
    office.go_to_end()
    newest, oldest = found(office), found(office, xep="cu")
    assert len(newest) > PAGE_SIZE
    assert places(newest) == places(oldest)[::-1]
    assert len(set(places(newest))) == len(newest)


def test_each_question_finds_its_lines_and_no_others(office: AtWork) -> None:
    office.go_to("write_appraisal")
    code = office.case().code
    nga = office.actor(OFFICER)
    mine = found(office, nguoi="nga")
    assert mine and {line.actor_name for line in mine} == {nga.name}
    some = next(line.capacity for line in mine if line.capacity)
    assert all(some in line.capacity for line in found(office, tu_cach=some))
    assert len(found(office, tu_cach=some)) < len(found(office))
    assert {line.code for line in found(office, so_ho_so=code)} == {code}
    tasks = found(office, viec="viec")
    assert EventKind.TASK_COMPLETED in {line.kind for line in tasks}
    assert EventKind.STEP_TAKEN not in {line.kind for line in tasks}
    assert found(office, so_ho_so="MG-2024-9999") == []
    assert {bool(line.actor_name) for line in found(office, ai="nguoi")} == {True}


def test_days_are_local_and_both_count(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    today = f"{office.clock.now():%d/%m/%Y}"
    assert found(office, tu_ngay=today, den_ngay=today, viec="viec")
    assert found(office, tu_ngay="01/01/2030") == []
    with pytest.raises(FormInvalid) as refused:
        found(office, tu_ngay="hôm nay", xep="lung tung", viec="mọi việc")
    assert {error.path for error in refused.value.errors} == {"tu_ngay", "xep", "viec"}


def test_what_was_tried_and_refused_is_found_by_the_number_of_its_case(office: AtWork) -> None:
    task = office.go_to("confirm_authority")
    admin, code = office.actor("quantri"), office.case().code
    with pytest.raises(PermissionDenied):
        submit_task(office.services, admin, task.id, {}, **office.carried(task.id))
    with pytest.raises(NotFound):
        open_case(office.services, office.actor("diep"), code)
    tried = [line for line in found(office, so_ho_so=code) if line.kind is EventKind.REFUSED]
    assert {line.actor_name for line in tried} == {admin.name, office.actor("diep").name}
    with office.services.database.reading() as tx:
        happened = audit_log.of_case(tx, office.case_id)
    assert EventKind.REFUSED not in {one.event.kind for one in happened}


@pytest.mark.parametrize(
    "mark",
    [("x", "y", "1"), ("2024-03-04T02:00:00", "y", "1"), ("2024-03-04T02:00:00+00:00", "y", "z")],
)
def test_a_mark_that_no_page_gave_is_no_page(
    sqlite_office: AtWork, mark: tuple[str, str, str]
) -> None:
    with pytest.raises(NotFound):
        search_log(sqlite_office.services, sqlite_office.actor(AUDITOR), {}, mark)


def test_readings_are_lines_and_restricted_cases_tell_nothing_without_leave(
    sqlite_office: AtWork,
) -> None:
    office, services = sqlite_office, sqlite_office.services
    office.go_to("determine_authority")
    code = office.case().code
    restrict_case(services, code, "Công văn số 5 của Ban Tổ chức")
    open_case(services, office.actor(OFFICER), code)
    read = found(office, viec="xem", so_ho_so=code)
    assert EventKind.CASE_READ in {line.kind for line in read}
    assert {line.summary for line in read} == {"Hồ sơ hạn chế: xin xem để đọc nội dung dòng này"}
    let_read(office)
    assert "Mở hồ sơ" in {line.summary for line in found(office, viec="xem", so_ho_so=code)}


def test_a_file_holds_what_was_found_and_who_took_it_is_on_record(office: AtWork) -> None:
    office.go_to("register_incoming")
    expected = places(found(office, viec="viec"))
    auditor = office.actor(AUDITOR)
    lots = export_log(office.services, auditor, {"viec": ["viec"]}, "csv", iter)
    assert places([line for lot in lots for line in lot]) == expected
    ended, last = found(office, viec="xem")[:2]
    assert ended.kind is EventKind.EXPORT_ENDED
    assert (last.kind, last.actor_name) == (EventKind.LOG_EXPORTED, auditor.name)
    assert f"{len(expected)} dòng" in last.summary


@pytest.mark.parametrize("person", [OFFICER, "quantri"])
def test_only_auditors_read_the_log(sqlite_office: AtWork, person: str) -> None:
    actor: Actor = sqlite_office.actor(person)
    with pytest.raises(PermissionDenied):
        search_log(sqlite_office.services, actor, {})
    with pytest.raises(PermissionDenied):
        export_log(sqlite_office.services, actor, {}, "csv", iter)


def test_no_kind_of_event_is_asked_for_under_two_names() -> None:
    named = [kind for kinds in KINDS.values() for kind in kinds]
    assert len(named) == len(set(named))
