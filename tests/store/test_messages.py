"""Who listens for a message, and messages kept until somebody does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.execution import MessageWait
from app.errors import Conflict
from app.store import messages
from app.store.database import Database
from app.store.messages import KeptMessage, WaitRow
from tests.store.factories import NOW, put_case


def wait(id_: str, name: str = "withdraw_plan") -> MessageWait:
    """A place in the first activation."""
    return MessageWait(id_, "activation-1", "be_withdraw_pass", name)


def kept(id_: str, **changes: object) -> KeptMessage:
    """A message to the pilot process."""
    row = KeptMessage(id_, "case_approved", "p03_pilot", "case-1", "", "instance-1", NOW)
    return replace(row, **changes)  # type: ignore[arg-type]


def test_waits_become_those_of_the_step(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        messages.replace_waits(tx, "instance-1", "case-1", "pass-1", [wait("a"), wait("b")])
        messages.replace_waits(tx, "instance-1", "case-1", "pass-2", [wait("b"), wait("c")])
        found = messages.waits_of_instance(tx, "instance-1")
    assert {row.id: row.pass_id for row in found} == {"b": "pass-1", "c": "pass-2"}


def test_unchanged_waits_are_not_written(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        messages.replace_waits(tx, "instance-1", "case-1", "", [wait("a")])
    with database.counting() as counter, database.transaction() as tx:
        messages.replace_waits(tx, "instance-1", "case-1", "", [wait("a")])
    assert counter.statements == 1


def test_message_finds_its_place_by_case_name_and_pass(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        messages.replace_waits(tx, "instance-1", "case-1", "pass-1", [wait("a", "pass_closed")])
        expected = WaitRow(
            "instance-1",
            "a",
            "activation-1",
            "be_withdraw_pass",
            "pass_closed",
            "case-1",
            "pass-1",
        )
        assert messages.find_wait(tx, "pass_closed", "case-1") == expected
        assert messages.find_wait(tx, "pass_closed", "case-1", "pass-1") == expected
        assert messages.find_wait(tx, "pass_closed", "case-1", "pass-2") is None
        assert messages.find_wait(tx, "pass_closed", "case-2") is None
        assert messages.find_wait(tx, "withdraw_plan", "case-1") is None


def test_kept_message_is_delivered_once(database: Database) -> None:
    later = kept("m2", sent_at=NOW + timedelta(hours=1), name="case_closed")
    with database.transaction() as tx:
        messages.keep(tx, later)
        messages.keep(tx, kept("m1"))
        assert messages.kept_for(tx, "case-1") == [kept("m1"), later]
        assert messages.kept_for(tx, "case-1", "case_closed") == [later]
        messages.deliver(tx, "m1", "instance-9", NOW)
        assert messages.kept_for(tx, "case-1") == [later]
        with pytest.raises(Conflict):
            messages.deliver(tx, "m1", "instance-8", NOW)
