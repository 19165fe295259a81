"""The demo plays into an empty installation, quickly: twelve cases ended, three at work today."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from lxml import etree

from app.actions import Services
from app.actions.admin.install import install
from app.actions.audit.check_invariants import check_invariants
from app.actions.audit.export_event_log import LogFormat, export_event_log
from app.actions.audit.read_conformance import read_conformance
from app.actions.staff.list_inbox import list_inbox
from app.actions.staff.sign_in import sign_in
from app.cli.scenarios import load_demo_cases
from app.domain.cases import CaseState, ClockState
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views import InboxItem
from app.domain.views.conformance import Kept
from app.errors import SettingsError
from app.scenarios.setting import QUICK_HASH
from app.store import accounts, audit_check, cases, clocks, instances, messages
from app.store.database import Database
from app.working_days import Calendar
from tests.factories import settings_for
from tests.mining.ocel_rules import ocel_faults
from tests.mining.xes_rules import xes_faults
from tests.steps.soundness import faults

MOST_SECONDS = 60
# Of scenarios.md section 11: a part of the title, the body that ended it, how it ended.
TWELVE = [
    ("một cửa lưu động", "MG-HX", CaseState.APPROVED, "end_approved"),
    ("chợ dân sinh", "MG-HX", CaseState.APPROVED_BY_LEADER, "end_approved_by_leader"),
    ("dữ liệu mở", "MG-TU", CaseState.APPROVED, "end_approved"),
    ("bãi đỗ xe tạm", "MG-TU", CaseState.APPROVED, "end_approved"),
    ("Trả lương theo kết quả", "MG-TU", CaseState.APPROVED, "end_approved"),
    ("thác Mây", "MG-BL", CaseState.INFEASIBLE, "end_infeasible"),
    ("đội tình nguyện", "MG-BL", CaseState.APPROVED, "end_approved"),
    ("Luân chuyển cán bộ", "MG-HX", CaseState.REFUSED, "end_rejected"),
    ("bản Nà Lèng", "MG-BL-TK", CaseState.CONCLUDED, "end_endorsed"),
    ("đê bao", "MG-HX-CT", CaseState.CONCLUDED, "end_reported"),
    ("giao dịch đất qua sàn", "MG-HX", CaseState.APPROVED, "end_approved"),
    ("gọi xe buýt theo yêu cầu", "MG-HX", CaseState.APPROVED, "end_approved"),
]
AT_WORK = {
    "vỉa hè theo giờ": (CaseState.MEETING, 17),
    "nhà trọ cho công nhân": (CaseState.APPRAISAL, 32),
    "mã tra cứu quy hoạch": (CaseState.DRAFTING, 29),
}


def empty_at(path: Path) -> Services:
    """Return an installation with tables and nothing in them, on the machine's own clock."""
    return Services(settings_for(path.parent), database=Database(f"sqlite:///{path}"))


@pytest.fixture(scope="module")
def demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The demo, loaded once."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copy(sqlite_template, path)
    services = empty_at(path)
    begun = process_time()
    assert load_demo_cases(services)
    assert process_time() - begun < MOST_SECONDS
    yield services
    services.database.dispose()


@pytest.mark.parametrize(("part", "body", "state", "end"), TWELVE)
def test_each_of_the_twelve_ended_as_it_is_told(
    demo: Services, part: str, body: str, state: CaseState, end: str
) -> None:
    with demo.database.reading() as tx:
        found = [row for row in cases.search(tx, limit=50) if part in row.title]
        found = [row for row in found if "mở rộng ra toàn thị xã" not in row.title]
        assert [(row.body_id, row.state) for row in found] == [(body, state)]
        rows = instances.of_case(tx, found[0].id)
        kept = [message.name for message in messages.kept_for(tx, found[0].id)]
    assert end in [row.outcome for row in rows]
    assert all(row.status == "done" for row in rows)
    # What comes after a go-ahead is not shipped yet: its message is kept.
    assert kept == (["case_approved"] if end.startswith("end_approved") else [])


def test_a_later_version_was_withdrawn(demo: Services) -> None:
    with demo.database.reading() as tx:
        (row,) = [one for one in cases.search(tx, limit=50) if "toàn thị xã" in one.title]
        (main, *_) = instances.of_case(tx, row.id)
    assert (row.state, main.outcome) == (CaseState.ENDED, "end_withdrawn")


def test_three_cases_are_at_work_each_of_another_urgency(demo: Services) -> None:
    with demo.database.reading() as tx:
        calendar = demo.world(tx).calendar("MG")
        rows = {row.id: row for row in cases.search(tx, limit=50)}
        running = clocks.running(tx)
    found = {
        part: (rows[clock.case_id].state, _days(demo, calendar, clock.day0))
        for clock in running
        for part in AT_WORK
        if part in rows[clock.case_id].title
    }
    assert found == AT_WORK
    assert len(running) == len(AT_WORK)
    assert all(clock.state is ClockState.RUNNING for clock in running)


def test_one_answer_was_late_by_two_days_and_one_extended(demo: Services) -> None:
    with demo.database.reading() as tx:
        rows = cases.search(tx, limit=50)
        known = {row.title: clocks.of_case(tx, row.id) for row in rows}
    late = {title: [c.days_late for c in found if c.days_late] for title, found in known.items()}
    assert {title: days for title, days in late.items() if days} == {
        "Nền tảng gọi xe buýt theo yêu cầu": [2]
    }
    extended = [title for title, found in known.items() if any(c.extended for c in found)]
    assert extended == ["Trả lương theo kết quả đầu ra tại Bệnh viện đa khoa tỉnh"]


