"""Two people, one task: in every order of read, lock, write and commit exactly one wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select, text

from app.domain.audit import EventKind
from app.domain.cases import TaskState
from app.errors import Conflict
from app.store import cases, facts, instances, submissions, tasks, timers
from app.store.audit_check import verify
from app.store.audit_log import append, append_system, chain_of
from app.store.database import Database, Transaction
from app.store.series import next_number
from app.store.tables.audit import audit_event
from tests.store.factories import NOW, event, instance_row, put_case, task_row
from tests.store.raw_access import without_triggers
from tests.store.sessions_in_order import Pause, Script, all_orders, pairs, run_in_order
from tests.store.test_submissions import submission_row
from tests.store.test_timers import armed

Maker = Callable[[Database, str], Script]


def submit(tx: Transaction, rows: tasks.StepRows, person: str) -> None:
    """Write what a submit writes: task, submission, next task, audit, instance."""
    tasks.complete(tx, rows.task, person, "Thường trực", NOW)
    submissions.insert(tx, submission_row(id=person, idempotency_key=person, person_id=person))
    tasks.open_tasks(tx, [task_row(f"next-of-{person}")])
    before = rows.instance
    events = [event(person, kind=EventKind.TASK_COMPLETED)]
    chain = chain_of(before.id)
    seq, head = append(tx, chain, before.audit_seq, before.audit_hash, events, NOW)
    instances.save(
        tx,
        before,
        state=person.encode(),
        status="running",
        outcome="",
        ended_at=None,
        audit_seq=seq,
        audit_hash=head,
    )


def locking(database: Database, person: str) -> Script:
    """Load with the lock, write, commit: what the application does."""

    def script(pause: Pause) -> None:
        with database.transaction() as tx:
            rows = tasks.load_step(tx, "task-1", person)
            if rows.task.state is not TaskState.OPEN:
                raise Conflict("đã được xử lý", winner=rows.task.completed_by)
            pause()
            submit(tx, rows, person)
            pause()

    return script


def optimistic(database: Database, person: str) -> Script:
    """Read without a lock, write later by what was read, commit."""

    def script(pause: Pause) -> None:
        with database.reading() as tx:
            rows = tasks.load_step(tx, "task-1", person)
        pause()
        if rows.task.state is not TaskState.OPEN:
            raise Conflict("đã được xử lý", winner=rows.task.completed_by)
        with database.transaction() as tx:
            submit(tx, rows, person)
            pause()

    return script


MAKERS: Mapping[str, Maker] = {"locking": locking, "optimistic": optimistic}


@pytest.mark.parametrize(("first", "second"), list(pairs(list(MAKERS))))
def test_two_submits_of_one_task_have_one_winner_in_every_order(
    database: Database, first: str, second: str
) -> None:
    put_case(database, task_row())
    for number, order in enumerate(all_orders(3, 3)):
        start_over(database, number)
        made = MAKERS[first](database, "huong"), MAKERS[second](database, "binh")
        ends = run_in_order(order, *made)
        assert sorted(type(end) for end in ends if end) == [Conflict], order
        winner, loser = ("huong", ends[1]) if ends[0] is None else ("binh", ends[0])
        assert isinstance(loser, Conflict)
        check_one_submit(database, winner, order)


def start_over(database: Database, number: int) -> None:
    """Put the task back as it was; the recorded submissions of earlier orders are left behind."""
    if number == 0:
        return
    recorded = ("audit_event", "audit_payload", "submission")
    with database.transaction() as tx, without_triggers(tx, "instance", *recorded):
        for table in ("task_candidate", "task", *recorded):
            tx.execute(text(f"DELETE FROM {table}"))  # noqa: S608 names of ours
        tx.execute(text("UPDATE instance SET audit_seq = 0, audit_hash = '', lock_version = 1"))
        tasks.open_tasks(tx, [task_row()])


def check_one_submit(database: Database, winner: str, order: str) -> None:
    """Everything in the database is the winner's, and the chain verifies."""
    with database.reading() as tx:
        task = tasks.load(tx, "task-1")
        instance = instances.load(tx, "instance-1")
        assert (task.state, task.completed_by) == (TaskState.DONE, winner), order
        assert (instance.state, instance.lock_version) == (winner.encode(), 2), order
        assert [s.person_id for s in submissions.of_case(tx, "case-1")] == [winner], order
        found = {t.id for t in tasks.of_case(tx, "case-1")}
        assert found == {"task-1", f"next-of-{winner}"}, order
        assert verify(tx) == [], order


@pytest.mark.parametrize("order", all_orders(2, 2))
def test_same_submission_sent_twice_is_kept_once(database: Database, order: str) -> None:
    put_case(database, task_row())
    found = []

    def script(id_: str) -> Script:
        def run(pause: Pause) -> None:
            with database.transaction() as tx:
                found.append(submissions.insert(tx, submission_row(id=id_)))
                pause()

        return run

    assert run_in_order(order, script("s1"), script("s2")) == [None, None]
    with database.reading() as tx:
        kept = submissions.of_case(tx, "case-1")
    assert len(kept) == 1
    assert [row for row in found if row] == kept


