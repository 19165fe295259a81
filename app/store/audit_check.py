"""Verification of the audit chains: every row is read again and the first wrong one is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain as chained
from itertools import groupby
from typing import Any, cast

from sqlalchemy import func, literal, select, union_all

from app.store.audit_log import INSTANCE_PREFIX, digest, row_hash
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload, chain_head
from app.store.tables.cases import case_file
from app.store.tables.execution import instance

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


SENTENCES: Mapping[Fault, str] = {
    Fault.CHANGED: "Dòng {seq}: nội dung đã bị sửa sau khi ghi",
    Fault.MISSING: "Dòng {seq}: dòng này đã bị xóa",
    Fault.REORDERED: "Dòng {seq}: các dòng đã bị đổi thứ tự từ đây",
    Fault.INSERTED: "Dòng {seq}: dòng này được chèn thêm, không do hệ thống ghi",
    Fault.TRUNCATED: "Dòng {seq}: chuỗi bị cắt từ đây, các dòng cuối đã mất",
    Fault.PAYLOAD_CHANGED: "Dòng {seq}: nội dung kèm theo đã bị sửa sau khi ghi",
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


@dataclass(frozen=True)
class Chain:
    """A chain and the head it should end with."""

    chain_id: str
    title: str
    rows: int
    head: str
    case_code: str


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
    return sorted(broken, key=lambda found: found.chain_id)


def chains(tx: Transaction, chain_id: str | None = None) -> list[Chain]:
    """Return the chains by their heads: those of instances, then the others."""
    name = literal(INSTANCE_PREFIX) + instance.c.id
    of_instances = select(
        name.label("chain_id"),
        instance.c.process_id.label("title"),
        instance.c.audit_seq.label("rows"),
        instance.c.audit_hash.label("head"),
        func.coalesce(case_file.c.code, "").label("case_code"),
    ).join(case_file, case_file.c.id == instance.c.case_id)
    others = select(
        chain_head.c.chain_id,
        chain_head.c.chain_id.label("title"),
        chain_head.c.seq.label("rows"),
        chain_head.c.hash.label("head"),
        literal("").label("case_code"),
    )
    if chain_id is not None:
        of_instances = of_instances.where(name == chain_id)
        others = others.where(chain_head.c.chain_id == chain_id)
    rows = tx.rows(union_all(of_instances, others).order_by("case_code", "chain_id"))
    return [Chain(**row) for row in rows]


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
