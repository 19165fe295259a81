"""Verification of the audit chains: every row is read again and the first wrong one is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain as chained
from itertools import groupby
from typing import Any, cast

from sqlalchemy import select

from app.store.audit_chains import Chain, chains
from app.store.audit_log import digest, row_hash
from app.store.audit_seal import unsealed_faults
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload

__all__ = ["Broken", "Chain", "Fault", "chains", "verify"]

Row = Mapping[str, Any]
_ROWS_AT_A_TIME = 500


class Fault(StrEnum):
    """What happened to a row, as far as the chain shows it."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    INSERTED = "inserted"
    TRUNCATED = "truncated"
    PAYLOAD_CHANGED = "payload_changed"
    REWRITTEN = "rewritten"


SENTENCES: Mapping[Fault, str] = {
    Fault.CHANGED: "Dòng {seq}: nội dung đã bị sửa sau khi ghi",
    Fault.MISSING: "Dòng {seq}: dòng này đã bị xóa",
    Fault.REORDERED: "Dòng {seq}: các dòng đã bị đổi thứ tự từ đây",
    Fault.INSERTED: "Dòng {seq}: dòng này được chèn thêm, không do hệ thống ghi",
    Fault.TRUNCATED: "Dòng {seq}: chuỗi bị cắt từ đây, các dòng cuối đã mất",
    Fault.PAYLOAD_CHANGED: "Dòng {seq}: nội dung kèm theo đã bị sửa sau khi ghi",
    Fault.REWRITTEN: "Dòng {seq}: chuỗi đã bị ghi lại, khác với lần niêm phong gần nhất",
}


@dataclass(frozen=True)
class Broken:
    """The first wrong row of a chain."""

    chain_id: str
    seq: int
    fault: Fault

    @property
    def reason(self) -> str:
        """Return the sentence a reader sees."""
        return SENTENCES[self.fault].format(seq=self.seq)


def verify(tx: Transaction, chain_id: str | None = None) -> list[Broken]:
    """Check one chain, or all, row by row; return the first wrong row of each broken chain.

    Rows are streamed: memory does not grow with the length of a chain. A payload that retention
    destroyed is no fault; one that does not fit its digest is.
    """
    heads = {chain.chain_id: (chain.rows, chain.head) for chain in chains(tx, chain_id)}
    broken = []
    for name, rows in groupby(_stream(tx, chain_id), key=lambda row: str(row["chain_id"])):
        found = _first_fault(rows, *heads.pop(name, (0, "")))
        if found is not None:
            broken.append(Broken(name, *found))
    # Chains of which no row is left, though their head counts some.
    broken += [Broken(name, 1, Fault.TRUNCATED) for name, (seq, _) in heads.items() if seq]
    known = {found.chain_id for found in broken}
    rewritten = unsealed_faults(tx, chain_id)
    broken += [Broken(n, seq, Fault.REWRITTEN) for n, seq in rewritten.items() if n not in known]
    return sorted(broken, key=lambda found: found.chain_id)


def _stream(tx: Transaction, chain_id: str | None) -> Iterator[Row]:
    query = (
        select(audit_event, audit_payload.c.payload)
        .outerjoin(
            audit_payload,
            (audit_payload.c.chain_id == audit_event.c.chain_id)
            & (audit_payload.c.seq == audit_event.c.seq),
        )
        .order_by(audit_event.c.chain_id, audit_event.c.seq)
    )
    if chain_id is not None:
        query = query.where(audit_event.c.chain_id == chain_id)
    streamed = tx.connection.execution_options(yield_per=_ROWS_AT_A_TIME)
    for row in streamed.execute(query).mappings():
        yield cast(Row, row)


def _first_fault(rows: Iterable[Row], last_seq: int, head: str) -> tuple[int, Fault] | None:
    """Walk one chain; `last_seq` and `head` are what its owner remembers of its end."""
    seq, previous = 0, ""
    for row, following in _with_next(rows):
        seq += 1
        if row["seq"] != seq:
            return seq, Fault.MISSING
        if following is not None and following["seq"] != seq + 1:
            following = None  # A gap: nothing about this row can be read from beyond it.
        fault = _fault_of(row, following, previous, last_seq)
        if fault is not None:
            return seq, fault
        if seq > last_seq:
            return seq, Fault.INSERTED
        previous = row["hash"]
    if seq < last_seq:
        return seq + 1, Fault.TRUNCATED
    # Every link holds, but the end is not the one its owner remembers: the last row was replaced.
    return None if previous == head else (seq, Fault.CHANGED)


def _fault_of(row: Row, following: Row | None, previous: str, last_seq: int) -> Fault | None:
    if row["previous_hash"] != previous or not _fits(row, row["seq"]):
        return _fault_of_misfit(row, following, previous, last_seq)
    if row["payload"] is not None and digest(row["payload"]) != row["payload_digest"]:
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
