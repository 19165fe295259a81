"""The chain of heads: now and then the heads of all other chains are chained themselves.

Who rewrites a whole chain and the head its owner remembers still breaks this one. The worker
seals, not the step: a step would make every instance wait for one row (decisions.md, Audit).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import or_, select

from app.domain.audit import EventKind, NewEvent
from app.domain.proof import Heads
from app.store.audit_chains import chain_heads
from app.store.audit_log import HEADS_CHAIN, append_system, locked_head
from app.store.database import Transaction
from app.store.statements import add, insert
from app.store.tables.audit import audit_payload, seal_entry, sealed_head

_CHAINS_AT_A_TIME = 500


def seal_heads(tx: Transaction, at: datetime) -> int:
    """Chain the heads that moved since they were last sealed; return how many."""
    # Two workers: the second waits here, then finds nothing left to seal.
    locked_head(tx, HEADS_CHAIN)
    heads = chain_heads().subquery()
    query = (
        select(heads.c.chain_id, heads.c.rows, heads.c.head)
        .select_from(heads.outerjoin(sealed_head, sealed_head.c.chain_id == heads.c.chain_id))
        .where(
            heads.c.rows > 0,
            heads.c.chain_id != HEADS_CHAIN,
            or_(sealed_head.c.seq.is_(None), sealed_head.c.seq != heads.c.rows),
        )
        .order_by(heads.c.chain_id)
    )
    moved = tx.rows(query)
    seal(tx, moved, at)
    return len(moved)


def seal(tx: Transaction, moved: Sequence[Mapping[str, Any]], at: datetime) -> None:
    """Chain these heads (chain_id, rows, head), each chain once; note where they stand."""
    if not moved:
        return
    parts = [moved[n : n + _CHAINS_AT_A_TIME] for n in range(0, len(moved), _CHAINS_AT_A_TIME)]
    last, _ = append_system(tx, [_event(part, at) for part in parts], at, HEADS_CHAIN)
    _enter(tx, parts, last - len(parts) + 1)
    statement = insert(tx, sealed_head)
    statement = statement.on_conflict_do_update(
        index_elements=[sealed_head.c.chain_id], set_={"seq": statement.excluded.seq}
    )
    tx.execute(statement, [{"chain_id": row["chain_id"], "seq": row["rows"]} for row in moved])


def _enter(tx: Transaction, parts: Sequence[Sequence[Mapping[str, Any]]], first: int) -> None:
    """Note where in the chain of heads each seal stands."""
    entries = [
        {"chain_id": row["chain_id"], "seq": row["rows"], "seal_seq": seal_seq}
        for seal_seq, part in enumerate(parts, first)
        for row in part
    ]
    tx.execute(add(seal_entry), entries)


def _event(rows: Sequence[Mapping[str, Any]], at: datetime) -> NewEvent:
    return NewEvent(
        kind=EventKind.HEADS_SEALED,
        at=at,
        summary=f"Niêm phong {len(rows)} chuỗi nhật ký",
        actor_name="Hệ thống",
        payload={row["chain_id"]: [row["rows"], row["head"]] for row in rows},
    )


def sealed_since(tx: Transaction, seal_seq: int) -> Heads:
    """Return the last sealed head of each chain that was sealed after that row of the seals."""
    query = (
        select(audit_payload.c.payload)
        .where(audit_payload.c.chain_id == HEADS_CHAIN, audit_payload.c.seq > seal_seq)
        .order_by(audit_payload.c.seq)
    )
    found: dict[str, tuple[int, str]] = {}
    for row in tx.rows(query):
        found |= {name: (seq, head) for name, (seq, head) in orjson.loads(row["payload"]).items()}
    return found


def last_seal(tx: Transaction, chain_id: str) -> tuple[int, int]:
    """Return how many rows of a chain are sealed, and by which row of the seals; 0, 0 if none."""
    query = (
        select(seal_entry.c.seq, seal_entry.c.seal_seq)
        .where(seal_entry.c.chain_id == chain_id)
        .order_by(seal_entry.c.seq.desc())
        .limit(1)
    )
    row = tx.first(query)
    return (row["seq"], row["seal_seq"]) if row else (0, 0)
