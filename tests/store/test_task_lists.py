"""Inbox, group and done: the right tasks, in order, in one statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.domain.cases import CaseState, ClockState, TaskRow
from app.domain.people import Capacity
from app.store import cases, conflicts, tasks
from app.store.database import Database
from app.store.task_lists import (
    InboxRow,
    count_done,
    count_group,
    count_inbox,
    done_by,
    group_inbox,
    inbox,
)
from tests.store.factories import NOW, case_row, put_case, task_row

STANDING = (Capacity("standing_committee", "MG-HX"), Capacity("leader", "MG-HX"))


def mine(database: Database, person: str, capacities: tuple[Capacity, ...] = STANDING) -> list[str]:
    """Return the ids of a person's inbox, checking that its count agrees."""
    with database.reading() as tx:
        rows = inbox(tx, person, capacities)
        assert count_inbox(tx, person, capacities) == len(rows)
    return [row.task.id for row in rows]


def group(database: Database, person: str) -> list[str]:
    """Return the ids of the group's tasks, checking that their count agrees."""
    with database.reading() as tx:
        rows = group_inbox(tx, person, STANDING)
        assert count_group(tx, person, STANDING) == len(rows)
    return [row.task.id for row in rows]


def claimed(id_: str, by: str) -> TaskRow:
    """A task somebody took."""
    return task_row(id_, claimed_by=by)


def test_inbox_has_what_i_may_do_and_nobody_else_holds(database: Database) -> None:
    put_case(
        database,
        task_row("free"),
        claimed("held-by-me", "huong"),
        claimed("held-by-other", "binh"),
        task_row("named-me", role="proposer", body_id="", person_ids=("huong", "tu")),
        task_row("named-other", person_ids=("tu",)),
        task_row("other-role", role="office"),
        task_row("other-body", body_id="MG-BL"),
        task_row("own-draft", excluded_ids=("huong",)),
        task_row("done", state="done"),
        task_row("cancelled", state="cancelled"),
    )
    assert mine(database, "huong") == ["free", "held-by-me", "named-me"]
    assert mine(database, "nobody", ()) == []


def test_group_shows_who_holds_what(database: Database) -> None:
    put_case(
        database,
        task_row("free"),
        claimed("held", "binh"),
        task_row("named", person_ids=("huong",)),
        task_row("other", role="office"),
        task_row("own-draft", excluded_ids=("huong",)),
    )
    assert group(database, "huong") == ["free", "held"]


def test_conflicted_person_sees_only_what_is_given_by_name(database: Database) -> None:
    put_case(database, task_row("free"), task_row("named", person_ids=("huong",)))
    row = conflicts.ConflictRow("case-1", "huong", "relative", "self", "vợ", "huong", NOW)
    with database.transaction() as tx:
        conflicts.declare(tx, [row])
    assert mine(database, "huong") == ["named"]
    assert group(database, "huong") == []
    assert mine(database, "binh") == ["free"]


def test_nearest_due_comes_first_undated_last(database: Database) -> None:
    put_case(
        database,
        task_row("d-undated"),
        task_row("a-late", due_at=NOW + timedelta(days=9)),
        task_row("c-soon", due_at=NOW + timedelta(days=1)),
        task_row("b-soon", due_at=NOW + timedelta(days=1)),
    )
    assert mine(database, "huong") == ["b-soon", "c-soon", "a-late", "d-undated"]


def test_lists_come_in_pages(database: Database) -> None:
    put_case(database, *(task_row(f"t{n}") for n in range(5)))
    with database.reading() as tx:
        page = inbox(tx, "huong", STANDING, limit=2, offset=2)
    assert [row.task.id for row in page] == ["t2", "t3"]


def test_line_says_what_the_case_is_and_when_its_answer_is_due(database: Database) -> None:
    put_case(database, task_row())
    with database.transaction() as tx:
        cases.update(tx, replace(case_row(), code="MG-2024-0007"))
    with database.counting() as counter, database.reading() as tx:
        row = inbox(tx, "huong", STANDING)[0]
    assert counter.statements == 1
    assert row == InboxRow(
        task=task_row(),
        case_code="MG-2024-0007",
        case_title="Khoán quản lý chợ dân sinh",
        case_state=CaseState.SUBMITTED,
        case_body_id="MG-HX",
        case_round_no=0,
        case_started_by="thu",
        case_submitted_at=None,
        clock_received_at=NOW,
        clock_day0=date(2024, 3, 4),
        clock_due=date(2024, 4, 15),
        clock_cap=date(2024, 5, 30),
        clock_state=ClockState.RUNNING,
        clock_extended=False,
        clock_closed_at=None,
        clock_warning="",
        received_from="",
        paper="",
        status="running",
    )


def test_line_before_the_first_pass_has_no_clock(database: Database) -> None:
    put_case(database, task_row(pass_id=""))
    with database.reading() as tx:
        row = inbox(tx, "huong", STANDING)[0]
    assert (row.clock_due, row.clock_state, row.case_code) == (None, None, "")


def test_done_has_what_the_person_completed_newest_first(database: Database) -> None:
    rows = [task_row(f"t{n}") for n in range(3)]
    put_case(database, *rows)
    with database.transaction() as tx:
        for n, row in enumerate(rows):
            person = "binh" if n == 1 else "huong"
            tasks.complete(tx, row, person, "Thường trực", NOW + timedelta(hours=n))
    with database.reading() as tx:
        assert [row.task.id for row in done_by(tx, "huong")] == ["t2", "t0"]
        assert count_done(tx, "huong") == 2
