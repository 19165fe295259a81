"""Cases kept long enough go when two persons agree, and leave a tombstone that proves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import create_app
from app.actions.admin.approve_destruction import approve_destruction
from app.actions.admin.carry_out_destructions import carry_out_destructions
from app.actions.admin.hold_case import hold_case
from app.actions.admin.lift_hold import lift_hold
from app.actions.admin.list_retention import list_retention
from app.actions.admin.propose_destruction import propose_destruction
from app.actions.admin.read_destruction import read_destruction
from app.actions.admin.return_destruction import return_destruction
from app.actions.audit.check_case_record import check_case_record
from app.actions.audit.check_invariants import check_invariants
from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.export_event_log import LogFormat, export_event_log
from app.actions.audit.inspect_case import inspect_case
from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.seal_chains import seal_chains
from app.actions.audit.search_cases import search_cases
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.actions.staff.open_case import open_case
from app.domain.cases import CaseState
from app.domain.retention import Fate, ListState
from app.errors import Conflict, ContentsWithheld, FormInvalid, PermissionDenied, StepRefused
from app.store import destruction
from app.store.database import Database
from app.worker import Worker
from tests.factories import AtWork
from tests.forms import answers as answers_of
from tests.mining.xes_rules import xes_faults

ADMIN, SECOND, AUDITOR, OFFICER = "quantri", "quantri2", "kiemsoat", "nga"
DECISION, DAY, REASON = "Số 12-QĐ/TU", "01/03/2044", "Hết thời hạn lưu, không còn giá trị"
TITLE = "Khoán hồ nuôi tôm cho tổ hợp tác"
YEARS = timedelta(days=366 * 20)


def let_time_pass(office: AtWork, years: timedelta = YEARS) -> None:
    office.clock.move_to(office.clock.now() + years)


def due(office: AtWork) -> list[str]:
    page = list_retention(office.services, office.actor(ADMIN))
    return [line.code for line in page.due]


def propose(office: AtWork, *case_ids: str) -> str:
    return propose_destruction(
        office.services,
        office.actor(ADMIN),
        case_ids or (office.case_id,),
        DECISION,
        DAY,
        REASON,
    )


def approve(office: AtWork, list_id: str, person: str = AUDITOR) -> None:
    approve_destruction(office.services, office.actor(person), list_id, 1)


def rows_left(database: Database, case_id: str) -> dict[str, int]:
    """Return how many rows of the case are left where all should be gone."""
    with database.reading() as tx:
        counts = {
            table.name: tx.number(
                select(func.count()).select_from(table).where(condition), {"of_case": case_id}
            )
            for table, condition in destruction.ERASED.items()
        }
    return {name: number for name, number in counts.items() if number}


def destroyed(office: AtWork) -> str:
    """Let the case at hand end, be forgotten, and go as two persons agree; return its code."""
    office.go_to_end()
    let_time_pass(office)
    approve(office, propose(office))
    carry_out_destructions(office.services)
    return office.case().code


@pytest.mark.clause("INV-18")
def test_a_destroyed_case_leaves_a_tombstone_that_verifies(office: AtWork) -> None:
    services, auditor = office.services, office.actor(AUDITOR)
    make_signing_key(services)
    office.go_to_end()
    code = office.case().code
    seal_chains(services)
    let_time_pass(office)
    assert due(office) == [code]
    list_id = propose(office)
    export_dossier(services, auditor, code)
    approve(office, list_id)
    files = list(services.settings.uploads_dir.iterdir())
    assert files and rows_left(services.database, office.case_id)["document"]
    assert carry_out_destructions(services) == 1
    seal_chains(services)

    assert rows_left(services.database, office.case_id) == {}
    log = b"".join(export_event_log(services, None, LogFormat.XES))
    assert xes_faults(log) == [] and b"<trace>" not in log
    assert list(services.settings.uploads_dir.iterdir()) == []
    page = read_destruction(services, auditor, list_id)
    assert (page.row.state, page.items[0].fate) == (ListState.DONE, Fate.DESTROYED)
    found = verify_audit(services)
    assert (broken_chains(found), found.tombstones) == ([], 1)
    record = check_case_record(services, auditor, code)
    assert not broken_chains_of(record.chains)
    left = record.tombstone
    assert left is not None
    assert (left.outcome, left.decision, left.reason) == (CaseState.APPROVED, DECISION, REASON)
    assert (left.proposed_by, left.approved_by) == ("Quản trị hệ thống", "Kiểm soát viên")
    assert left.dossier == page.items[0].dossier != ""
    assert left.counts["upload"] == len(files) and left.counts["submission"] > 10
    assert left.rows > 50 and all(sha256 for _kind, _id, sha256 in left.digests)


def broken_chains_of(chains: tuple[object, ...]) -> list[object]:
    return [one for one in chains if getattr(one, "bad_row", 0)]


def test_what_is_left_is_found_by_its_number_and_opens_nowhere(office: AtWork) -> None:
    code = destroyed(office)
    services, auditor = office.services, office.actor(AUDITOR)
    found = search_cases(services, auditor, {"q": [code]})
    assert [line.case.state for line in found.lines] == [CaseState.DESTROYED]
    assert "chợ" not in found.lines[0].case.title.lower()
    for read in (inspect_case, open_case):
        with pytest.raises(ContentsWithheld, match="tiêu hủy"):
            read(services, auditor, code)
    make_signing_key(services)
    with pytest.raises(ContentsWithheld, match="tiêu hủy"):
        export_dossier(services, None, code)
    assert check_invariants(services) == ()
    assert due(office) == []


def test_nobody_agrees_to_their_own_list_and_only_administrators_make_one(office: AtWork) -> None:
    office.go_to_end()
    let_time_pass(office)
    with pytest.raises(PermissionDenied):
        propose_destruction(
            office.services, office.actor(AUDITOR), [office.case_id], DECISION, DAY, REASON
        )
    list_id = propose(office)
    for person in (ADMIN, OFFICER):
        with pytest.raises(PermissionDenied):
            approve(office, list_id, person)
    assert carry_out_destructions(office.services) == 0
    approve(office, list_id, SECOND)
    with pytest.raises(Conflict):
        approve(office, list_id)
    assert carry_out_destructions(office.services) == 1


def test_a_returned_list_destroys_nothing_and_frees_its_cases(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    let_time_pass(office)
    list_id = propose(office)
    assert due(office) == []
    auditor = office.actor(AUDITOR)
    with pytest.raises(FormInvalid):
        return_destruction(office.services, auditor, list_id, 1, "không")
    return_destruction(office.services, auditor, list_id, 1, "Còn cần cho việc tổng kết")
    assert carry_out_destructions(office.services) == 0
    assert due(office) == [office.case().code]


def test_files_that_cannot_be_removed_are_tried_again(sqlite_office: AtWork) -> None:
    """The database's part is gone with its tombstone; the list is done when the disk is clear."""
    office, services = sqlite_office, sqlite_office.services
    office.go_to_end()
    let_time_pass(office)
    list_id = propose(office)
    approve(office, list_id)
    stuck = next(services.settings.uploads_dir.iterdir())
    stuck.unlink()
    stuck.mkdir()
    carry_out_destructions(services)
    page = read_destruction(services, office.actor(AUDITOR), list_id)
    assert (page.row.state, page.items[0].fate) == (ListState.APPROVED, Fate.ERASED)
    assert page.items[0].files == (stuck.name,)
    stuck.rmdir()
    carry_out_destructions(services)
    page = read_destruction(services, office.actor(AUDITOR), list_id)
    assert (page.row.state, page.items[0].fate) == (ListState.DONE, Fate.DESTROYED)


