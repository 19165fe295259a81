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
from app.store.audit_chains import chain_heads
from app.store.audit_log import append_system
from app.store.database import Transaction
from app.store.statements import insert
from app.store.tables.audit import audit_event, audit_payload, sealed_head

HEADS_CHAIN = "heads"
_CHAINS_AT_A_TIME = 500


def seal_heads(tx: Transaction, at: datetime) -> int:
    """Chain the heads that moved since they were last sealed; return how many."""
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
    if not moved:
        return 0
    parts = [moved[n : n + _CHAINS_AT_A_TIME] for n in range(0, len(moved), _CHAINS_AT_A_TIME)]
    append_system(tx, [_event(part, at) for part in parts], at, HEADS_CHAIN)
    statement = insert(tx, sealed_head)
    statement = statement.on_conflict_do_update(
        index_elements=[sealed_head.c.chain_id], set_={"seq": statement.excluded.seq}
    )
    tx.execute(statement, [{"chain_id": row["chain_id"], "seq": row["rows"]} for row in moved])
    return len(moved)


def _event(rows: Sequence[Mapping[str, Any]], at: datetime) -> NewEvent:
    return NewEvent(
        kind=EventKind.HEADS_SEALED,
        at=at,
        summary=f"Niêm phong {len(rows)} chuỗi nhật ký",
        actor_name="Hệ thống",
        payload={row["chain_id"]: [row["rows"], row["head"]] for row in rows},
    )


def unsealed_faults(tx: Transaction, chain_id: str | None = None) -> dict[str, int]:
    """Return the chains whose rows do not bear their last seal: chain id → sealed row."""
    seals = _last_seals(tx, chain_id)
    found: dict[str, int] = {}
    names = sorted(seals)
    for start in range(0, len(names), _CHAINS_AT_A_TIME):
        part = names[start : start + _CHAINS_AT_A_TIME]
        kept = _hashes(tx, {name: seals[name][0] for name in part})
        found |= {name: seals[name][0] for name in part if kept.get(name) != seals[name][1]}
    return found


def _last_seals(tx: Transaction, chain_id: str | None) -> dict[str, tuple[int, str]]:
    query = (
        select(audit_payload.c.payload)
        .where(audit_payload.c.chain_id == HEADS_CHAIN)
        .order_by(audit_payload.c.seq)
    )
    seals: dict[str, tuple[int, str]] = {}
    for row in tx.rows(query):
        for name, (seq, hashed) in orjson.loads(row["payload"]).items():
            if chain_id in (None, name):
                seals[name] = (seq, hashed)
    return seals


def _hashes(tx: Transaction, places: Mapping[str, int]) -> dict[str, str]:
    query = select(audit_event.c.chain_id, audit_event.c.seq, audit_event.c.hash).where(
        audit_event.c.chain_id.in_(list(places)), audit_event.c.seq.in_(set(places.values()))
    )
    rows = tx.rows(query)
    return {r["chain_id"]: r["hash"] for r in rows if r["seq"] == places[r["chain_id"]]}
