"""What somebody with the database's own password may do to the record; one function a deed.

Each changes a copy of a sound database by SQL, triggers off, and returns what must be named.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random
from typing import Any

import orjson
from sqlalchemy import Table, delete, func, insert, select, update

from app.domain.audit import EventKind, NewEvent
from app.store.audit_log import (
    HEADS_CHAIN,
    INSTANCE_PREFIX,
    READS_PREFIX,
    SYSTEM_CHAIN,
    append_system,
    canonical,
    digest,
    row_hash,
)
from app.store.database import Transaction
from app.store.tables.audit import (
    audit_event,
    audit_payload,
    chain_head,
    seal_entry,
    sealed_head,
)
from app.store.tables.execution import instance
from tests.campaign.expected import Deed, Expected

TABLES = ("audit_event", "audit_payload", "chain_head", "sealed_head", "seal_entry", "instance")
COLUMNS = ("kind", "actor", "actor_name", "capacity", "case_id", "element_id", "summary", "hash")
COLUMNS = (*COLUMNS, "previous_hash", "payload_digest", "process_id", "activation_id")
_FAR = 1_000_000


def change_column(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    column = chance.choice(COLUMNS)
    _write(tx, chain, seq, **{column: f"{_row(tx, chain, seq)[column]}x"})
    return Expected(chain, seq, seq)


def change_moment(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    column = chance.choice(("at", "entered_at"))
    moved = _row(tx, chain, seq)[column].replace(microsecond=chance.randrange(1, 999))
    _write(tx, chain, seq, **{column: moved})
    return Expected(chain, seq, seq)


def change_payload(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    where = (audit_payload.c.chain_id == chain, audit_payload.c.seq == seq)
    tx.execute(update(audit_payload).where(*where).values(payload='{"giả":true}'))
    if chance.random() < 0.5:
        _write(tx, chain, seq, payload_digest=digest('{"giả":true}'))
    return Expected(chain, seq, seq)


def change_and_hash_anew(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    _forge(tx, chain, seq)
    return Expected(chain, seq, seq)


def delete_row(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    _remove(tx, chain, seq, seq)
    return Expected(chain, seq, seq)


def delete_rows_and_close_the_gap(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    last = min(seq + chance.randrange(3), _length(tx, chain))
    _remove(tx, chain, seq, last)
    _shift(tx, chain, last + 1, seq - last - 1)
    return Expected(chain, seq, seq)


def delete_payload(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    where = (audit_payload.c.chain_id == chain, audit_payload.c.seq == seq)
    tx.execute(delete(audit_payload).where(*where))
    return Expected(chain, seq, seq)


def insert_between(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    row = _row(tx, chain, seq)
    _shift(tx, chain, seq, 1)
    _put(tx, row | {"summary": "giả"}, seq)
    return Expected(chain, seq, seq)


def insert_at_the_end(tx: Transaction, chance: Random) -> Expected:
    chain = _chain(tx, chance)
    last = _length(tx, chain)
    row = _row(tx, chain, last)
    _put(tx, row | {"previous_hash": row["hash"], "summary": "giả"}, last + 1)
    return Expected(chain, last + 1, last + 1)


def insert_stray_payload(tx: Transaction, chance: Random) -> Expected:
    chain = _chain(tx, chance)
    last = _length(tx, chain) + 1 + chance.randrange(3)
    tx.execute(insert(audit_payload).values(chain_id=chain, seq=last, payload="{}"))
    return Expected(chain, last, last)


def swap_rows(tx: Transaction, chance: Random) -> Expected:
    chain, one, other = _two_places(tx, chance)
    for table in (audit_event, audit_payload):
        _swap(tx, table, chain, one, other)
    return Expected(chain, one, one)


def swap_payloads(tx: Transaction, chance: Random) -> Expected:
    chain, one, other = _two_places(tx, chance)
    digests = {_row(tx, chain, seq)["payload_digest"] for seq in (one, other)}
    if len(digests) == 1:
        return swap_rows(tx, chance)
    _swap(tx, audit_payload, chain, one, other)
    return Expected(chain, one, one)


def move_row_to_another_chain(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    other = next(name for name in sorted(_chains(tx)) if name != chain)
    last = _length(tx, other) + 1
    for table in (audit_event, audit_payload):
        where = (table.c.chain_id == chain, table.c.seq == seq)
        tx.execute(update(table).where(*where).values(chain_id=other, seq=last))
    return Expected(chain, seq, seq)


def cut_the_end(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    _remove(tx, chain, seq, _FAR)
    return Expected(chain, seq, seq)


def cut_the_end_with_its_head(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    _remove(tx, chain, seq, _FAR)
    before = _row(tx, chain, seq - 1)["hash"] if seq > 1 else ""
    _set_head(tx, chain, seq - 1, before)
    return Expected(chain, seq, seq)


def delete_a_chain_with_its_head(tx: Transaction, chance: Random) -> Expected:
    chain = _chain(tx, chance)
    _remove(tx, chain, 1, _FAR)
    _set_head(tx, chain, 0, "")
    if not chain.startswith(INSTANCE_PREFIX):
        tx.execute(delete(chain_head).where(chain_head.c.chain_id == chain))
    return Expected(chain, 1, 1)


def change_the_head(tx: Transaction, chance: Random) -> Expected:
    chain = _chain(tx, chance)
    last = _length(tx, chain)
    _set_head(tx, chain, last, "0" * 64)
    return Expected(chain, last, last)


def rewrite_from_a_row_with_the_head(tx: Transaction, chance: Random) -> Expected:
    chain, seq = _place(tx, chance)
    _rewrite(tx, chain, seq)
    return Expected(chain, 1, seq)


def rewrite_and_seal_anew(tx: Transaction, chance: Random) -> Expected:
    """Change a chain, every seal over it and the chain of seals: only what was signed tells."""
    chain, seq = _place(tx, chance, besides=(HEADS_CHAIN,))
    _rewrite(tx, chain, seq)
    first = _reseal(tx, chain)
    _rewrite(tx, HEADS_CHAIN, first, summary=None)
    return Expected(chain, 1, seq)


def forget_a_seal(tx: Transaction, chance: Random) -> Expected:
    entry = chance.choice(tx.rows(select(seal_entry).order_by(*seal_entry.primary_key.columns)))
    where = (seal_entry.c.chain_id == entry["chain_id"], seal_entry.c.seq == entry["seq"])
    tx.execute(delete(seal_entry).where(*where))
    return Expected(HEADS_CHAIN, entry["seal_seq"], entry["seal_seq"])


def move_the_last_sealed_row(tx: Transaction, chance: Random) -> Expected:
    row = chance.choice(tx.rows(select(sealed_head).order_by(sealed_head.c.chain_id)))
    where = sealed_head.c.chain_id == row["chain_id"]
    tx.execute(update(sealed_head).where(where).values(seq=row["seq"] + 1))
    return Expected(row["chain_id"], row["seq"] + 1, row["seq"] + 1)


def empty_the_record(tx: Transaction, chance: Random) -> Expected:
    tx.execute(delete(chance.choice((audit_event, audit_payload))))
    return Expected(_chain(tx, chance), 1, 1) if _chains(tx) else Expected("system", 1, 1)


def take_contents_without_a_list(tx: Transaction, chance: Random) -> Expected:
    """Delete every payload of an instance, as if its case had been destroyed."""
    chain = chance.choice([name for name in _chains(tx) if name.startswith(INSTANCE_PREFIX)])
    tx.execute(delete(audit_payload).where(audit_payload.c.chain_id == chain))
    return Expected(chain, 1, 1)


def take_contents_behind_a_forged_tombstone(tx: Transaction, chance: Random) -> Expected:
    """The same with a tombstone in the case's chain that rests on a list nobody approved."""
    expected = take_contents_without_a_list(tx, chance)
    where = instance.c.id == expected.chain_id.removeprefix(INSTANCE_PREFIX)
    found = tx.rows(select(instance.c.case_id, instance.c.audit_hash).where(where))[0]
    place = {"seq": 1, "hash": _row(tx, SYSTEM_CHAIN, 1)["hash"]}
    content = {"list": "giả", "case": "giả", "proposed": place, "approved": place}
    content |= {"chains": {expected.chain_id: [_FAR, found["audit_hash"]]}}
    at = datetime.now(UTC)
    event = NewEvent(kind=EventKind.CASE_DESTROYED, at=at, summary="giả", payload=content)
    append_system(tx, [event], at, READS_PREFIX + found["case_id"])
    return expected