@pytest.mark.parametrize("order", all_orders(2, 2))
def test_two_claims_have_one_winner(database: Database, order: str) -> None:
    put_case(database, task_row())

    def script(person: str) -> Script:
        def run(pause: Pause) -> None:
            with database.transaction() as tx:
                tasks.claim(tx, tasks.load_locked(tx, "task-1"), person)
                pause()

        return run

    ends = run_in_order(order, script("huong"), script("binh"))
    winner = "huong" if ends[0] is None else "binh"
    loser = next(end for end in ends if end)
    assert isinstance(loser, Conflict)
    assert loser.winner == winner


def test_step_that_waited_sees_what_the_other_step_left(database: Database) -> None:
    put_case(database, task_row(), task_row("task-2"))
    seen: list[tasks.StepRows] = []

    def first(pause: Pause) -> None:
        with database.transaction() as tx:
            rows = tasks.load_step(tx, "task-1", "huong")
            pause()
            submit(tx, rows, "huong")
            timers.replace(tx, "instance-1", [armed("t1")])
            cases.update(tx, replace(rows.case, title=TITLE))

    def second(pause: Pause) -> None:
        with database.transaction() as tx:
            seen.append(tasks.load_step(tx, "task-2", "binh"))

    assert run_in_order("ABA", first, second) == [None, None]
    rows = seen[0]
    assert (rows.armed, rows.alone, rows.case.title) == (True, False, TITLE)
    assert rows.instance.lock_version == 2


TITLE = "Tên mới"


def test_two_instances_of_a_case_do_not_lose_each_others_facts(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        facts.save_sheets(tx, [facts.FactSheet("case-1", "case", "case-1", "", {})])

    def script(name: str) -> Script:
        def run(pause: Pause) -> None:
            with database.transaction() as tx:
                sheet = facts.load_sheets(tx, "case-1", "", [])["case-1"]
                pause()
                changed = {**sheet.facts, name: True}
                facts.save_sheets(
                    tx, [facts.FactSheet("case-1", "case", "case-1", "", changed, sheet.version)]
                )

        return run

    for order in all_orders(2, 2):
        assert run_in_order(order, script(f"{order}-a"), script(f"{order}-b")) == [None, None]
    with database.reading() as tx:
        kept = facts.load_sheets(tx, "case-1", "", [])["case-1"].facts
    assert len(kept) == 2 * len(all_orders(2, 2))


def test_two_issues_in_one_series_get_consecutive_numbers(database: Database) -> None:
    taken: list[int] = []

    def script(pause: Pause) -> None:
        with database.transaction() as tx:
            number = next_number(tx, "MG-HX", "CV", "2024")
            pause()
        taken.append(number)

    for order in all_orders(2, 2):
        assert run_in_order(order, script, script) == [None, None]
    assert sorted(taken) == list(range(1, 2 * len(all_orders(2, 2)) + 1))


def test_two_workers_never_hold_the_same_instance(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        timers.replace(tx, "instance-1", [armed("a", -5)])
    fired: list[str] = []

    def worker(pause: Pause) -> None:
        with database.transaction() as tx:
            for instance_id in timers.claim_due(tx, NOW, 10):
                row = instances.load_locked(tx, instance_id)
                due = [t for t in timers.of_instance(tx, row.id) if t.due_at <= NOW]
                pause()
                fired.extend(timer.id for timer in due)
                timers.replace(tx, row.id, [])

    for order in all_orders(2, 2):
        with database.transaction() as tx:
            timers.replace(tx, "instance-1", [armed("a", -5)])
        fired.clear()
        assert run_in_order(order, worker, worker) == [None, None]
        assert fired == ["a"], order


@pytest.mark.postgresql
def test_waiting_for_each_other_ends_in_a_conflict(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    put_case(database, task_row())
    with database.transaction() as tx:
        instances.insert(tx, instance_row("instance-2"))
    ends = run_in_order("ABAB", locker(database, "1", "2"), locker(database, "2", "1"))
    assert sorted(type(end).__name__ for end in ends) == ["Conflict", "NoneType"]
    database.dispose()


def locker(database: Database, first: str, second: str) -> Script:
    """Lock two instances in the given order."""

    def script(pause: Pause) -> None:
        with database.transaction() as tx:
            instances.load_locked(tx, f"instance-{first}")
            pause()
            instances.load_locked(tx, f"instance-{second}")

    return script


def test_many_threads_lose_no_update_and_no_audit_line(database: Database) -> None:
    threads, rounds = 4, 10
    barrier = Barrier(threads)

    def work(name: int) -> None:
        barrier.wait()
        for n in range(rounds):
            with database.transaction() as tx:
                at = NOW + timedelta(seconds=n)
                append_system(tx, [event(f"{name}/{n}", kind=EventKind.REFUSED)], at)

    running = [Thread(target=work, args=(n,)) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(60)
    with database.reading() as tx:
        assert verify(tx) == []
        assert tx.number(select(func.count()).select_from(audit_event)) == threads * rounds
