"""The audit: append to hash chains, and read them; there is no update and no delete.

Each row's hash covers the hash before it and everything in the row, the digest of the payload
included. The payload stands apart: destroying it by retention leaves the proof (decisions.md,
Audit). A chain's head is kept in the instance row (`instance:<id>`) or in `chain_head`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, select, update

from app.domain.audit import EventKind, NewEvent, RecordedEvent
from app.store.database import Transaction
from app.store.statements import add, insert
from app.store.tables.audit import audit_event, audit_payload, chain_head

SYSTEM_CHAIN = "system"
# The chain of the others' heads (`audit_seal`).
HEADS_CHAIN = "heads"
# Who read a restricted case stands in a chain of the case's own.
READS_PREFIX = "reads:"
INSTANCE_PREFIX = "instance:"
# `str`: a column name is a kind of text that orjson refuses as a key.
HASHED = tuple(str(c.name) for c in audit_event.columns if c.name not in ("hash", "previous_hash"))


def chain_of(instance_id: str) -> str:
    """Return the chain id of an instance."""
    return INSTANCE_PREFIX + instance_id


def append(
    tx: Transaction,
    chain_id: str,
    previous_seq: int,
    previous_hash: str,
    events: Sequence[NewEvent],
    entered_at: datetime,
) -> tuple[int, str]:
    """Chain the events and return the new head; two statements for any number of events.

    The caller holds the lock of the head and writes the new one back.
    """
    rows, payloads = [], []
    seq, head = previous_seq, previous_hash
    for event in events:
        seq += 1
        payload = canonical(event.payload)
        row = _row(chain_id, seq, event, payload, entered_at)
        row |= {"previous_hash": head, "hash": row_hash(head, row)}
        head = row["hash"]
        rows.append(row)
        payloads.append({"chain_id": chain_id, "seq": seq, "payload": payload})
    if rows:
        tx.execute(add(audit_event), rows)
        tx.execute(add(audit_payload), payloads)
    return seq, head


def append_system(
    tx: Transaction,
    events: Sequence[NewEvent],
    entered_at: datetime,
    chain_id: str = SYSTEM_CHAIN,
) -> tuple[int, str]:
    """Chain events that belong to no instance, holding the lock of the chain's head."""
    seq, head = locked_head(tx, chain_id)
    seq, head = append(tx, chain_id, seq, head, events, entered_at)
    tx.execute(
        update(chain_head).where(chain_head.c.chain_id == chain_id).values(seq=seq, hash=head)
    )
    return seq, head


def head_of(tx: Transaction, chain_id: str) -> tuple[int, str]:
    """Return the head of a chain of no instance; 0 rows before its first."""
    row = tx.first(select(chain_head).where(chain_head.c.chain_id == chain_id))
    return (row["seq"], row["hash"]) if row else (0, "")


def locked_head(tx: Transaction, chain_id: str) -> tuple[int, str]:
    """Return the head of a chain of no instance; nobody else appends until the transaction ends."""
    tx.execute(
        insert(tx, chain_head).on_conflict_do_nothing(),
        {"chain_id": chain_id, "seq": 0, "hash": ""},
    )
    query = select(chain_head).where(chain_head.c.chain_id == chain_id).with_for_update()
    row = tx.rows(query)[0]
    return row["seq"], row["hash"]


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, tuples as lists."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def row_hash(previous_hash: str, row: Mapping[str, Any]) -> str:
    """Return the hash of a chain row that follows `previous_hash`."""
    covered = {name: _hashable(row[name]) for name in HASHED}
    return hashlib.sha256((previous_hash + canonical(covered)).encode()).hexdigest()


def digest(payload: str) -> str:
    """Return the digest of a payload's canonical text."""
    return hashlib.sha256(payload.encode()).hexdigest()


def of_case(tx: Transaction, case_id: str, *, payloads: bool = False) -> list[RecordedEvent]:
    """Return the events of a case over all its chains, in order of entry.

    What was refused stands in the log of the whole system: it is no part of what happened.
    """
    condition = audit_event.c.case_id == bindparam("value")
    tried = audit_event.c.kind == EventKind.REFUSED.value
    condition &= ~(tried & (audit_event.c.chain_id == SYSTEM_CHAIN))
    return _events(tx, condition, case_id, payloads)


def of_instance(
    tx: Transaction, instance_id: str, *, payloads: bool = False
) -> list[RecordedEvent]:
    """Return the events of an instance, in chain order."""
    return of_chain(tx, chain_of(instance_id), payloads=payloads)


def steps_of_instance(
    tx: Transaction, instance_id: str, since: datetime | None = None
) -> list[RecordedEvent]:
    """Return the steps an instance took (from a moment on) with what they passed, in order."""
    condition = audit_event.c.chain_id == bindparam("value")
    condition &= audit_event.c.kind == EventKind.STEP_TAKEN.value
    if since is not None:
        condition &= audit_event.c.at >= since
    return _events(tx, condition, chain_of(instance_id), payloads=True)


def of_chain(tx: Transaction, chain_id: str, *, payloads: bool = False) -> list[RecordedEvent]:
    """Return the events of a chain, in chain order."""
    condition = audit_event.c.chain_id == bindparam("value")
    return _events(tx, condition, chain_id, payloads)


def of_kind(tx: Transaction, kind: EventKind) -> list[RecordedEvent]:
    """Return the events of this kind that belong to no instance, with payloads, in order."""
    condition = audit_event.c.chain_id == SYSTEM_CHAIN
    condition &= audit_event.c.kind == bindparam("value")
    return _events(tx, condition, kind.value, payloads=True)


