"""Outside work is done once by who holds its lease, later if it failed, and given up at last."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

from app.domain.clock import MovableClock
from app.domain.jobs import Job, JobKind, JobState
from app.domain.retries import Patience
from app.queue.working import telling, work_off
from app.store import jobs
from app.store.database import Database
from tests.store.factories import NOW

PATIENCE = Patience(attempts=3)


def _job(number: int, key: str = "") -> Job:
    return Job(f"job-{number}", JobKind.MAIL, key or f"mail:{number}", {"n": number}, NOW, NOW)


def _defer(database: Database, *given: Job) -> None:
    with database.transaction() as tx:
        jobs.defer(tx, given)


def _all(database: Database) -> list[Job]:
    with database.reading() as tx:
        return jobs.of_kind(tx, JobKind.MAIL)


def test_same_key_is_deferred_once_and_done_once(database: Database) -> None:
    _defer(database, _job(1, "mail:x"), _job(2, "mail:x"))
    _defer(database, _job(3, "mail:x"))
    done: list[str] = []
    handlers = {JobKind.MAIL: lambda job: done.append(job.id)}
    clock = MovableClock(NOW)
    assert work_off(database, clock, handlers, PATIENCE, 10) == 1
    assert work_off(database, clock, handlers, PATIENCE, 10) == 0
    assert done == ["job-1"]
    _defer(database, _job(4, "mail:x"))
    assert work_off(database, clock, handlers, PATIENCE, 10) == 0
    assert [one.state for one in _all(database)] == [JobState.DONE]


def test_failing_job_is_put_off_ever_longer_then_given_up(database: Database) -> None:
    def refuse(job: Job) -> None:
        if job.id == "job-1":
            raise ConnectionRefusedError("nobody there")

    _defer(database, _job(1), _job(2))
    clock = MovableClock(NOW)
    assert work_off(database, clock, {JobKind.MAIL: refuse}, PATIENCE, 10) == 1
    waits = []
    while (failing := _all(database)[0]).state is JobState.WAITING:
        waits.append(failing.next_at - clock.now())
        clock.move_to(failing.next_at)
        work_off(database, clock, {JobKind.MAIL: refuse}, PATIENCE, 10)
    assert waits == [timedelta(minutes=1), timedelta(minutes=2)]
    assert (failing.state, failing.attempts) == (JobState.DEAD, 3)
    assert failing.told == "ConnectionRefusedError: nobody there"
    with database.transaction() as tx:
        assert [one.id for one in jobs.dead(tx, JobKind.MAIL)] == ["job-1"]
        assert jobs.revive(tx, "job-2", NOW) is None
        jobs.revive(tx, "job-1", clock.now())
    assert work_off(database, clock, {JobKind.MAIL: lambda job: None}, PATIENCE, 10) == 1


def test_lease_keeps_others_away_until_it_ends_and_only_its_holder_finishes(
    database: Database,
) -> None:
    _defer(database, _job(1))
    with database.transaction() as tx:
        first = jobs.claim(tx, NOW, JobKind)
        assert first is not None
    with database.transaction() as tx:
        assert jobs.claim(tx, NOW + timedelta(seconds=30), JobKind) is None
    later = NOW + jobs.LEASE
    with database.transaction() as tx:
        second = jobs.claim(tx, later, JobKind)
        assert second is not None and second.attempts == 2
    with database.transaction() as tx:
        assert not jobs.finish(tx, first, later)
        assert not jobs.bury(tx, first, later, "too late")
        assert jobs.finish(tx, second, later)


def test_worker_killed_in_the_middle_leaves_the_job_to_the_next(database: Database) -> None:
    def die(_job: Job) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    _defer(database, _job(1))
    database.dispose()
    child = os.fork()
    if child == 0:
        work_off(database, MovableClock(NOW), {JobKind.MAIL: die}, PATIENCE, 10)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    done: list[str] = []
    handlers = {JobKind.MAIL: lambda job: done.append(job.id)}
    assert work_off(database, MovableClock(NOW), handlers, PATIENCE, 10) == 0
    assert work_off(database, MovableClock(NOW + jobs.LEASE), handlers, PATIENCE, 10) == 1
    assert done == ["job-1"]


def test_long_work_tells_how_far_it_is_and_keeps_its_lease(database: Database) -> None:
    _defer(database, _job(1))
    clock, seen = MovableClock(NOW), []

    def walk(job: Job) -> None:
        told = telling(database, clock, job)
        for done in (1, 2):
            clock.tick(jobs.LEASE.total_seconds() - 1)
            told(done, 2)
            seen.extend((one.done, one.total) for one in _all(database))
        with database.transaction() as tx:
            assert jobs.claim(tx, clock.now(), JobKind) is None

    assert work_off(database, clock, {JobKind.MAIL: walk}, PATIENCE, 10) == 1
    assert seen == [(1, 2), (2, 2)]


def test_stopped_work_ends_where_it_next_tells_and_is_not_tried_again(database: Database) -> None:
    _defer(database, _job(1))
    clock, reached = MovableClock(NOW), []

    def walk(job: Job) -> None:
        told = telling(database, clock, job)
        told(1, 3)
        with database.transaction() as tx:
            assert jobs.stop(tx, job.id, clock.now())
            assert not jobs.stop(tx, job.id, clock.now())
        clock.tick(1)
        told(2, 3)
        reached.append("end")

    assert work_off(database, clock, {JobKind.MAIL: walk}, PATIENCE, 10) == 0
    assert work_off(database, clock, {JobKind.MAIL: walk}, PATIENCE, 10) == 0
    assert ([one.state for one in _all(database)], reached) == ([JobState.STOPPED], [])


def test_worker_of_one_kind_leaves_the_others_alone(database: Database) -> None:
    _defer(database, _job(1))
    handlers = {JobKind.RECORD_CHECK: lambda job: None}
    assert work_off(database, MovableClock(NOW), handlers, PATIENCE, 10) == 0
    assert [one.attempts for one in _all(database)] == [0]
