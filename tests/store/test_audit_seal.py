"""The chain of heads shows a chain that was rewritten together with its own head."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update

from app.domain.audit import EventKind
from app.store import audit_log, instances
from app.store.audit_check import Broken, Fault, verify
from app.store.audit_log import HEADS_CHAIN, append, append_system, chain_of
from app.store.audit_seal import seal_heads
from app.store.database import Database, Transaction
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.execution import instance
from tests.store.factories import NOW, event, instance_row, put_case
from tests.store.raw_access import without_triggers
from tests.store.test_audit_check import CHAIN, GUARDED, record


def seal(database: Database) -> int:
    """Seal as the worker does."""
    with database.transaction() as tx:
        return seal_heads(tx, NOW)


def rewrite(tx: Transaction, rows: int) -> None:
    """Write the whole chain anew, head included, as somebody with every right could."""
    for table in (audit_event, audit_payload):
        tx.execute(delete(table).where(table.c.chain_id == CHAIN))
    forged = [event(f"giả {n}") for n in range(rows)]
    seq, head = append(tx, CHAIN, 0, "", forged, NOW)
    tx.execute(update(instance).values(audit_seq=seq, audit_hash=head))


def test_only_heads_that_moved_are_sealed(database: Database) -> None:
    put_case(database)
    record(database)
    with database.transaction() as tx:
        instances.insert(tx, instance_row("instance-2"))
        append_system(tx, [event()], NOW)
    assert [seal(database), seal(database)] == [2, 0]
    record(database, "instance-2")
    assert [seal(database), seal(database)] == [1, 0]
    with database.reading() as tx:
        seals = audit_log.of_chain(tx, HEADS_CHAIN, payloads=True)
        assert verify(tx) == []
    assert [set(s.event.payload) for s in seals] == [{CHAIN, "system"}, {chain_of("instance-2")}]
    assert {s.event.kind for s in seals} == {EventKind.HEADS_SEALED}


def test_chain_rewritten_with_its_head_is_found_by_its_seal(database: Database) -> None:
    put_case(database)
    record(database)
    seal(database)
    with database.transaction() as tx, without_triggers(tx, *GUARDED):
        rewrite(tx, rows=6)
    with database.reading() as tx:
        assert verify(tx) == verify(tx, CHAIN) == [Broken(CHAIN, 1, Fault.REWRITTEN)]


def test_chain_cut_with_its_head_is_found_by_its_seal(database: Database) -> None:
    put_case(database)
    record(database)
    seal(database)
    with database.transaction() as tx, without_triggers(tx, *GUARDED):
        rewrite(tx, rows=0)
    with database.reading() as tx:
        assert verify(tx) == [Broken(CHAIN, 1, Fault.TRUNCATED)]


def test_rows_after_the_last_seal_do_not_disturb_it(database: Database) -> None:
    put_case(database)
    record(database)
    seal(database)
    record(database)
    with database.reading() as tx:
        assert verify(tx) == []


def test_forged_seal_breaks_the_chain_of_heads(database: Database) -> None:
    put_case(database)
    record(database)
    seal(database)
    with database.transaction() as tx, without_triggers(tx, "audit_payload"):
        where = audit_payload.c.chain_id == HEADS_CHAIN
        before = tx.rows(select(audit_payload.c.payload).where(where))[0]["payload"]
        tx.execute(update(audit_payload).where(where).values(payload=before.replace("6", "5")))
    with database.reading() as tx:
        found = {broken.chain_id: broken.fault for broken in verify(tx)}
    assert found[HEADS_CHAIN] is Fault.PAYLOAD_CHANGED


def test_many_chains_are_sealed_in_few_events(database: Database) -> None:
    put_case(database)
    with database.transaction() as tx:
        for n in range(600):
            instances.insert(tx, instance_row(f"i{n}", audit_seq=1, audit_hash="h"))
        assert seal_heads(tx, NOW + timedelta(hours=1)) == 600
        assert len(audit_log.of_chain(tx, HEADS_CHAIN)) == 2