def test_the_worker_destroys_what_was_agreed_and_the_command_tells_of_it(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to_end()
    let_time_pass(office)
    approve(office, propose(office))
    Worker(office.services, every=1).tick()
    assert office.case().state is CaseState.DESTROYED
    runner = create_app(office.services.settings, office.services).test_cli_runner()
    told = runner.invoke(args=["audit", "verify"])
    assert told.exit_code == 0
    assert "1 hồ sơ đã tiêu hủy, có biên bản" in told.output


def test_nothing_of_the_contents_is_left_in_the_file_of_the_database(
    sqlite_office: AtWork, tmp_path: Path
) -> None:
    """SQLite overwrites what it deletes; its log is folded in when the last connection ends."""
    sqlite_office.answers["prepare_plan"] = lambda _office: answers_of.plan(title=TITLE)
    sqlite_office.go_to_end()
    file = tmp_path / "installed.db"
    sqlite_office.services.database.dispose()
    assert TITLE.encode() in file.read_bytes()
    let_time_pass(sqlite_office)
    approve(sqlite_office, propose(sqlite_office))
    carry_out_destructions(sqlite_office.services)
    sqlite_office.services.database.dispose()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("installed.db*"))
    assert TITLE.encode() not in left


def test_a_list_says_what_it_lacks(sqlite_office: AtWork) -> None:
    sqlite_office.go_to_end()
    let_time_pass(sqlite_office)
    with pytest.raises(FormInvalid) as refused:
        propose_destruction(
            sqlite_office.services, sqlite_office.actor(ADMIN), [], " ", "31/02/2044", "vì"
        )
    paths = [error.path for error in refused.value.errors]
    assert paths == ["case", "decision", "decision_date", "reason"]


