"""Tasks: opened, loaded for a submit, completed once, claimed by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.cases import TaskState
from app.errors import Conflict, NotFound
from app.store import conflicts, tasks, timers
from app.store.database import Database
from tests.store.factories import (
    NOW,
    case_row,
    clock_row,
    instance_row,
    pass_row,
    put_case,
    task_row,
)
from tests.store.test_timers import armed


def test_task_comes_back_as_it_was_opened(database: Database) -> None:
    row = task_row(due_at=NOW, person_ids=("tu", "tai"), excluded_ids=("nga",))
    put_case(database, row)
    with database.reading() as tx:
        assert tasks.load(tx, "task-1") == row


def test_opening_many_tasks_takes_two_statements(database: Database) -> None:
    put_case(database)
    rows = [task_row(f"task-{n}", person_ids=("tu", "tai")) for n in range(7)]
    with database.counting() as counter, database.transaction() as tx:
        tasks.open_tasks(tx, rows)
    assert counter.statements == 2


def test_submit_reads_task_and_instance_in_one_statement(database: Database) -> None:
    put_case(database, task_row())
    with database.counting() as counter, database.transaction() as tx:
        assert tasks.load_for_submit(tx, "task-1") == (task_row(), instance_row())
    assert counter.statements == 1


@pytest.mark.parametrize("writing", [True, False])
def test_step_reads_everything_in_one_statement(database: Database, writing: bool) -> None:
    put_case(database, task_row())
    opened = database.transaction() if writing else database.reading()
    with database.counting() as counter, opened as tx:
        rows = tasks.load_step(tx, "task-1", "thu")
    assert counter.statements == 1
    assert rows == tasks.StepRows(
        task_row(), instance_row(), case_row(), pass_row(), clock_row(), False, False, True
    )


def test_step_before_the_first_pass_has_no_clock(database: Database) -> None:
    put_case(database, task_row(pass_id=""))
    with database.transaction() as tx:
        rows = tasks.load_step(tx, "task-1")
    assert (rows.level_pass, rows.clock) == (None, None)


def test_step_tells_a_conflict_and_armed_timers(database: Database) -> None:
    put_case(database, task_row())
    declared = conflicts.ConflictRow("case-1", "huong", "relative", "self", "vợ", "huong", NOW)
    with database.transaction() as tx:
        conflicts.declare(tx, [declared])
        timers.replace(tx, "instance-1", [armed("t1")])
        assert tasks.load_step(tx, "task-1", "huong").in_conflict
        assert not tasks.load_step(tx, "task-1", "lan").in_conflict
        assert tasks.load_step(tx, "task-1", "lan").armed


def test_unknown_task_is_not_found(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(NotFound):
        tasks.load_for_submit(tx, "nothing")


def test_completed_task_says_who_when_and_as_what(database: Database) -> None:
    put_case(database, task_row())
    with database.transaction() as tx:
        done = tasks.complete(tx, task_row(), "huong", "Thường trực Thị ủy", NOW)
    with database.reading() as tx:
        assert tasks.load(tx, "task-1") == done
    assert (done.state, done.completed_by, done.completed_at) == (TaskState.DONE, "huong", NOW)


def test_second_completion_names_who_was_first(database: Database) -> None:
    put_case(database, task_row())
    with database.transaction() as tx:
        tasks.complete(tx, task_row(), "huong", "Thường trực", NOW)
    with pytest.raises(Conflict, match="đã được xử lý") as caught, database.transaction() as tx:
        tasks.complete(tx, task_row(), "binh", "Thường trực", NOW)
    assert (caught.value.winner, caught.value.at) == ("huong", NOW.isoformat())


def test_task_held_by_somebody_else_is_not_completed(database: Database) -> None:
    put_case(database, task_row())
    with database.transaction() as tx:
        held = tasks.claim(tx, task_row(), "huong")
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tasks.complete(tx, held, "binh", "Thường trực", NOW)
    assert caught.value.winner == "huong"


def test_claimed_task_is_taken_by_nobody_else(database: Database) -> None:
    put_case(database, task_row())
    with database.transaction() as tx:
        tasks.claim(tx, task_row(), "huong")
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tasks.claim(tx, task_row(), "binh")
    assert caught.value.winner == "huong"
    with pytest.raises(Conflict), database.transaction() as tx:
        tasks.claim(tx, tasks.load(tx, "task-1"), "binh")


def test_released_task_can_be_taken_again(database: Database) -> None:
    put_case(database, task_row())
    with database.transaction() as tx:
        released = tasks.release(tx, tasks.claim(tx, task_row(), "huong"))
        tasks.claim(tx, released, "binh")
    with database.reading() as tx:
        assert tasks.load(tx, "task-1").claimed_by == "binh"


def test_cancelling_leaves_done_tasks_alone(database: Database) -> None:
    put_case(database, task_row(), task_row("task-2"))
    with database.transaction() as tx:
        tasks.complete(tx, task_row(), "huong", "Thường trực", NOW)
        tasks.cancel_many(tx, ["task-1", "task-2"], NOW)
    with database.reading() as tx:
        states = [task.state for task in tasks.of_case(tx, "case-1")]
        assert tasks.open_of_instance(tx, "instance-1") == []
    assert states == [TaskState.DONE, TaskState.CANCELLED]


def test_completers_are_those_of_the_activation(database: Database) -> None:
    drafts = [
        task_row(f"task-{n}", element_id="edit_draft", activation_id=activation)
        for n, activation in enumerate(["a1", "a1", "a2"])
    ]
    put_case(database, *drafts)
    with database.transaction() as tx:
        for n, (row, person) in enumerate(zip(drafts, ["nga", "dung", "ha"], strict=True)):
            tasks.complete(tx, row, person, "Văn phòng", NOW + timedelta(hours=n))
        found = tasks.completers(tx, "instance-1", "a1", ["edit_draft", "sign_document"])
    assert found == {"edit_draft": ("nga", "dung")}


def test_opening_a_known_task_again_is_refused(database: Database) -> None:
    put_case(database, task_row())
    with pytest.raises(Exception, match=r"(?i)unique"), database.transaction() as tx:
        tasks.open_tasks(tx, [replace(task_row(), name="khác")])
