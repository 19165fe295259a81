"""Timers: only what changed is written, due instances are claimed by one worker."""

from __future__ import annotations

from datetime import timedelta

from app.domain.execution import ArmedTimer
from app.store import instances, timers
from app.store.database import Database
from tests.store.factories import NOW, instance_row, put_case


def armed(id_: str, minutes: int = 0) -> ArmedTimer:
    """A timer due some minutes from NOW."""
    return ArmedTimer(id_, "activation-1", "rework_reminder", NOW + timedelta(minutes=minutes))


def test_replace_makes_the_timers_these(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        timers.replace(tx, "instance-1", [armed("a"), armed("b", 5), armed("c", 9)])
        timers.replace(tx, "instance-1", [armed("b", 7), armed("c", 9), armed("d", 1)])
        found = timers.of_instance(tx, "instance-1")
    assert found == [armed("d", 1), armed("b", 7), armed("c", 9)]


def test_unchanged_timers_are_not_written(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        timers.replace(tx, "instance-1", [armed("a"), armed("b", 5)])
    with database.counting() as counter, database.transaction() as tx:
        timers.replace(tx, "instance-1", [armed("a"), armed("b", 5)])
    assert counter.statements == 1


def test_due_instances_come_longest_due_first(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        for n in (2, 3, 4):
            instances.insert(tx, instance_row(f"instance-{n}"))
        timers.replace(tx, "instance-1", [armed("a", -1), armed("b", -9)])
        timers.replace(tx, "instance-2", [armed("a", -5)])
        timers.replace(tx, "instance-3", [armed("a", 1)])
        assert timers.claim_due(tx, NOW, 10) == ["instance-1", "instance-2"]
        assert timers.claim_due(tx, NOW, 1) == ["instance-1"]


def test_timer_due_this_very_moment_is_due(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        timers.replace(tx, "instance-1", [armed("a")])
        assert timers.claim_due(tx, NOW - timedelta(microseconds=1), 10) == []
        assert timers.claim_due(tx, NOW, 10) == ["instance-1"]


def test_stopped_instances_are_not_claimed(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        instances.insert(tx, instance_row("instance-2", status="suspended"))
        timers.replace(tx, "instance-2", [armed("a")])
        assert timers.claim_due(tx, NOW, 10) == []
        assert timers.next_due(tx) is None


def test_next_due_is_the_soonest(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        timers.replace(tx, "instance-1", [armed("a", 8), armed("b", 3)])
        assert timers.next_due(tx) == NOW + timedelta(minutes=3)
