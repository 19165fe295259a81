"""A tampered chain names its first wrong row and what happened to it (INV-18, SC-100)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, select, update

from app.store import instances
from app.store.audit_check import Broken, Fault, chains, verify
from app.store.audit_log import append, append_system, canonical, chain_of, digest, row_hash
from app.store.database import Database, Transaction
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.execution import instance
from tests.store.factories import NOW, event, instance_row, put_case
from tests.store.raw_access import without_triggers

CHAIN = chain_of("instance-1")
ROWS = 6
GUARDED = ("audit_event", "audit_payload", "instance")


def record(database: Database, instance_id: str = "instance-1", rows: int = ROWS) -> None:
    """Chain some events to an instance, as steps do."""
    with database.transaction() as tx:
        row = instances.load_locked(tx, instance_id)
        events = [event(f"bước {n}") for n in range(1, rows + 1)]
        chain = chain_of(instance_id)
        instances.save_head(tx, row, *append(tx, chain, row.audit_seq, row.audit_hash, events, NOW))


@pytest.fixture
def chained(database: Database) -> Database:
    """A database with one case and one chain of six rows."""
    put_case(database)
    record(database)
    return database


def change(tx: Transaction, seq: int, **values: object) -> None:
    """Change columns of one row of the chain."""
    where = (audit_event.c.chain_id == CHAIN, audit_event.c.seq == seq)
    tx.execute(update(audit_event).where(*where).values(**values))


def move(tx: Transaction, seq: int, to: int) -> None:
    """Give a row and its payload another number."""
    for table in (audit_event, audit_payload):
        where = (table.c.chain_id == CHAIN, table.c.seq == seq)
        tx.execute(update(table).where(*where).values(seq=to))


def remove(tx: Transaction, seq: int) -> None:
    """Delete a row and its payload."""
    for table in (audit_event, audit_payload):
        tx.execute(delete(table).where(table.c.chain_id == CHAIN, table.c.seq == seq))


def content(tx: Transaction, seq: int) -> dict[str, object]:
    """Return one row of the chain."""
    query = select(audit_event).where(audit_event.c.chain_id == CHAIN, audit_event.c.seq == seq)
    return dict(tx.rows(query)[0])


def edit(tx: Transaction) -> None:
    change(tx, 3, summary="điều khác")


def edit_time_of_entry(tx: Transaction) -> None:
    change(tx, 3, entered_at=NOW.replace(year=2023))


def edit_hash(tx: Transaction) -> None:
    change(tx, 3, hash="0" * 64)


def edit_link(tx: Transaction) -> None:
    change(tx, 3, previous_hash="0" * 64)


def edit_and_hash_anew(tx: Transaction) -> None:
    row = content(tx, 3) | {"summary": "điều khác"}
    hashed = row_hash(str(row["previous_hash"]), row)
    change(tx, 3, summary="điều khác", hash=hashed)


def edit_payload(tx: Transaction) -> None:
    where = (audit_payload.c.chain_id == CHAIN, audit_payload.c.seq == 3)
    tx.execute(update(audit_payload).where(*where).values(payload='{"note":"khác"}'))


def edit_payload_and_digest(tx: Transaction) -> None:
    edit_payload(tx)
    change(tx, 3, payload_digest=digest('{"note":"khác"}'))


def delete_payload(tx: Transaction) -> None:
    tx.execute(
        delete(audit_payload).where(audit_payload.c.chain_id == CHAIN, audit_payload.c.seq == 3)
    )


def add_payload(tx: Transaction) -> None:
    tx.execute(insert(audit_payload).values(chain_id=CHAIN, seq=ROWS + 1, payload="{}"))


def delete_row(tx: Transaction) -> None:
    remove(tx, 3)


def delete_row_and_close_the_gap(tx: Transaction) -> None:
    remove(tx, 3)
    for seq in range(4, ROWS + 1):
        move(tx, seq, seq - 1)


def delete_first_row(tx: Transaction) -> None:
    remove(tx, 1)


def cut_the_end(tx: Transaction) -> None:
    remove(tx, ROWS)
    remove(tx, ROWS - 1)


def delete_all(tx: Transaction) -> None:
    for seq in range(1, ROWS + 1):
        remove(tx, seq)


def swap_neighbours(tx: Transaction) -> None:
    move(tx, 3, 99)
    move(tx, 4, 3)
    move(tx, 99, 4)


def swap_far_rows(tx: Transaction) -> None:
    move(tx, 2, 99)
    move(tx, 5, 2)
    move(tx, 99, 5)


def put_row(tx: Transaction, seq: int, previous_hash: str, hashed: str = "") -> None:
    """Forge a row; without a hash given it is a right one."""
    row = content(tx, 1) | {"seq": seq, "summary": "giả", "payload_digest": digest("{}")}
    row |= {"previous_hash": previous_hash}
    row["hash"] = hashed or row_hash(previous_hash, row)
    tx.execute(insert(audit_event).values(**row))
    tx.execute(insert(audit_payload).values(chain_id=CHAIN, seq=seq, payload=canonical({})))


def insert_between(tx: Transaction) -> None:
    for seq in range(ROWS, 2, -1):
        move(tx, seq, seq + 1)
    put_row(tx, 3, str(content(tx, 2)["hash"]))


def insert_between_with_false_hash(tx: Transaction) -> None:
    for seq in range(ROWS, 2, -1):
        move(tx, seq, seq + 1)
    put_row(tx, 3, str(content(tx, 2)["hash"]), "f" * 64)


def append_row(tx: Transaction) -> None:
    put_row(tx, ROWS + 1, str(content(tx, ROWS)["hash"]))


def replace_last(tx: Transaction) -> None:
    remove(tx, ROWS)
    put_row(tx, ROWS, str(content(tx, ROWS - 1)["hash"]))


def move_head_back(tx: Transaction) -> None:
    tx.execute(update(instance).values(audit_seq=0, audit_hash=""))


TAMPERINGS: list[tuple[Callable[[Transaction], None], int, Fault]] = [
    # contents
    (edit, 3, Fault.CHANGED),
    (edit_time_of_entry, 3, Fault.CHANGED),
    (edit_hash, 3, Fault.CHANGED),
    (edit_link, 3, Fault.CHANGED),
    (edit_and_hash_anew, 3, Fault.CHANGED),
    (replace_last, ROWS, Fault.CHANGED),
    (edit_payload, 3, Fault.PAYLOAD_CHANGED),
    (edit_payload_and_digest, 3, Fault.CHANGED),
    (delete_payload, 3, Fault.PAYLOAD_LOST),
    (add_payload, ROWS + 1, Fault.INSERTED),
    # rows that are gone
    (delete_row, 3, Fault.MISSING),
    (delete_row_and_close_the_gap, 3, Fault.MISSING),
    (delete_first_row, 1, Fault.MISSING),
    (cut_the_end, ROWS - 1, Fault.TRUNCATED),
    (delete_all, 1, Fault.TRUNCATED),
    # order
    (swap_neighbours, 3, Fault.REORDERED),
    (swap_far_rows, 2, Fault.REORDERED),
    # rows put in
    (insert_between, 3, Fault.INSERTED),
    (insert_between_with_false_hash, 3, Fault.INSERTED),
    (append_row, ROWS + 1, Fault.INSERTED),
    (move_head_back, 1, Fault.INSERTED),
]


def test_untouched_chain_verifies(chained: Database) -> None:
    with chained.reading() as tx:
        assert verify(tx) == []


@pytest.mark.parametrize(
    ("tamper", "seq", "fault"), TAMPERINGS, ids=[t[0].__name__ for t in TAMPERINGS]
)
def test_tampering_names_the_first_wrong_row(
    chained: Database, tamper: Callable[[Transaction], None], seq: int, fault: Fault
) -> None:
    with chained.transaction() as tx, without_triggers(tx, *GUARDED):
        tamper(tx)
    with chained.reading() as tx:
        assert verify(tx) == verify(tx, CHAIN) == [Broken(CHAIN, seq, fault)]


def test_every_fault_is_shown_by_a_tampering_and_has_a_sentence() -> None:
    of_seals = {Fault.REWRITTEN, Fault.SEAL_LOST, Fault.ROLLED_BACK, Fault.UNSIGNED}
    of_tombstones, of_stamps = {Fault.UNAPPROVED}, {Fault.UNSTAMPED, Fault.STAMP_ALONE}
    # Of rows that say something else than the record: tests/steps/test_agreement.py.
    of_rows = {Fault.DIFFERS, Fault.GONE, Fault.UNTOLD}
    elsewhere = of_seals | of_tombstones | of_stamps | of_rows
    assert {fault for _, _, fault in TAMPERINGS} | elsewhere == set(Fault)
    for fault in Fault:
        assert Broken(CHAIN, 7, fault).reason.lower().removeprefix("sau ").startswith("dòng 7: ")


def test_each_broken_chain_is_named_and_the_others_verify(chained: Database) -> None:
    with chained.transaction() as tx:
        for n in (2, 3):
            instances.insert(tx, instance_row(f"instance-{n}"))
        append_system(tx, [event(), event()], NOW)
    record(chained, "instance-2")
    record(chained, "instance-3")
    with chained.transaction() as tx, without_triggers(tx, "audit_event", "audit_payload"):
        edit(tx)
        where = (audit_event.c.chain_id == "system", audit_event.c.seq == 1)
        tx.execute(update(audit_event).where(*where).values(actor="ai đó"))
        tx.execute(delete(audit_event).where(audit_event.c.chain_id == chain_of("instance-3")))
    with chained.reading() as tx:
        assert verify(tx) == [
            Broken(CHAIN, 3, Fault.CHANGED),
            Broken(chain_of("instance-3"), 1, Fault.TRUNCATED),
            Broken("system", 1, Fault.CHANGED),
        ]
        assert verify(tx, chain_of("instance-2")) == []


def test_chains_are_listed_by_their_heads(chained: Database) -> None:
    with chained.transaction() as tx:
        append_system(tx, [event()], NOW)
        found = {chain.chain_id: chain.rows for chain in chains(tx)}
        assert [chain.rows for chain in chains(tx, CHAIN)] == [ROWS]
    assert found == {CHAIN: ROWS, "system": 1}


def test_verifying_a_long_chain_asks_one_query_for_its_rows(chained: Database) -> None:
    record(chained, rows=1200)
    with chained.counting() as counter, chained.reading() as tx:
        assert verify(tx) == []
    # The heads, the rows, how many rows and payloads, tombstones; seals, places, what notes them.
    assert counter.statements == 9
