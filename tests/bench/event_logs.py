"""The record of many cases written as event logs: events, seconds, bytes, memory on the way.

Promised: 100 000 events in under 30 s. The rows are made, not played: those of one case that was
played to its end are entered again and again under new ids.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.actions.audit.export_event_log import LogFormat, export_event_log
from app.store.database import Database, Transaction
from app.store.migrations import migrate
from app.store.statements import add
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.cases import case_file, level_pass
from app.store.tables.documents import document
from app.store.tables.execution import instance, task
from tests.factories import AtWork, at_work, install_and_publish
from tests.postgresql_server import PostgresqlServer

EVENTS, PROMISE = 100_000, 30.0
CHUNK = 50
OF_CASE = (instance, level_pass, document, task, audit_event)
Rows = Mapping[Any, list[dict[str, Any]]]


def main(events: int = EVENTS) -> int:
    """Print a line for each format; 1 when a promise is broken."""
    server = PostgresqlServer()
    try:
        server.execute("CREATE DATABASE event_logs")
        database, folder = Database(server.url("event_logs")), Path(tempfile.mkdtemp())
        migrate(database)
        install_and_publish(database, folder)
        office = at_work(database, folder, server.url("event_logs"))
        office.go_to_end()
        _multiply(office, events)
        slow = sum(_measure(office, kind) > PROMISE for kind in LogFormat)
        database.dispose()
    finally:
        server.stop()
    return 1 if slow else 0


def _multiply(office: AtWork, events: int) -> None:
    with office.services.database.reading() as tx:
        rows = _rows_of(tx, office.case_id)
    told = sum(row["kind"] != "step_taken" for row in rows[audit_event])
    copies = [_copy(rows) for _number in range(events // told)]
    with office.services.database.transaction() as tx:
        for begin in range(0, len(copies), CHUNK):
            for table in (case_file, *OF_CASE, audit_payload):
                chunk = copies[begin : begin + CHUNK]
                tx.execute(add(table), [row for copy in chunk for row in copy[table]])


def _rows_of(tx: Transaction, case_id: str) -> Rows:
    found: dict[Any, list[dict[str, Any]]] = {
        table: [dict(row) for row in tx.rows(select(table).where(table.c.case_id == case_id))]
        for table in OF_CASE
    }
    found[case_file] = [dict(one) for one in tx.rows(select(case_file).filter_by(id=case_id))]
    chains = {row["chain_id"] for row in found[audit_event]}
    payloads = select(audit_payload).where(audit_payload.c.chain_id.in_(chains))
    found[audit_payload] = [dict(row) for row in tx.rows(payloads)]
    return found


def _copy(rows: Rows) -> Rows:
    """Return the rows under new ids, wherever the old ones are named."""
    named = (row["id"] for table in (case_file, *OF_CASE[:-1]) for row in rows[table])
    new = {old: uuid4().hex for old in named}

    def renamed(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for old in (old for old in new if old in value):
            value = value.replace(old, new[old])
        return value

    copied = {
        table: [{name: renamed(value) for name, value in row.items()} for row in found]
        for table, found in rows.items()
    }
    copied[case_file][0]["code"] = f"MG-{uuid4().hex[:12]}"
    return copied


def _measure(office: AtWork, kind: LogFormat) -> float:
    counted = [0, 0]
    at_first = _resident()
    most, size, began, busy = at_first, 0, perf_counter(), process_time()

    def told(cases: int, events: int) -> None:
        counted[:] = cases, events

    for piece in _pieces(office, kind, told):
        size += len(piece)
        most = max(most, _resident()) if counted[0] % 100 == 0 else most
    took, busy = perf_counter() - began, process_time() - busy
    print(
        f"  {kind.value}: {counted[1]} events of {counted[0]} cases, {size / 1e6:.0f} MB:", end=""
    )
    print(f" {took:.1f} s of {PROMISE:.0f} ({busy:.1f} s of this processor),", end="")
    print(f" memory grew by {(most - at_first) / 1e6:.1f} MB")
    return took


def _pieces(office: AtWork, kind: LogFormat, told: Any) -> Iterator[bytes]:
    return export_event_log(office.services, office.actor("kiemsoat"), kind, told=told)


def _resident() -> int:
    """Return the memory of this process in bytes."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * 4096


if __name__ == "__main__":
    sys.exit(main())