def test_inboxes_show_what_is_due_tomorrow_what_is_overdue_and_day_29(demo: Services) -> None:
    items = [item for who in ("nga", "huong") for item in _inbox(demo, who)]
    tomorrow = {item.case.title for item in items if item.due and item.due.days_left == 1}
    overdue = {item.case.title for item in items if item.case_due and item.case_due.days_left < 0}
    days = {item.case_due.day_no for item in items if item.case_due}
    assert "Cho thuê vỉa hè theo giờ tại khu phố ẩm thực Hòa Xuyên" in tomorrow
    assert overdue == {"Cải tạo nhà văn hóa bỏ trống thành nhà trọ cho công nhân"}
    assert 29 in days


def _inbox(services: Services, person_id: str) -> tuple[InboxItem, ...]:
    with services.database.reading() as tx:
        organisation = services.world(tx).organisation
    today = local_day(services.clock.now())
    held = organisation.capacities(person_id, today)
    return list_inbox(services, Actor(person_id, person_id, person_id, held, frozenset())).items


def test_the_record_of_the_demo_is_sound(demo: Services) -> None:
    with demo.database.reading() as tx:
        assert audit_check.verify(tx) == []
        hashes = {account.password_hash for account in accounts.everybody(tx)}
    assert check_invariants(demo) == ()
    assert faults(demo) == []
    assert all("m=65536" in password_hash for password_hash in hashes)
    assert sign_in(demo, "ntn", "chu-truong-demo", "127.0.0.1")


def test_the_history_of_every_case_keeps_the_rules_of_the_clauses(demo: Services) -> None:
    with demo.database.reading() as tx:
        codes = [row.code for row in cases.search(tx, limit=50)]
    found = {code: read_conformance(demo, None, code) for code in codes}
    assert {code: page.of(Kept.VIOLATED) for code, page in found.items()} == dict.fromkeys(
        codes, ()
    )
    # Most is decided: what is not rests on days that the record does not tell, or is under way.
    assert sum(len(page.of(Kept.UNDECIDED)) for page in found.values()) < len(codes)


def test_a_second_installation_changes_nothing(demo: Services) -> None:
    with demo.database.reading() as tx:
        before = [audit_check.chains(tx), cases.search(tx, limit=50)]
    assert not load_demo_cases(demo)
    with demo.database.reading() as tx:
        assert [audit_check.chains(tx), cases.search(tx, limit=50)] == before


def test_an_installation_in_use_gets_no_demo(sqlite_url: str) -> None:
    services = empty_at(Path(sqlite_url.removeprefix("sqlite:///")))
    assert install(services, with_demo_accounts=True)
    assert not load_demo_cases(services)
    services.database.dispose()


def test_a_demo_that_was_broken_off_says_how_to_begin_again(sqlite_url: str) -> None:
    services = empty_at(Path(sqlite_url.removeprefix("sqlite:///")))
    assert install(services, with_demo_accounts=True, hash_password=QUICK_HASH)
    with pytest.raises(SettingsError, match="ngắt giữa chừng"):
        load_demo_cases(services)
    services.database.dispose()


def _days(services: Services, calendar: Calendar, day0: date) -> int:
    return calendar.count(day0, local_day(services.clock.now()))


@pytest.fixture(scope="module")
def event_logs(demo: Services) -> dict[LogFormat, bytes]:
    """The whole record of the demo in each format."""
    return {kind: b"".join(export_event_log(demo, None, kind)) for kind in LogFormat}


def test_the_record_of_all_processes_leaves_in_the_form_of_the_standards(
    event_logs: dict[LogFormat, bytes],
) -> None:
    assert xes_faults(event_logs[LogFormat.XES]) == []
    assert ocel_faults(event_logs[LogFormat.OCEL]) == []
    for process in ("p01_art4_case", "p01e_extension", "p01w_clock_watch", "p02_emergency_action"):
        for content in event_logs.values():
            assert f'"{process}"'.encode() in content


def test_durations_of_a_log_follow_from_its_events(
    demo: Services, event_logs: dict[LogFormat, bytes]
) -> None:
    """Work begins when something happens in its case; its time is counted day by day anew."""
    with demo.database.reading() as tx:
        calendar = demo.world(tx).calendar("MG")
    timed = 0
    for trace in etree.fromstring(event_logs[LogFormat.XES]).iter("trace"):
        events = [
            {one.get("key", ""): one.get("value", "") for one in event}
            for event in trace.iter("event")
        ]
        happened = {event["time:timestamp"] for event in events}
        for event in events:
            if begun := event.get("start_timestamp"):
                assert begun in happened
                assert _times(event) == _counted_anew(calendar, begun, event["time:timestamp"])
                timed += 1
    assert timed > 300


def _times(event: Mapping[str, str]) -> tuple[int, int]:
    return int(event["duration_seconds"]), int(event["working_days"])


def _counted_anew(calendar: Calendar, begun: str, ended: str) -> tuple[int, int]:
    first, last = datetime.fromisoformat(begun), datetime.fromisoformat(ended)
    gone = range(1, (local_day(last) - local_day(first)).days + 1)
    days = sum(calendar.is_working(local_day(first) + timedelta(days=day)) for day in gone)
    return round((last - first).total_seconds()), days