def rows_of(
    tx: Transaction, chain_id: str, first: int, last: int
) -> list[tuple[Mapping[str, Any], str]]:
    """Return rows of a chain as they were hashed, each with its payload's text."""
    at = (audit_payload.c.chain_id == audit_event.c.chain_id) & (
        audit_payload.c.seq == audit_event.c.seq
    )
    query = (
        select(audit_event, audit_payload.c.payload)
        .join(audit_payload, at)
        .where(audit_event.c.chain_id == chain_id, audit_event.c.seq.between(first, last))
        .order_by(audit_event.c.seq)
    )
    shown = (*HASHED, "previous_hash", "hash")
    return [({n: _hashable(row[n]) for n in shown}, row["payload"]) for row in tx.rows(query)]


def passed_by_all(tx: Transaction) -> Iterator[Sequence[str]]:
    """Yield everything that all instances passed, as their steps recorded it.

    Each is element, process, activation, kind and flow; for questions about a whole installation
    that was made for them.
    """
    condition = audit_event.c.kind == bindparam("value")
    for found in _events(tx, condition, EventKind.STEP_TAKEN.value, payloads=True):
        yield from found.event.payload.get("passed", ())


def last_payload(
    tx: Transaction, kind: EventKind, wanted: Callable[[Mapping[str, Any]], bool]
) -> Mapping[str, Any] | None:
    """Return the payload of the newest such event of no instance; None without one."""
    query = (
        select(audit_payload.c.payload)
        .join(
            audit_event,
            (audit_payload.c.chain_id == audit_event.c.chain_id)
            & (audit_payload.c.seq == audit_event.c.seq),
        )
        .where(audit_event.c.chain_id == SYSTEM_CHAIN, audit_event.c.kind == kind.value)
        .order_by(audit_event.c.seq.desc())
    )
    found = (orjson.loads(row["payload"]) for row in tx.rows(query) if row["payload"])
    return next((payload for payload in found if wanted(payload)), None)


def last_system_event(tx: Transaction, kind: EventKind) -> RecordedEvent | None:
    """Return the newest event of a kind that belongs to no instance, with its payload."""
    at = (audit_payload.c.chain_id == audit_event.c.chain_id) & (
        audit_payload.c.seq == audit_event.c.seq
    )
    query = (
        select(audit_event, audit_payload.c.payload)
        .join(audit_payload, at)
        .where(audit_event.c.chain_id == SYSTEM_CHAIN, audit_event.c.kind == kind.value)
        .order_by(audit_event.c.seq.desc())
        .limit(1)
    )
    row = tx.first(query)
    return _recorded(row) if row else None


def latest(tx: Transaction, limit: int, offset: int = 0) -> list[RecordedEvent]:
    """Return the newest events of all chains, newest first."""
    query = (
        select(audit_event)
        .order_by(audit_event.c.entered_at.desc(), audit_event.c.chain_id, audit_event.c.seq.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_recorded(row) for row in tx.rows(query)]


def _events(tx: Transaction, condition: Any, value: str, payloads: bool) -> list[RecordedEvent]:
    query = select(audit_event)
    if payloads:
        query = query.add_columns(audit_payload.c.payload).outerjoin(
            audit_payload,
            (audit_payload.c.chain_id == audit_event.c.chain_id)
            & (audit_payload.c.seq == audit_event.c.seq),
        )
    query = query.where(condition).order_by(
        audit_event.c.entered_at, audit_event.c.chain_id, audit_event.c.seq
    )
    return [_recorded(row) for row in tx.rows(query, {"value": value})]


def _row(
    chain_id: str, seq: int, event: NewEvent, payload: str, entered_at: datetime
) -> dict[str, Any]:
    row = {
        "chain_id": chain_id,
        "seq": seq,
        "kind": event.kind.value,
        "at": event.at,
        "entered_at": entered_at,
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "capacity": event.capacity,
        "case_id": event.case_id,
        "element_id": event.element_id,
        "process_id": event.process_id,
        "activation_id": event.activation_id,
        "summary": event.summary,
        "clauses": list(event.clauses),
        "payload_digest": digest(payload),
    }
    return {name: one_line(value) for name, value in row.items()}


def one_line(value: Any) -> Any:
    """Return a text without control characters: nobody writes a second line into the log.

    What is hashed is so what is kept, whatever the database does to such characters.
    """
    if not isinstance(value, str) or value.isprintable():
        return value
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in value)


def _hashable(value: Any) -> Any:
    """Write moments alike whatever database they come from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def _recorded(row: Mapping[str, Any]) -> RecordedEvent:
    payload = row.get("payload")
    event = NewEvent(
        kind=EventKind(row["kind"]),
        at=row["at"],
        summary=row["summary"],
        actor_id=row["actor"],
        actor_name=row["actor_name"],
        capacity=row["capacity"],
        element_id=row["element_id"],
        process_id=row["process_id"],
        activation_id=row["activation_id"],
        case_id=row["case_id"],
        clauses=tuple(row["clauses"]),
        payload=orjson.loads(payload) if payload else {},
    )
    return RecordedEvent(
        chain_id=row["chain_id"],
        seq=row["seq"],
        event=event,
        entered_at=row["entered_at"],
        payload_digest=row["payload_digest"],
        previous_hash=row["previous_hash"],
        hash=row["hash"],
    )
