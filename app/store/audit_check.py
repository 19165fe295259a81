"""Verification of the audit chains: every row is read again and the first wrong one is named."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import chain as chained
from typing import Any, cast

from sqlalchemy import func, select

from app.domain.proof import Checkpoint
from app.store.audit_chains import Chain, chains
from app.store.audit_faults import Broken, Fault
from app.store.audit_log import digest, row_hash
from app.store.audit_outside import merged, outside_faults
from app.store.audit_seal_check import seal_faults
from app.store.audit_tombstones import Excused, excusing, tombstone_faults
from app.store.audit_walk import doubtful, has_strays
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload

__all__ = ["Broken", "Chain", "Fault", "chains", "verify"]

Row = Mapping[str, Any]
_ROWS_AT_A_TIME = 500


def verify(
    tx: Transaction,
    chain_id: str | None = None,
    outside: Iterable[Checkpoint] = (),
    told: Callable[[int, int], None] | None = None,
) -> list[Broken]:
    """Check one chain, or all, row by row; return the first wrong row of each broken chain.

    `outside` are signed checkpoints, oldest first. Rows are streamed: memory does not grow with
    the length of a chain.
    """
    known = {chain.chain_id: chain for chain in chains(tx, chain_id)}
    doubts = doubtful(tx, known.values(), told)
    strays = chain_id is not None or bool(doubts) or has_strays(tx, known.values())
    if strays:
        doubts |= dict.fromkeys(_unknown(tx, chain_id, known), 1)
    wrong_rows = [
        broken
        for name, seq in doubts.items()
        for broken in _row_faults(tx, name, known.get(name), seq)
    ]
    wrong_rows += _stray_payloads(tx, chain_id) if strays else ()
    wrong_rows += tombstone_faults(tx, chain_id)
    return merged(wrong_rows, outside_faults(tx, outside), seal_faults(tx, chain_id))


def _unknown(tx: Transaction, chain_id: str | None, known: Container[str]) -> list[str]:
    """Return the chains that have rows though nobody remembers a head of them."""
    query = select(audit_event.c.chain_id).distinct()
    if chain_id is not None:
        query = query.where(audit_event.c.chain_id == chain_id)
    return [row["chain_id"] for row in tx.rows(query) if row["chain_id"] not in known]


def _row_faults(
    tx: Transaction, chain_id: str, chain: Chain | None, doubt: int
) -> Iterator[Broken]:
    last_seq, head = (chain.rows, chain.head) if chain else (0, "")
    try:
        found = _first_fault(_stream(tx, chain_id), last_seq, head, excusing(tx, chain_id))
    except ValueError:
        # What stands there is no value of its column any more.
        found = doubt, Fault.CHANGED
    if found is not None:
        yield Broken(chain_id, *found)


def _stray_payloads(tx: Transaction, chain_id: str | None) -> list[Broken]:
    """Return the first payload of each chain that belongs to no row."""
    at = (audit_event.c.chain_id == audit_payload.c.chain_id) & (
        audit_event.c.seq == audit_payload.c.seq
    )
    query = (
        select(audit_payload.c.chain_id, func.min(audit_payload.c.seq).label("seq"))
        .select_from(audit_payload.outerjoin(audit_event, at))
        .where(audit_event.c.seq.is_(None))
        .group_by(audit_payload.c.chain_id)
    )
    if chain_id is not None:
        query = query.where(audit_payload.c.chain_id == chain_id)
    return [Broken(row["chain_id"], row["seq"], Fault.INSERTED) for row in tx.rows(query)]


def _stream(tx: Transaction, chain_id: str) -> Iterator[Row]:
    query = (
        select(audit_event, audit_payload.c.payload)
        .outerjoin(
            audit_payload,
            (audit_payload.c.chain_id == audit_event.c.chain_id)
            & (audit_payload.c.seq == audit_event.c.seq),
        )
        .where(audit_event.c.chain_id == chain_id)
        .order_by(audit_event.c.seq)
    )
    streamed = tx.connection.execution_options(yield_per=_ROWS_AT_A_TIME)
    # Who stops at the first fault leaves rows unread: the cursor is closed with the generator.
    with streamed.execute(query) as result:
        for row in result.mappings():
            yield cast(Row, row)


def _first_fault(
    rows: Iterable[Row], last_seq: int, head: str, excused: Excused
) -> tuple[int, Fault] | None:
    """Walk one chain; `last_seq` and `head` are what its owner remembers of its end."""
    seq, previous = 0, ""
    for row, following in _with_next(rows):
        seq += 1
        if row["seq"] != seq:
            return seq, Fault.MISSING
        if following is not None and following["seq"] != seq + 1:
            following = None  # A gap: nothing about this row can be read from beyond it.
        fault = _fault_of(row, following, previous, last_seq, excused)
        if fault is not None:
            return seq, fault
        if seq > last_seq:
            return seq, Fault.INSERTED
        previous = row["hash"]
    if seq < last_seq:
        return seq + 1, Fault.TRUNCATED
    # Every link holds, but the end is not the one its owner remembers: the last row was replaced.
    return None if previous == head else (seq, Fault.CHANGED)


def _fault_of(
    row: Row, following: Row | None, previous: str, last_seq: int, excused: Excused
) -> Fault | None:
    if row["previous_hash"] != previous or not _fits(row, row["seq"]):
        return _fault_of_misfit(row, following, previous, last_seq)
    if row["payload"] is None:
        if not excused(row):
            return Fault.PAYLOAD_LOST
    elif digest(row["payload"]) != row["payload_digest"]:
        return Fault.PAYLOAD_CHANGED
    if following is None or following["previous_hash"] == row["hash"]:
        return None
    # The row is sound, yet the next one does not follow it.
    if following["previous_hash"] == previous:
        return Fault.INSERTED
    # A next row that is sound too is genuine, so this one was written anew; else it is at fault.
    return Fault.CHANGED if _fits(following, following["seq"]) else None


def _fault_of_misfit(row: Row, following: Row | None, previous: str, last_seq: int) -> Fault:
    """Tell an edited row from one that is genuine but stands in the wrong place."""
    seq = row["seq"]
    places = range(1, max(last_seq, seq) + 2)
    original = next((place for place in places if _fits(row, place)), None)
    if original is None or original == seq:
        put_between = following is not None and following["previous_hash"] == previous
        return Fault.INSERTED if put_between else Fault.CHANGED
    moved_up_together = following is None or _fits(following, original + 1)
    return Fault.MISSING if original > seq and moved_up_together else Fault.REORDERED


def _fits(row: Row, seq: int) -> bool:
    """Tell whether the row's hash is that of its content at this place of the chain."""
    return row_hash(row["previous_hash"], {**row, "seq": seq}) == str(row["hash"])


def _with_next(rows: Iterable[Row]) -> Iterator[tuple[Row, Row | None]]:
    iterator = iter(rows)
    current = next(iterator, None)
    for following in chained(iterator, (None,)):
        if current is not None:
            yield current, following
        current = following
