"""Tombstones: what excuses the payloads of a destroyed case for being gone, and what proves it.

The tombstone is the payload of a row in the case's own chain. It names the rows of the system's
chain in which one person asked for the destruction and another agreed; without them it excuses
nothing, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import orjson
from sqlalchemy import func, select

from app.domain.audit import EventKind
from app.domain.retention import Tombstone
from app.store.audit_faults import Broken, Fault
from app.store.audit_log import INSTANCE_PREFIX, READS_PREFIX, SYSTEM_CHAIN, digest, row_hash
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.execution import instance

Row = Mapping[str, Any]
# Tells of a row without a payload whether it may be so.
Excused = Callable[[Row], bool]
_AT = (audit_payload.c.chain_id == audit_event.c.chain_id) & (
    audit_payload.c.seq == audit_event.c.seq
)
_WITH_PAYLOAD = select(audit_event, audit_payload.c.payload).outerjoin(audit_payload, _AT)
_TOMBSTONES = _WITH_PAYLOAD.where(audit_event.c.kind == EventKind.CASE_DESTROYED.value)


def of_case(tx: Transaction, case_id: str) -> Tombstone | None:
    """Return the tombstone of a case, whether or not it is borne out."""
    query = _TOMBSTONES.where(audit_event.c.chain_id == READS_PREFIX + case_id)
    row = tx.first(query.order_by(audit_event.c.seq))
    return _tombstone(row) if row else None


def count(tx: Transaction, chain_id: str | None = None) -> int:
    """Return how many tombstones there are, or how many the case of a chain has."""
    query = select(func.count()).where(audit_event.c.kind == EventKind.CASE_DESTROYED.value)
    if chain_id is not None:
        query = query.where(audit_event.c.chain_id.in_((chain_id, _reads_of(tx, chain_id))))
    return tx.number(query)


def excusing(tx: Transaction, chain_id: str) -> Excused:
    """Return what tells of a chain's row whether a sound tombstone excuses its payload.

    The tombstone is looked for when the first payload is missing: of most chains none is.
    """
    last = cache(lambda: _excused_rows(tx, chain_id))
    return lambda row: int(row["seq"]) <= last()


def tombstone_faults(tx: Transaction, chain_id: str | None = None) -> list[Broken]:
    """Return each tombstone (of one chain, or of all) that no approved list bears out."""
    query = _TOMBSTONES
    if chain_id is not None:
        query = query.where(audit_event.c.chain_id == chain_id)
    rows = tx.rows(query.order_by(audit_event.c.chain_id, audit_event.c.seq))
    return [
        Broken(str(row["chain_id"]), int(row["seq"]), Fault.UNAPPROVED)
        for row in rows
        if not _is_borne_out(tx, row)
    ]


def _excused_rows(tx: Transaction, chain_id: str) -> int:
    """Return the last row of a chain whose payload may be gone; 0 without a tombstone."""
    rows = tx.rows(_TOMBSTONES.where(audit_event.c.chain_id == _reads_of(tx, chain_id)))
    return max((_rows_of(tx, row, chain_id) for row in rows), default=0)


def _reads_of(tx: Transaction, chain_id: str) -> str:
    """Return the chain in which the tombstone of an instance's case would stand; else nothing."""
    instance_id = chain_id.removeprefix(INSTANCE_PREFIX)
    if instance_id == chain_id:
        return ""
    found = tx.first(select(instance.c.case_id).where(instance.c.id == instance_id))
    return READS_PREFIX + found["case_id"] if found else ""


def _rows_of(tx: Transaction, row: Row, chain_id: str) -> int:
    if not _is_borne_out(tx, row):
        return 0
    rows, _head = _content(row)["chains"].get(chain_id, (0, ""))
    return int(rows)


def _is_borne_out(tx: Transaction, row: Row) -> bool:
    """Tell whether two persons agreed, in rows of the system's chain that are as written."""
    if not _is_sound(row):
        return False
    content = _content(row)
    asked = _agreed(tx, content, "proposed", EventKind.DESTRUCTION_PROPOSED)
    agreed = _agreed(tx, content, "approved", EventKind.DESTRUCTION_APPROVED)
    return bool(asked and agreed and asked != agreed)


def _agreed(tx: Transaction, content: Row, part: str, kind: EventKind) -> str:
    """Return who did one part of the list that names the case; empty where the row is not so."""
    place = content.get(part)
    if not isinstance(place, Mapping):
        return ""
    row = tx.first(
        _WITH_PAYLOAD.where(
            audit_event.c.chain_id == SYSTEM_CHAIN, audit_event.c.seq == place.get("seq")
        )
    )
    if row is None or row["kind"] != kind.value or not _is_sound(row):
        return ""
    said = _content(row)
    names_it = said.get("list") == content.get("list") and content.get("case") in said["cases"]
    return str(row["actor"]) if names_it and row["hash"] == place.get("hash") else ""


def _is_sound(row: Row) -> bool:
    """Tell whether row and payload are as they were hashed."""
    if row["payload"] is None or digest(row["payload"]) != row["payload_digest"]:
        return False
    return row_hash(row["previous_hash"], row) == str(row["hash"])


def _content(row: Row) -> Mapping[str, Any]:
    found: Mapping[str, Any] = orjson.loads(row["payload"])
    return found


def _tombstone(row: Row) -> Tombstone:
    content = _content(row) if row["payload"] else {}
    case_id = str(row["chain_id"]).removeprefix(READS_PREFIX)
    return Tombstone(case_id, row["chain_id"], row["seq"], row["at"], content)


def system_hash(tx: Transaction, seq: int) -> str:
    """Return the hash of a row of the system's chain."""
    where = (audit_event.c.chain_id == SYSTEM_CHAIN, audit_event.c.seq == seq)
    return str(tx.rows(select(audit_event.c.hash).where(*where))[0]["hash"])


def destroyed_chains(tx: Transaction, case_id: str) -> Iterator[tuple[str, int, str]]:
    """Yield chain, rows and head of each instance of a case, as its tombstone lists them."""
    query = select(instance.c.id, instance.c.audit_seq, instance.c.audit_hash)
    for row in tx.rows(query.where(instance.c.case_id == case_id).order_by(instance.c.id)):
        yield INSTANCE_PREFIX + row["id"], row["audit_seq"], row["audit_hash"]
