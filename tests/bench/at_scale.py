"""The promises of a large installation, on PostgreSQL: 100 000 finished cases, 5 million events.

`python -m tests.bench.at_scale [cases]`. Pages are fetched as an auditor's browser fetches them.
Each figure is told by the clock and by the processor's time, ours and the database's together:
the second says what the first is when nothing else runs, and by it a promise holds or not.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import text

from app import create_app
from app.actions.audit.export_event_log import LogFormat, export_event_log
from app.scenarios.demo import play_demo
from app.steps.agreement import unlike_the_record
from app.steps.proving import broken_chains, sign_what_is_sealed, verified
from app.steps.services import Services
from app.store.database import Database
from app.store.migrations import migrate
from tests.bench.many_cases import fill
from tests.factories import PASSWORD, settings_for
from tests.postgresql_server import PostgresqlServer

CASES = 100_000
TURNS = 5
EXPORTED = 100_000
AUDITOR = "auditor"
SETTINGS = (
    "listen_addresses=",
    "max_connections=20",
    "shared_buffers=512MB",
    "fsync=off",
    "max_wal_size=8GB",
    # Else part of the work would be done by processes that are gone before they are counted.
    "max_parallel_workers_per_gather=0",
)
QUESTIONS = (
    "",
    "q=ke+hoach",
    "q=MG-000000a7",
    "q=khong+co+ten+nay",
    "xep=so",
    "xep=han",
    "tinh_trang=approved",
    "dien_bien=dang_xu_ly",
    "dien_bien=len_cap",
    "dien_bien=nguoi_dung_dau",
    "dien_bien=chuan_bi_lai",
    "co_quan=MG-HX",
    "nguoi=nguyen",
    "nguoi=khong+ai",
    "han=tra_loi_tre",
    "han=tung_qua_han",
    "han=sap_het",
    "loai_ngay=gui&tu_ngay=01/03/2025&den_ngay=31/03/2025",
    "loai_ngay=tra_loi&tu_ngay=01/03/2025&den_ngay=31/03/2025",
    "dieu_khoan=C-011",
    "dieu_khoan=C-029",
    "loai_van_ban=QD_NGUOI_DUNG_DAU",
    "so_van_ban=12",
    "bien=vote_result",
    "bien=personnel&gia_tri=có",
    "bien=title&gia_tri=khong+co+ten+nay",
)


@dataclass
class Spent:
    """Seconds of each turn, by the clock and by the processor."""

    clock: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)


@dataclass
class Large:
    """The installation that is measured."""

    server: PostgresqlServer
    services: Services
    browser: FlaskClient
    codes: Sequence[str] = ()

    def fetch(self, path: str) -> str:
        """Return a page; anything but success is a failure."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    @contextmanager
    def timed(self, spent: Spent) -> Iterator[None]:
        """Add what the block takes."""
        began, busy = time.perf_counter(), self._busy()
        yield
        spent.clock.append(time.perf_counter() - began)
        spent.busy.append(self._busy() - busy)

    def _busy(self) -> float:
        return time.process_time() + self.server.processor_seconds()


