"""Verification of the seals: every head that was ever sealed must still stand in its chain.

The chain of heads holds the seals; `seal_entry` and `sealed_head` say where, and are checked by it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import and_, func, or_, select, tuple_

from app.store.audit_faults import Broken, Fault
from app.store.audit_log import HEADS_CHAIN
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload, seal_entry, sealed_head

Place = tuple[str, int]
Seals = Mapping[Place, str]
_SEALS_AT_A_TIME = 50
# A statement takes 65 535 values on PostgreSQL, 32 766 on SQLite.
_PLACES_AT_A_TIME = 5_000
_NONE_LEFT: tuple[int, Seals] = (sys.maxsize, {})
_AT = and_(audit_event.c.chain_id == seal_entry.c.chain_id, audit_event.c.seq == seal_entry.c.seq)


def seal_faults(tx: Transaction, chain_id: str | None = None) -> list[Broken]:
    """Return the first row of each chain, or of one, that its seals do not bear out."""
    if chain_id is not None:
        return list(_first_faults(tx, _seals_of(tx, chain_id)).values())
    found: dict[str, Broken] = {}
    borne: dict[str, int] = {}
    misplaced: list[Broken] = []
    for seal_seq, seals, standing in _all_seals(tx):
        if standing == seals:
            borne.update(list(seals))
            continue
        if set(standing) != set(seals):
            misplaced.append(Broken(HEADS_CHAIN, seal_seq, Fault.SEAL_LOST))
        found = {**_first_faults(tx, seals, borne), **found}
    return [*found.values(), *misplaced[:1], *_misplaced_heads(tx)]


def unborne(
    tx: Transaction, seals: Seals, borne: dict[str, int] | None = None
) -> Iterator[tuple[Place, int]]:
    """Yield the sealed places whose row is another one or gone, with the last place that is right.

    `borne` remembers the right places of earlier seals.
    """
    known = {} if borne is None else borne
    hashes = _hashes(tx, list(seals))
    for place, sealed in sorted(seals.items()):
        if hashes.get(place) == sealed:
            known[place[0]] = place[1]
        else:
            yield place, known.get(place[0], 0)


def rows_left(tx: Transaction, chain_id: str) -> int:
    """Return the number of the last row that a chain still has."""
    query = select(func.max(audit_event.c.seq)).where(audit_event.c.chain_id == chain_id)
    return int(tx.connection.execute(query).scalar() or 0)


def _first_faults(
    tx: Transaction, seals: Seals, borne: dict[str, int] | None = None
) -> dict[str, Broken]:
    found: dict[str, Broken] = {}
    for (chain_id, seq), last_right in unborne(tx, seals, borne):
        left = rows_left(tx, chain_id)
        fault = Broken(chain_id, last_right + 1, Fault.REWRITTEN, until=seq)
        if left < seq:
            fault = Broken(chain_id, left + 1, Fault.TRUNCATED)
        found.setdefault(chain_id, fault)
    return found


def _all_seals(tx: Transaction) -> Iterator[tuple[int, Seals, Seals]]:
    """Yield each seal in order: its row, what it sealed, what stands where it is noted."""
    noted = _all_noted(tx)
    at, standing = next(noted, _NONE_LEFT)
    for seal_seq, seals in _all_kept(tx):
        while at < seal_seq:
            at, standing = next(noted, _NONE_LEFT)
        yield seal_seq, seals, standing if at == seal_seq else {}


def _all_kept(tx: Transaction) -> Iterator[tuple[int, Seals]]:
    query = (
        select(audit_payload.c.seq, audit_payload.c.payload)
        .where(audit_payload.c.chain_id == HEADS_CHAIN)
        .order_by(audit_payload.c.seq)
    )
    streamed = tx.connection.execution_options(yield_per=_SEALS_AT_A_TIME)
    for seq, payload in streamed.execute(query):
        yield seq, _places(payload)


def _all_noted(tx: Transaction) -> Iterator[tuple[int, Seals]]:
    """Yield the places noted for each seal, with the hash of the row that stands there."""
    query = (
        select(seal_entry.c.seal_seq, seal_entry.c.chain_id, seal_entry.c.seq, audit_event.c.hash)
        .select_from(seal_entry.outerjoin(audit_event, _AT))
        .order_by(seal_entry.c.seal_seq)
    )
    streamed = tx.connection.execution_options(yield_per=_PLACES_AT_A_TIME)
    with streamed.execute(query) as result:
        for seal_seq, rows in groupby(result, key=itemgetter(0)):
            yield seal_seq, {(chain_id, seq): hashed or "" for _, chain_id, seq, hashed in rows}


def _seals_of(tx: Transaction, chain_id: str) -> Seals:
    """Return the seals of one chain, by the places where they were noted."""
    at = and_(audit_payload.c.chain_id == HEADS_CHAIN, audit_payload.c.seq == seal_entry.c.seal_seq)
    query = (
        select(audit_payload.c.payload)
        .select_from(seal_entry.join(audit_payload, at))
        .where(seal_entry.c.chain_id == chain_id)
    )
    seals: dict[Place, str] = {}
    for row in tx.rows(query):
        seals |= {p: h for p, h in _places(row["payload"]).items() if p[0] == chain_id}
    return seals


def _places(payload: str) -> Seals:
    """Read a seal; one that was tampered with seals nothing, its own row is at fault."""
    try:
        return {(name, int(seq)): str(h) for name, (seq, h) in orjson.loads(payload).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _hashes(tx: Transaction, places: Sequence[Place]) -> dict[Place, str]:
    event = audit_event.c
    found: dict[Place, str] = {}
    for begin in range(0, len(places), _PLACES_AT_A_TIME):
        some = places[begin : begin + _PLACES_AT_A_TIME]
        query = select(event.chain_id, event.seq, event.hash).where(
            tuple_(event.chain_id, event.seq).in_(some)
        )
        found |= {(row["chain_id"], row["seq"]): row["hash"] for row in tx.rows(query)}
    return found


def _misplaced_heads(tx: Transaction) -> Iterator[Broken]:
    """Yield chains of which another row is noted as the last sealed one than was sealed."""
    last = (
        select(seal_entry.c.chain_id, func.max(seal_entry.c.seq).label("seq"))
        .group_by(seal_entry.c.chain_id)
        .subquery()
    )
    noted = sealed_head.outerjoin(last, last.c.chain_id == sealed_head.c.chain_id)
    wrong: list[Mapping[str, Any]] = [
        *tx.rows(
            select(sealed_head.c.chain_id, sealed_head.c.seq)
            .select_from(noted)
            .where(or_(last.c.seq.is_(None), last.c.seq != sealed_head.c.seq))
        ),
        *tx.rows(
            select(last.c.chain_id, last.c.seq)
            .select_from(last.outerjoin(sealed_head, last.c.chain_id == sealed_head.c.chain_id))
            .where(sealed_head.c.chain_id.is_(None))
        ),
    ]
    for row in wrong:
        yield Broken(row["chain_id"], row["seq"], Fault.SEAL_LOST)
