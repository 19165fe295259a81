"""Every row of the chains hashed again, as fast as it goes: which chains are in doubt.

What is wrong with them, and where, is found by `audit_check`, which reads those alone at leisure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import bindparam, func, select, type_coerce
from sqlalchemy.types import NullType

from app.store.audit_chains import Chain
from app.store.audit_log import HASHED
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload

# In the order of their names the columns are written as the canonical text has them.
_NAMES = sorted(HASHED)
_AT, _ENTERED_AT, _CLAUSES, _DIGEST, _SEQ, _CHAIN = (
    _NAMES.index(name)
    for name in ("at", "entered_at", "clauses", "payload_digest", "seq", "chain_id")
)
_ROWS_AT_A_TIME = 2_000
# So many are sorted in the memory that PostgreSQL gives a query.
_ROWS_IN_A_PART = 4_000
_MOST_CHAINS_IN_A_PART = 500
_AT_ROW = (audit_payload.c.chain_id == audit_event.c.chain_id) & (
    audit_payload.c.seq == audit_event.c.seq
)
_READ = [audit_event.c[name] for name in (*_NAMES, "previous_hash", "hash")]
# SQLAlchemy would read each value by the type of its column; here the driver's own values do.
_ROWS = (
    select(*(type_coerce(column, NullType()) for column in (*_READ, audit_payload.c.payload)))
    .select_from(audit_event.outerjoin(audit_payload, _AT_ROW))
    .where(audit_event.c.chain_id.in_(bindparam("chains", expanding=True)))
    .order_by(audit_event.c.chain_id, audit_event.c.seq)
)
Row = Sequence[Any]


def doubtful(
    tx: Transaction, chains: Collection[Chain], told: Callable[[int, int], None] | None = None
) -> dict[str, int]:
    """Return the chains that are not right in every row up to the head, with the row of doubt.

    `told` hears after every few thousand rows how many are done of how many.
    """
    found: dict[str, int] = {}
    done, total = 0, sum(chain.rows for chain in chains)
    for part in _parts(chains):
        found.update(_doubtful_of(tx, part))
        done += sum(chain.rows for chain in part)
        if told is not None:
            told(done, total)
    return found


def has_strays(tx: Transaction, chains: Iterable[Chain]) -> bool:
    """Tell whether rows or payloads are more, or fewer, than the heads count."""
    counted = sum(chain.rows for chain in chains)
    rows, payloads = (
        tx.number(select(func.count()).select_from(table)) for table in (audit_event, audit_payload)
    )
    return not counted == rows == payloads


def _parts(chains: Iterable[Chain]) -> Iterator[list[Chain]]:
    """Cut the chains into parts of so many rows; neighbours were written at about one time."""
    part: list[Chain] = []
    rows = 0
    for chain in chains:
        if part and (rows + chain.rows > _ROWS_IN_A_PART or len(part) == _MOST_CHAINS_IN_A_PART):
            yield part
            part, rows = [], 0
        part.append(chain)
        rows += chain.rows
    if part:
        yield part


def _doubtful_of(tx: Transaction, part: Sequence[Chain]) -> Iterator[tuple[str, int]]:
    left = {chain.chain_id: chain for chain in part}
    connection = tx.connection
    if sum(chain.rows for chain in part) > _ROWS_IN_A_PART:
        # One long chain: memory does not grow with it.
        connection = connection.execution_options(yield_per=_ROWS_AT_A_TIME)
    rows = connection.execute(_ROWS, {"chains": list(left)})
    for name, of_chain in groupby(rows, key=itemgetter(_CHAIN)):
        chain = left.pop(name)
        seq = _row_of_doubt(of_chain, chain.rows, chain.head)
        if seq:
            yield name, seq
    yield from ((chain.chain_id, 1) for chain in left.values() if chain.rows)


def _row_of_doubt(rows: Iterable[Row], last_seq: int, head: str) -> int:
    """Return the number of the first row that is not as it was written, 0 for a sound chain."""
    seq, previous = 0, ""
    for row in rows:
        seq += 1
        *told, previous_hash, hashed, payload = row
        if told[_SEQ] != seq or previous_hash != previous or not _is_genuine(told, payload):
            return seq
        if hashlib.sha256(previous.encode() + _canonical(told)).hexdigest() != hashed:
            return seq
        previous = hashed
    return 0 if (seq, previous) == (last_seq, head) else max(seq, 1)


def _is_genuine(told: Row, payload: str | None) -> bool:
    """Tell whether the payload is the one that was chained."""
    return payload is not None and hashlib.sha256(payload.encode()).hexdigest() == told[_DIGEST]


def _canonical(told: list[Any]) -> bytes:
    """Return the text of a row that is hashed; clauses are kept as they stand in it."""
    told[_AT], told[_ENTERED_AT] = _moment(told[_AT]), _moment(told[_ENTERED_AT])
    told[_CLAUSES] = orjson.Fragment(told[_CLAUSES])
    return orjson.dumps(dict(zip(_NAMES, told, strict=True)))


def _moment(value: Any) -> str:
    """Write a moment as it was hashed; SQLite keeps the text without its zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{value[:10]}T{value[11:]}+00:00"