DEEDS: tuple[Deed, ...] = (
    *(change_column, change_moment, change_payload, change_and_hash_anew),
    *(delete_row, delete_rows_and_close_the_gap, delete_payload),
    *(insert_between, insert_at_the_end, insert_stray_payload),
    *(swap_rows, swap_payloads, move_row_to_another_chain),
    *(cut_the_end, cut_the_end_with_its_head, delete_a_chain_with_its_head, empty_the_record),
    *(change_the_head, rewrite_from_a_row_with_the_head, rewrite_and_seal_anew),
    *(forget_a_seal, move_the_last_sealed_row),
    *(take_contents_without_a_list, take_contents_behind_a_forged_tombstone),
)


def _chains(tx: Transaction) -> Mapping[str, int]:
    query = select(audit_event.c.chain_id, func.max(audit_event.c.seq).label("rows"))
    rows = tx.rows(query.group_by(audit_event.c.chain_id).order_by(audit_event.c.chain_id))
    return {row["chain_id"]: row["rows"] for row in rows}


def _chain(tx: Transaction, chance: Random) -> str:
    return chance.choice(list(_chains(tx)))


def _length(tx: Transaction, chain: str) -> int:
    return _chains(tx)[chain]


def _place(tx: Transaction, chance: Random, besides: tuple[str, ...] = ()) -> tuple[str, int]:
    chains = {name: rows for name, rows in _chains(tx).items() if name not in besides}
    chain = chance.choice(list(chains))
    return chain, chance.randint(1, chains[chain])


