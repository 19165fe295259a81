"""What a tombstone excuses and what it does not; what the database lets go, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update

from app.domain.audit import EventKind, NewEvent
from app.domain.retention import DestructionList, Fate, ListItem, ListState
from app.store import audit_tombstones, destruction, retention
from app.store.audit_check import Broken, Fault, verify
from app.store.audit_log import READS_PREFIX, append_system
from app.store.database import Database, Transaction
from app.store.tables import metadata
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.retention import destruction_item, destruction_list
from tests.store.factories import NOW, put_case
from tests.store.raw_access import without_triggers
from tests.store.test_append_only import REFUSED
from tests.store.test_audit_check import CHAIN, record

READS = READS_PREFIX + "case-1"
CODE = "MG-2024-0001"


def said(tx: Transaction, kind: EventKind, actor: str, case: str = CODE) -> int:
    """Chain what one person said of the list; return the row."""
    payload = {"list": "list-1", "cases": [case]}
    event = NewEvent(kind=kind, at=NOW, summary=kind.value, actor_id=actor, payload=payload)
    return append_system(tx, [event], NOW)[0]


def listed(tx: Transaction, state: ListState = ListState.PROPOSED) -> DestructionList:
    """Put the case into a list that stands so."""
    asked = said(tx, EventKind.DESTRUCTION_PROPOSED, "quantri")
    day = date(2044, 3, 1)
    row = DestructionList(
        *("list-1", "Số 12-QĐ/TU", day, "Hết thời hạn lưu", ListState.PROPOSED, 1),
        *("quantri", "Quản trị", NOW, asked),
    )
    item = ListItem("list-1", "case-1", CODE, "approved", day, day, "lưu 20 năm")
    retention.insert(tx, row, [item])
    if state is ListState.PROPOSED:
        return row
    agreed = said(tx, EventKind.DESTRUCTION_APPROVED, "kiemsoat")
    return retention.change(
        tx,
        row,
        state=state,
        decided_by="kiemsoat",
        decided_name="Kiểm soát viên",
        decided_at=NOW,
        decided_seq=agreed,
    )


def bury(tx: Transaction, proposed: int, approved: int) -> None:
    """Write the tombstone of the case over these rows of the system's chain."""
    content = {
        "case": CODE,
        "list": "list-1",
        "proposed": {"seq": proposed, "hash": audit_tombstones.system_hash(tx, proposed)},
        "approved": {"seq": approved, "hash": audit_tombstones.system_hash(tx, approved)},
        "chains": {name: [n, h] for name, n, h in audit_tombstones.destroyed_chains(tx, "case-1")},
    }
    kind = EventKind.CASE_DESTROYED
    event = NewEvent(kind=kind, at=NOW, summary="", case_id="case-1", payload=content)
    append_system(tx, [event], NOW, READS)


def destroy_duly(tx: Transaction) -> None:
    row = listed(tx, ListState.APPROVED)
    bury(tx, row.proposed_seq, row.decided_seq)
    destruction.erase(tx, "case-1")


@pytest.fixture
def chained(database: Database) -> Database:
    """A database with one case and one chain of six rows."""
    put_case(database)
    record(database)
    return database


def test_payloads_that_went_by_an_approved_list_are_excused(chained: Database) -> None:
    with chained.transaction() as tx:
        destroy_duly(tx)
    with chained.reading() as tx:
        assert verify(tx) == verify(tx, CHAIN) == []
        assert len(tx.rows(select(audit_event).where(audit_event.c.chain_id == CHAIN))) == 6
        gone = select(audit_payload).where(audit_payload.c.chain_id == CHAIN)
        assert tx.rows(gone) == []
        assert audit_tombstones.count(tx) == audit_tombstones.count(tx, CHAIN) == 1


def test_rows_after_the_tombstone_are_not_excused(chained: Database) -> None:
    with chained.transaction() as tx:
        destroy_duly(tx)
    record(chained, rows=2)
    with chained.transaction() as tx, without_triggers(tx, "audit_payload"):
        tx.execute(delete(audit_payload).where(audit_payload.c.chain_id == CHAIN))
    with chained.reading() as tx:
        assert verify(tx) == [Broken(CHAIN, 7, Fault.PAYLOAD_LOST)]


def nothing(tx: Transaction) -> None:
    """Take the payloads away without a word."""


def alone(tx: Transaction) -> None:
    """One person asks and agrees."""
    asked = said(tx, EventKind.DESTRUCTION_PROPOSED, "quantri")
    bury(tx, asked, said(tx, EventKind.DESTRUCTION_APPROVED, "quantri"))


def unapproved(tx: Transaction) -> None:
    """A list that nobody approved, its first row named twice."""
    row = listed(tx)
    bury(tx, row.proposed_seq, row.proposed_seq)


