"""A PostgreSQL database of many finished cases, quickly made and in the form the system writes.

The finished cases of the demo are entered again under new ids and codes, weeks apart, their chains
hashed anew and sealed by the system's own functions; rows go in by COPY.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from psycopg import Connection, Cursor
from sqlalchemy import Table

from app.store import audit_seal
from app.store.database import Database, Transaction
from app.store.tables import metadata
from app.store.tables.audit import audit_event, audit_payload
from tests.bench.case_patterns import (
    FINISHED,
    OF_RECORD,
    TOKEN,
    Event,
    Finished,
    Pattern,
    finished_case,
    pattern_of,
)

WEEKS = 156
SEALS = 4


@dataclass(frozen=True)
class Copy:
    """Rows of one more case, and its heads at some moments of its life."""

    tables: Mapping[str, bytes]
    events: Sequence[bytes]
    payloads: Sequence[bytes]
    heads: Sequence[Mapping[str, tuple[int, str]]]


def fill(database: Database, cases: int) -> int:
    """Enter so many cases, the oldest first; return how many events they have."""
    with database.transaction() as tx, _quick(tx) as cursor:
        found = [row[0] for row in cursor.execute(FINISHED).fetchall()]
        finished = [finished_case(tx, cursor, case_id) for case_id in found]
        events, done = 0, 0
        for weeks, one, number in _shares(finished, cases):
            pattern = pattern_of(one, timedelta(weeks=weeks))
            copies = [_copy(pattern, done + n) for n in range(number)]
            _enter(cursor, copies)
            _seal(tx, copies)
            done += number
            events += sum(len(copy.events) for copy in copies)
    return events


def _shares(finished: Sequence[Finished], cases: int) -> Iterator[tuple[int, Finished, int]]:
    """Yield how many copies of which case come so many weeks before it.

    Short cases come oftener: the events of each are as many as those of another.
    """
    weights = [1 / one.events for one in finished]
    due = [cases * weight / sum(weights) / WEEKS for weight in weights]
    left = [0.0] * len(finished)
    for weeks in range(WEEKS, 0, -1):
        for place, one in enumerate(finished):
            left[place] += due[place]
            if left[place] >= 1:
                yield weeks, one, int(left[place])
                left[place] %= 1


class _quick:
    """A cursor of the transaction; its tables have no triggers and few indexes meanwhile."""

    def __init__(self, tx: Transaction) -> None:
        raw = cast(Connection[Any], tx.connection.connection.dbapi_connection)
        self.cursor: Cursor[Any] = raw.cursor()
        self.indexes: list[tuple[str, str]] = []

    def __enter__(self) -> Cursor[Any]:
        self.cursor.execute("SET LOCAL session_replication_role = replica")
        self.cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        self.indexes = self.cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexdef NOT LIKE 'CREATE UNIQUE%%' AND tablename = ANY(%s)",
            ([*OF_RECORD, "fact_sheet", "task", "document"],),
        ).fetchall()
        for name, _definition in self.indexes:
            self.cursor.execute(f"DROP INDEX {name}")
        return self.cursor

    def __exit__(self, *_error: object) -> None:
        if _error[0] is None:
            for _name, definition in self.indexes:
                self.cursor.execute(definition)


def _copy(pattern: Pattern, number: int) -> Copy:
    name = f"{number:08x}"
    tables = {table: text.replace(TOKEN, name) for table, text in pattern.tables.items()}
    events: list[bytes] = []
    payloads: list[bytes] = []
    heads: list[dict[str, tuple[int, str]]] = [{} for _ in range(SEALS)]
    for chain_id, (old_head, chain) in pattern.chains.items():
        passed = _chained(chain, name, events, payloads)
        tables["instance"] = tables["instance"].replace(old_head, passed[-1])
        for part in range(SEALS):
            seq = max(1, len(passed) * (part + 1) // SEALS)
            heads[part][chain_id.replace(TOKEN, name)] = (seq, passed[seq - 1])
    return Copy({table: text.encode() for table, text in tables.items()}, events, payloads, heads)


def _chained(
    chain: Iterable[Event], name: str, events: list[bytes], payloads: list[bytes]
) -> list[str]:
    """Add the rows of one chain; return its head after each."""
    heads, head = [], ""
    for one in chain:
        digest = hashlib.sha256(one.raw_payload.replace(TOKEN, name).encode()).hexdigest()
        before, after = one.before.replace(TOKEN, name), one.after.replace(TOKEN, name)
        before_head = head
        head = hashlib.sha256(f"{before_head}{before}{digest}{after}".encode()).hexdigest()
        row = one.row.replace(TOKEN, name)
        events.append(f"{row}\t{digest}\t{before_head}\t{head}\n".encode())
        payloads.append(one.payload.replace(TOKEN, name).encode() + b"\n")
        heads.append(head)
    return heads


def _enter(cursor: Cursor[Any], copies: Sequence[Copy]) -> None:
    for table in metadata.sorted_tables:
        text = b"".join(copy.tables.get(table.name, b"") for copy in copies)
        if text:
            _copy_in(cursor, table, text)
    # As they come in daily use: the events of cases that run at the same time stand mixed.
    for record, of_each in (
        (audit_event, [copy.events for copy in copies]),
        (audit_payload, [copy.payloads for copy in copies]),
    ):
        mixed = (line for lines in zip(*of_each, strict=True) for line in lines)
        _copy_in(cursor, record, b"".join(mixed))


def _copy_in(cursor: Cursor[Any], table: Table, text: bytes) -> None:
    columns = ", ".join(f'"{one.name}"' for one in table.c)
    with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        copy.write(text)


def _seal(tx: Transaction, copies: Sequence[Copy]) -> None:
    """Seal what stood at each of some moments, as the worker does."""
    for part in range(SEALS):
        moved = [
            {"chain_id": chain_id, "rows": seq, "head": head}
            for copy in copies
            for chain_id, (seq, head) in copy.heads[part].items()
        ]
        if moved:
            audit_seal.seal(tx, moved, datetime.now().astimezone())
