"""Cases with their codes, participants, passes, clocks and conflicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.access import CaseReaders
from app.domain.cases import CaseState, ClockState
from app.errors import Conflict, NotFound
from app.store import cases, clocks, conflicts, passes, tasks
from app.store.clocks import BreachRow
from app.store.conflicts import ConflictRow
from app.store.database import Database
from tests.store.factories import NOW, case_row, clock_row, pass_row, put_case, task_row


def test_case_changes_and_is_found_by_its_code(database: Database) -> None:
    put_case(database)
    changed = replace(case_row(), code="MG-2024-0001", round_no=1, submitted_at=NOW)
    with database.transaction() as tx:
        cases.update(tx, changed)
    with database.reading() as tx:
        assert cases.load(tx, "case-1") == cases.by_code(tx, "MG-2024-0001") == changed
        with pytest.raises(NotFound):
            cases.by_code(tx, "MG-2024-0002")
    with database.transaction() as tx:
        assert cases.load_locked(tx, "case-1") == changed


def test_unknown_case_is_not_found(database: Database) -> None:
    with database.transaction() as tx:
        for ask in (cases.load, cases.load_locked):
            with pytest.raises(NotFound):
                ask(tx, "nothing")
        with pytest.raises(NotFound):
            cases.update(tx, case_row("nothing"))


def test_drafts_need_no_code_but_codes_are_unique(database: Database) -> None:
    with database.transaction() as tx:
        cases.insert(tx, case_row("a"))
        cases.insert(tx, case_row("b"))
        cases.insert(tx, case_row("c", code="MG-2024-0001"))
    with pytest.raises(IntegrityError), database.transaction() as tx:
        cases.insert(tx, case_row("d", code="MG-2024-0001"))


def test_codes_count_by_prefix_and_year(database: Database) -> None:
    with database.transaction() as tx:
        codes = [
            cases.next_case_code(tx, "MG", 2024),
            cases.next_case_code(tx, "MG", 2024),
            cases.next_case_code(tx, "MG", 2025),
            cases.next_case_code(tx, "QN", 2024),
        ]
    assert codes == ["MG-2024-0001", "MG-2024-0002", "MG-2025-0001", "QN-2024-0001"]


def test_code_of_a_failed_submission_is_given_to_the_next(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        cases.next_case_code(tx, "MG", 2024)
        raise ZeroDivisionError
    with database.transaction() as tx:
        assert cases.next_case_code(tx, "MG", 2024) == "MG-2024-0001"


def test_participants_are_kept_by_role_once(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        cases.add_participants(tx, "case-1", {"proposer": ["thu", "thu"], "starter": ["thu"]})
        cases.add_participants(tx, "case-1", {"proposer": ["thu", "hung"]})
        cases.add_participants(tx, "case-1", {})
        found = cases.participants(tx, "case-1")
    assert found == {"proposer": {"thu", "hung"}, "starter": {"thu"}}


def test_readers_are_all_who_have_to_do_with_the_case(database: Database) -> None:
    put_case(
        database,
        task_row("t1", body_id="MG-HX-BTC", role="appraisal_body"),
        task_row("t2", person_ids=("tu",), excluded_ids=("nga",), body_id=""),
    )
    with database.transaction() as tx:
        tasks.complete(tx, tasks.load(tx, "t1"), "quy", "Ban Tổ chức", NOW)
        cases.add_participants(tx, "case-1", {"proposer": ["hung"]})
        passes.insert(tx, pass_row("pass-2", number=2, body_id="MG-TU"))
    with database.counting() as counter, database.reading() as tx:
        readers = cases.readers(tx, "case-1")
    assert counter.statements == 1
    assert readers == CaseReaders(
        frozenset({"thu", "hung", "tu", "quy"}), frozenset({"MG-HX", "MG-HX-BTC", "MG-TU"})
    )


def search_ids(database: Database, **question: object) -> list[str]:
    """Return the ids found, checking that the count agrees."""
    with database.reading() as tx:
        found = [row.id for row in cases.search(tx, **question)]  # type: ignore[arg-type]
        assert cases.count(tx, **question) == len(found)  # type: ignore[arg-type]
    return found


def test_cases_are_found_without_marks_newest_first(database: Database) -> None:
    with database.transaction() as tx:
        cases.insert(tx, case_row("a", title="Sử dụng quỹ đất công", code="MG-2024-0001"))
        later = NOW + timedelta(days=1)
        cases.insert(tx, case_row("b", title="Quỹ ĐẤT xen kẹt 100%", created_at=later))
        cases.insert(tx, case_row("c", state=CaseState.DRAFT))
    assert search_ids(database, text="quy dat") == ["b", "a"]
    assert search_ids(database, text="đất QUỸ") == ["b", "a"]
    assert search_ids(database, text="2024-0001") == ["a"]
    assert search_ids(database, text="100%") == ["b"]
    assert search_ids(database, text="%") == ["b"]
    assert search_ids(database, text="_") == []
    assert search_ids(database, states=[CaseState.DRAFT]) == ["c"]


def test_reader_finds_only_what_may_be_read(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        cases.insert(tx, case_row("case-2", started_by="huy", body_id="MG-DUK"))
        cases.insert(tx, case_row("case-3", started_by="huy", body_id="MG-DUK"))
        cases.add_participants(tx, "case-3", {"proposer": ["hung"]})
    assert search_ids(database, body_ids=["MG-HX"], person_id="nga") == ["case-1"]
    assert search_ids(database, body_ids=["MG-BL"], person_id="diep") == []
    assert search_ids(database, body_ids=[], person_id="thu") == ["case-1"]
    assert search_ids(database, body_ids=[], person_id="hung") == ["case-3"]
    assert len(search_ids(database)) == 3


def test_search_comes_in_pages(database: Database) -> None:
    with database.transaction() as tx:
        for n in range(5):
            cases.insert(tx, case_row(f"c{n}", created_at=NOW + timedelta(minutes=n)))
        page = cases.search(tx, limit=2, offset=1)
    assert [row.id for row in page] == ["c3", "c2"]


def test_passes_are_numbered_within_the_case(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        assert passes.next_number(tx, "case-1") == 2
        assert passes.next_number(tx, "case-9") == 1
        second = pass_row("pass-2", number=2)
        passes.insert(tx, second)
        assert passes.of_case(tx, "case-1") == [pass_row(), second]
        assert passes.latest_of_case(tx, "case-1") == passes.load(tx, "pass-2") == second
        assert passes.latest_of_case(tx, "case-9") is None
        with pytest.raises(NotFound):
            passes.load(tx, "nothing")


def test_clock_is_closed_once(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        assert clocks.running(tx) == [clock_row()]
        clocks.close(
            tx,
            "pass-1",
            state=ClockState.BREACHED,
            closed_at=NOW,
            closed_by="document-1",
            days_late=2,
        )
        closed = clock_row(
            state=ClockState.BREACHED, closed_at=NOW, closed_by="document-1", days_late=2
        )
        assert clocks.load(tx, "pass-1") == closed
        assert clocks.running(tx) == []
        with pytest.raises(Conflict):
            clocks.close(
                tx, "pass-1", state=ClockState.CLOSED, closed_at=NOW, closed_by="x", days_late=0
            )


def test_clock_moves_with_an_extension(database: Database) -> None:
    put_case(database)
    moved = clock_row(due=date(2024, 5, 13), extended=True, warning="Chưa có lịch 2025")
    with database.transaction() as tx:
        clocks.update(tx, moved)
    with database.reading() as tx:
        assert clocks.of_case(tx, "case-1") == [moved]
        assert clocks.latest_of_cases(tx, ["case-1", "case-9"]) == {"case-1": moved}
        assert clocks.load(tx, "nothing") is None


def test_missed_mark_is_on_record_once(database: Database) -> None:
    put_case(database)
    row = BreachRow("pass-1", "d30", "case-1", NOW, NOW + timedelta(hours=32))
    with database.transaction() as tx:
        assert clocks.record_breach(tx, row)
        assert not clocks.record_breach(tx, replace(row, noticed_at=NOW))
        assert clocks.record_breach(tx, replace(row, mark="d60", severe=True))
        found = clocks.breaches_of_case(tx, "case-1")
    assert {(b.mark, b.severe) for b in found} == {("d30", False), ("d60", True)}
    assert row in found


def test_conflict_stays_as_first_declared(database: Database) -> None:
    put_case(database)
    row = ConflictRow("case-1", "huong", "relative", "self", "vợ của người đề xuất", "huong", NOW)
    with database.transaction() as tx:
        conflicts.declare(tx, [row])
        conflicts.declare(tx, [replace(row, ground="khác")])
        conflicts.declare(tx, [])
        assert conflicts.of_case(tx, "case-1") == {"huong"}
        assert conflicts.declarations(tx, "case-1") == [row]
        assert conflicts.of_case(tx, "case-2") == frozenset()