def hold(office: AtWork) -> None:
    hold_case(office.services, office.actor(AUDITOR), office.case().code, "Đang có đơn tố cáo")


def mention(office: AtWork) -> None:
    """Let an open case know of the ended one by its number."""
    code, ended = office.case().code, office.case_id
    office.case_id = ""
    plan = answers_of.plan(title=f"Tiếp nối hồ sơ {code}")
    office.answers["prepare_plan"] = lambda _office: plan
    office.go_to("register_incoming")
    office.case_id = ended


@pytest.mark.parametrize("against", [hold, mention], ids=["held", "mentioned"])
def test_a_case_that_is_still_needed_is_not_destroyed(
    sqlite_office: AtWork, against: Callable[[AtWork], None]
) -> None:
    """It is neither listed nor taken into a list, and an approved list spares it."""
    office = sqlite_office
    office.go_to_end()
    let_time_pass(office)
    list_id = propose(office)
    approve(office, list_id)
    against(office)
    carry_out_destructions(office.services)
    page = read_destruction(office.services, office.actor(AUDITOR), list_id)
    assert (page.row.state, page.items[0].fate) == (ListState.DONE, Fate.SPARED)
    assert page.items[0].told and rows_left(office.services.database, office.case_id)
    assert office.case().code not in due(office)
    with pytest.raises(StepRefused, match=office.case().code):
        propose(office)


def test_a_hold_is_on_record_and_can_be_lifted(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    let_time_pass(office)
    hold(office)
    with pytest.raises(Conflict):
        hold(office)
    lift_hold(office.services, office.actor(ADMIN), office.case().code, "Đơn đã giải quyết xong")
    assert due(office) == [office.case().code]
    kinds = [event.kind.value for event in office.events("case_held", "hold_lifted")]
    assert kinds == ["case_held", "hold_lifted"]


def test_cases_under_way_and_young_ones_are_never_due(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("record_meeting")
    let_time_pass(office)
    assert due(office) == []
    with pytest.raises(StepRefused):
        propose(office)
    office.case_id = ""
    office.go_to_end()
    let_time_pass(office, timedelta(days=19 * 365))
    assert due(office) == []
