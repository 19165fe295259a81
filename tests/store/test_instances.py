"""Instances are saved only by whoever saw them last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.errors import Conflict, NotFound
from app.store import instances
from app.store.database import Database
from tests.store.factories import NOW, instance_row, put_case

CHANGE: dict[str, Any] = {
    "state": b"\x01new",
    "status": "running",
    "outcome": "",
    "ended_at": None,
    "audit_seq": 3,
    "audit_hash": "abc",
}


def test_instance_comes_back_as_it_was_kept(database: Database) -> None:
    put_case(database)
    with database.reading() as tx:
        assert instances.load(tx, "instance-1") == instance_row()


def test_unknown_instance_is_not_found(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(NotFound):
        instances.load_locked(tx, "nothing")


def test_save_writes_and_counts_the_version(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        saved = instances.save(tx, instances.load_locked(tx, "instance-1"), **CHANGE)
    with database.reading() as tx:
        assert instances.load(tx, "instance-1") == saved
    assert saved == replace(instance_row(), lock_version=2, **CHANGE)


def test_save_by_who_saw_an_older_version_is_a_conflict(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        seen = instances.load(tx, "instance-1")
        instances.save(tx, seen, **CHANGE)
    with pytest.raises(Conflict), database.transaction() as tx:
        instances.save(tx, seen, **CHANGE | {"state": b"lost"})
    with database.reading() as tx:
        assert instances.load(tx, "instance-1").state == b"\x01new"


def test_audit_head_moves_without_a_step(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        moved = instances.save_head(tx, instances.load_locked(tx, "instance-1"), 1, "h1")
        with pytest.raises(Conflict):
            instances.save_head(tx, instance_row(), 2, "h2")
    with database.reading() as tx:
        assert instances.load(tx, "instance-1") == moved


def test_activations_are_opened_and_closed_together(database: Database) -> None:
    put_case(database)
    rows = [
        instances.ActivationRow(
            id=f"activation-{n}",
            instance_id="instance-1",
            parent_id="root",
            process_id="s01_issue_document",
            call_element_id="call_reply_yes",
            element={"issuer_id": "CP"},
            opened_at=NOW + timedelta(seconds=n),
        )
        for n in range(3)
    ]
    with database.counting() as counter, database.transaction() as tx:
        instances.open_activations(tx, rows)
        instances.close_activations(
            tx, "instance-1", {"activation-0": "end_issued", "activation-2": "end_signed"}, NOW
        )
        instances.open_activations(tx, [])
        instances.close_activations(tx, "instance-1", {}, NOW)
    assert counter.statements == 2
    with database.reading() as tx:
        found = instances.activations(tx, "instance-1")
    assert found == [
        replace(rows[0], closed_at=NOW, outcome="end_issued"),
        rows[1],
        replace(rows[2], closed_at=NOW, outcome="end_signed"),
    ]