def another_case(tx: Transaction) -> None:
    """Two persons agreed, but to the destruction of another case."""
    asked = said(tx, EventKind.DESTRUCTION_PROPOSED, "quantri", "MG-2024-0002")
    bury(tx, asked, said(tx, EventKind.DESTRUCTION_APPROVED, "kiemsoat", "MG-2024-0002"))


def changed(tx: Transaction) -> None:
    """A tombstone that was duly written, and changed since."""
    row = listed(tx, ListState.APPROVED)
    bury(tx, row.proposed_seq, row.decided_seq)
    text = tx.rows(select(audit_payload).where(audit_payload.c.chain_id == READS))[0]["payload"]
    where = audit_payload.c.chain_id == READS
    tx.execute(update(audit_payload).where(where).values(payload=text.replace("6", "5")))


@pytest.mark.clause("INV-18")
@pytest.mark.parametrize("forge", [nothing, alone, unapproved, another_case, changed])
def test_payloads_that_went_otherwise_are_named(
    chained: Database, forge: Callable[[Transaction], None]
) -> None:
    with chained.transaction() as tx, without_triggers(tx, "audit_payload"):
        forge(tx)
        tx.execute(delete(audit_payload).where(audit_payload.c.chain_id == CHAIN))
    with chained.reading() as tx:
        found = {one.chain_id: (one.seq, one.fault) for one in verify(tx)}
        alone_checked = [(one.seq, one.fault) for one in verify(tx, CHAIN)]
    assert found.pop(CHAIN) == (1, Fault.PAYLOAD_LOST)
    assert alone_checked == [(1, Fault.PAYLOAD_LOST)]
    expected = {} if forge is nothing else {READS: (1, Fault.UNAPPROVED)}
    assert {name: (1, Fault.UNAPPROVED) for name in found} == expected


GUARDED = (
    "DELETE FROM audit_payload WHERE chain_id = 'instance:instance-1'",
    "UPDATE audit_payload SET payload = '' WHERE chain_id = 'instance:instance-1'",
    "DELETE FROM audit_event WHERE chain_id = 'instance:instance-1'",
)


@pytest.mark.trips("INV-18")
@pytest.mark.parametrize("statement", GUARDED, ids=["payload", "change", "row"])
@pytest.mark.parametrize("state", [ListState.PROPOSED, ListState.APPROVED])
def test_the_database_lets_no_payload_go_before_its_tombstone_stands(
    chained: Database, state: ListState, statement: str
) -> None:
    with chained.transaction() as tx:
        listed(tx, state)
    with pytest.raises(REFUSED), chained.transaction() as tx:
        tx.connection.exec_driver_sql(statement)


@pytest.mark.trips("INV-18")
@pytest.mark.parametrize("statement", GUARDED[1:], ids=["change", "row"])
def test_chain_rows_never_go_whatever_was_approved(chained: Database, statement: str) -> None:
    with chained.transaction() as tx:
        row = listed(tx, ListState.APPROVED)
        bury(tx, row.proposed_seq, row.decided_seq)
    with pytest.raises(REFUSED), chained.transaction() as tx:
        tx.connection.exec_driver_sql(statement)


@pytest.mark.trips("INV-18")
@pytest.mark.parametrize(
    "statement",
    [
        update(destruction_list).values(state="approved", decided_by="quantri"),
        update(destruction_list).values(state="approved"),
        update(destruction_item).values(case_id="case-2"),
        delete(destruction_item),
        delete(destruction_list),
    ],
    ids=["alone", "nobody", "other case", "without case", "without list"],
)
def test_a_list_is_of_two_persons_and_keeps_its_cases(chained: Database, statement: object) -> None:
    with chained.transaction() as tx:
        listed(tx)
    with pytest.raises(REFUSED), chained.transaction() as tx:
        tx.execute(statement)  # type: ignore[call-overload]


@pytest.mark.trips("INV-18")
def test_no_case_is_added_to_a_list_after_it_was_approved(chained: Database) -> None:
    with chained.transaction() as tx:
        listed(tx, ListState.APPROVED)
    row = {"list_id": "list-1", "case_id": "case-2", "fate": Fate.WAITING.value, "files": []}
    row |= dict.fromkeys(("code", "outcome", "basis", "dossier", "told"), "")
    row |= {"ended_on": date(2044, 1, 1), "kept_until": date(2044, 1, 1)}
    with pytest.raises(REFUSED), chained.transaction() as tx:
        tx.execute(insert(destruction_item).values(**row))


def test_every_table_about_cases_is_erased_or_kept_for_a_reason() -> None:
    """A new table that names cases, tasks or papers must say what becomes of it."""
    keys = {"case_id", "instance_id", "task_id", "document_id", "notification_id"}
    about = {name for name, table in metadata.tables.items() if keys & set(table.columns.keys())}
    erased = {table.name for table in destruction.ERASED}
    assert about - erased - set(destruction.KEPT) == set()
    assert erased & set(destruction.KEPT) == set()