def _two_places(tx: Transaction, chance: Random) -> tuple[str, int, int]:
    chains = {name: rows for name, rows in _chains(tx).items() if rows > 1}
    chain = chance.choice(list(chains))
    one, other = sorted(chance.sample(range(1, chains[chain] + 1), 2))
    return chain, one, other


def _row(tx: Transaction, chain: str, seq: int) -> dict[str, Any]:
    where = (audit_event.c.chain_id == chain, audit_event.c.seq == seq)
    return dict(tx.rows(select(audit_event).where(*where))[0])


def _write(tx: Transaction, chain: str, seq: int, **values: Any) -> None:
    where = (audit_event.c.chain_id == chain, audit_event.c.seq == seq)
    tx.execute(update(audit_event).where(*where).values(**values))


def _forge(tx: Transaction, chain: str, seq: int) -> None:
    row = _row(tx, chain, seq) | {"summary": "đã sửa"}
    _write(tx, chain, seq, summary="đã sửa", hash=row_hash(row["previous_hash"], row))


def _remove(tx: Transaction, chain: str, first: int, last: int) -> None:
    for table in (audit_event, audit_payload):
        where = (table.c.chain_id == chain, table.c.seq.between(first, last))
        tx.execute(delete(table).where(*where))


def _shift(tx: Transaction, chain: str, first: int, by: int) -> None:
    for table in (audit_event, audit_payload):
        for step in (_FAR, by - _FAR):
            from_row = first if step > 0 else first + _FAR
            where = (table.c.chain_id == chain, table.c.seq >= from_row)
            tx.execute(update(table).where(*where).values(seq=table.c.seq + step))


def _swap(tx: Transaction, table: Table, chain: str, one: int, other: int) -> None:
    for seq, to in ((one, _FAR), (other, one), (_FAR, other)):
        where = (table.c.chain_id == chain, table.c.seq == seq)
        tx.execute(update(table).where(*where).values(seq=to))


def _put(tx: Transaction, row: Mapping[str, Any], seq: int) -> None:
    row = {**row, "seq": seq, "payload_digest": digest("{}")}
    row["hash"] = row_hash(row["previous_hash"], row)
    tx.execute(insert(audit_event).values(**row))
    tx.execute(insert(audit_payload).values(chain_id=row["chain_id"], seq=seq, payload="{}"))


def _set_head(tx: Transaction, chain: str, seq: int, head: str) -> None:
    if chain.startswith(INSTANCE_PREFIX):
        where = instance.c.id == chain.removeprefix(INSTANCE_PREFIX)
        tx.execute(update(instance).where(where).values(audit_seq=seq, audit_hash=head))
    else:
        where = chain_head.c.chain_id == chain
        tx.execute(update(chain_head).where(where).values(seq=seq, hash=head))


def _rewrite(tx: Transaction, chain: str, first: int, summary: str | None = "giả") -> None:
    """Write rows anew from one on, each with a right hash, and the head with them."""
    head = _row(tx, chain, first - 1)["hash"] if first > 1 else ""
    last = _length(tx, chain)
    for seq in range(first, last + 1):
        row = _row(tx, chain, seq) | {"previous_hash": head}
        row["summary"] = summary or row["summary"]
        head = row["hash"] = row_hash(head, row)
        _write(tx, chain, seq, **{name: row[name] for name in ("previous_hash", "summary", "hash")})
    _set_head(tx, chain, last, head)


def _reseal(tx: Transaction, chain: str) -> int:
    """Write every seal over a chain anew; return the first of them."""
    found = select(seal_entry).where(seal_entry.c.chain_id == chain).order_by(seal_entry.c.seq)
    entries = tx.rows(found)
    for entry in entries:
        where = (audit_payload.c.chain_id == HEADS_CHAIN, audit_payload.c.seq == entry["seal_seq"])
        payload = orjson.loads(tx.rows(select(audit_payload.c.payload).where(*where))[0]["payload"])
        payload[chain] = [entry["seq"], _row(tx, chain, entry["seq"])["hash"]]
        text = canonical(payload)
        tx.execute(update(audit_payload).where(*where).values(payload=text))
        _write(tx, HEADS_CHAIN, entry["seal_seq"], payload_digest=digest(text))
    return int(entries[0]["seal_seq"])
