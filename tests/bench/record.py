"""What it costs to verify the record on PostgreSQL: one case, and everything.

`python -m tests.bench.record`. Cases of 80 events each, sealed as they grow, every seal signed.
Promised: one case in under 100 ms, everything at 20 000 events a second of processor time or more:
other programs on the machine do not count.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import timedelta

from app.domain.proof import Checkpoint
from app.store import audit_check, audit_log, audit_seal, cases, instances
from app.store.database import Database
from app.store.migrations import migrate
from tests.postgresql_server import PostgresqlServer
from tests.store.factories import NOW, case_row, event, instance_row, put_case

CASES, SEALS, EVENTS_A_SEAL = 500, 4, 20
ONE_MS, ALL_A_SECOND = 100.0, 20_000
TRIES = 40


def main() -> int:
    """Measure and print; 1 when a promise is broken."""
    server = PostgresqlServer()
    try:
        server.execute("CREATE DATABASE record")
        database = Database(server.url("record"))
        migrate(database)
        rows = _fill(database)
        one = _one_case(database)
        speed, wall = _everything(database, rows)
        database.dispose()
    finally:
        server.stop()
    print(f"  one case, {rows // CASES} events: p50 {one:.1f} ms (at most {ONE_MS:.0f})")
    print(f"  all {rows} events: {speed:.0f} a second of work ({wall:.0f} by the clock)")
    return 0 if one < ONE_MS and speed >= ALL_A_SECOND else 1


def _fill(database: Database) -> int:
    put_case(database)
    with database.transaction() as tx:
        for number in range(2, CASES + 1):
            cases.insert(tx, case_row(f"case-{number}", code=f"MG-{number}"))
            row = instance_row(f"instance-{number}", case_id=f"case-{number}")
            instances.insert(tx, row)
    for part in range(SEALS):
        with database.transaction() as tx:
            for number in range(1, CASES + 1):
                row = instances.load_locked(tx, f"instance-{number}")
                some = [event(f"bước {n}") for n in range(EVENTS_A_SEAL)]
                chain = audit_log.chain_of(row.id)
                head = audit_log.append(tx, chain, row.audit_seq, row.audit_hash, some, NOW)
                instances.save_head(tx, row, *head)
            audit_seal.seal_heads(tx, NOW + timedelta(hours=part))
    return CASES * SEALS * EVENTS_A_SEAL


def _one_case(database: Database) -> float:
    spent = []
    for number in range(1, TRIES + 1):
        began = time.perf_counter()
        with database.reading() as tx:
            assert audit_check.verify(tx, f"instance:instance-{number}", [_signed(database)]) == []
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def _everything(database: Database, rows: int) -> tuple[float, float]:
    signed = _signed(database)
    began, wall = time.process_time(), time.perf_counter()
    with database.reading() as tx:
        assert audit_check.verify(tx, None, [signed]) == []
    return rows / (time.process_time() - began), rows / (time.perf_counter() - wall)


def _signed(database: Database) -> Checkpoint:
    """Return the checkpoint over everything; its signature is not what is measured here."""
    with database.reading() as tx:
        seq, head = audit_log.head_of(tx, audit_log.HEADS_CHAIN)
        return Checkpoint(NOW, seq, head, "", "", "", audit_seal.sealed_since(tx, 0))


if __name__ == "__main__":
    sys.exit(main())