def main(arguments: Sequence[str] = ()) -> int:
    """Make the database, measure, print; 1 when a promise is broken."""
    cases = int(arguments[0]) if arguments else CASES
    server = PostgresqlServer(SETTINGS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            large = prepared(server, Path(folder), cases)
            missed = measured(large)
            large.services.database.dispose()
    finally:
        server.stop()
    return 1 if missed else 0


def prepared(server: PostgresqlServer, folder: Path, cases: int) -> Large:
    """Return an installation with the demo's cases and so many finished ones."""
    server.execute("CREATE DATABASE large")
    database = Database(server.url("large"))
    migrate(database)
    settings = settings_for(folder, database_url=server.url("large"))
    services = Services(settings, database=database)
    play_demo(services)
    began, before = time.perf_counter(), _size(database)
    events = fill(database, cases)
    sign_what_is_sealed(services)
    with database._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as raw:
        raw.execute(text("VACUUM ANALYZE"))
    took, each = time.perf_counter() - began, (_size(database) - before) / cases
    print(f"  {cases} cases, {events} events entered in {took:.0f} s: {each / 1000:.0f} kB a case")
    browser = create_app(settings, services).test_client()
    large = Large(server, services, browser)
    _sign_in(large)
    with database.reading() as tx:
        found = tx.rows(text("SELECT code FROM case_file WHERE code LIKE 'MG-0%' ORDER BY id"))
    large.codes = [row["code"] for row in found[:: max(1, len(found) // 20)]]
    return large


def measured(large: Large) -> int:
    """Measure everything; return how many promises are broken."""
    print(f"  load of the machine: {os.getloadavg()[0]:.1f}")
    watched = [f"/giam-sat?tu_ngay={first}" for first in ("", "01/01/2025")]
    missed = 0
    for name, paths, promise in (
        ("search", [f"/giam-sat/ho-so?{one}" for one in QUESTIONS], 0.2),
        ("case page", [f"/giam-sat/ho-so/{code}" for code in large.codes], 0.1),
        ("dashboard", watched, 1.0),
        ("verification of one case", [f"/kiem-soat/ho-so/{code}" for code in large.codes], 0.1),
    ):
        missed += _print_pages(large, name, paths, promise)
    return missed + _print_verified(large) + sum(_print_exported(large, one) for one in LogFormat)


def _print_pages(large: Large, name: str, paths: Sequence[str], promise: float) -> int:
    of_each: dict[str, Spent] = {path: Spent() for path in paths}
    for path in paths:
        large.fetch(path)
    for _turn in range(TURNS):
        for path, spent in of_each.items():
            with large.timed(spent):
                large.fetch(path)
    clock = _p95([one for spent in of_each.values() for one in spent.clock])
    busy = _p95([one for spent in of_each.values() for one in spent.busy])
    print(f"  {name}: p95 {clock * 1000:.0f} ms, processor {busy * 1000:.0f} ms", end="")
    missed = _tell(busy <= promise, f"{promise * 1000:.0f} ms")
    for path, spent in of_each.items():
        if statistics.median(spent.busy) > promise:
            half = statistics.median(spent.busy) * 1000
            print(f"    {path}: processor {half:.0f} ms, half of the turns")
    return missed


def _print_verified(large: Large) -> int:
    spent = Spent()
    with large.timed(spent):
        page = verified(large.services, register=False)
    assert broken_chains(page) == []
    rows = sum(chain.rows for chain in page.chains)
    # Copies say in payloads what the case said that they were copied from: only the time counts.
    with large.timed(spent), large.services.database.reading() as tx:
        deque(unlike_the_record(tx, (), ()), maxlen=0)
    clock, busy = ([rows / one for one in some] for some in (spent.clock, spent.busy))
    print(f"  the register compared with {rows} events: {clock[1]:.0f} a second, ", end="")
    print(f"processor {busy[1]:.0f}")
    print(f"  all {rows} events verified: {clock[0]:.0f} a second, processor {busy[0]:.0f}", end="")
    return _tell(busy[0] >= 20_000, "20 000")


def _print_exported(large: Large, kind: LogFormat) -> int:
    """Take so many events out and stop, as one who cancels does."""
    counted, spent, size = [0], Spent(), 0

    def told(_cases: int, events: int) -> None:
        counted[0] = events

    with large.timed(spent):
        for piece in export_event_log(large.services, None, kind, told=told):
            size += len(piece)
            if counted[0] >= EXPORTED:
                break
    clock, busy = spent.clock[0], spent.busy[0]
    print(f"  {counted[0]} events as {kind.value}, {size / 1e6:.0f} MB: ", end="")
    print(f"{clock:.1f} s, processor {busy:.1f} s", end="")
    return _tell(busy <= 30, "30 s")


def _tell(kept: bool, promise: str) -> int:
    print(f" (promised {promise}: {'kept' if kept else 'missed'})", flush=True)
    return 0 if kept else 1


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _size(database: Database) -> int:
    with database.reading() as tx:
        return tx.number(text("SELECT pg_database_size(current_database())"))


def _sign_in(large: Large) -> None:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', large.fetch("/dang-nhap"))
    assert token is not None
    entrance = {"login": AUDITOR, "password": PASSWORD, "csrf_token": token[1]}
    assert large.browser.post("/dang-nhap", data=entrance).status_code == 303


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
