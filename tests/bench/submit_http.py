"""What a submission over HTTP costs: ours beside a bare Flask handler, on one PostgreSQL.

`python -m tests.bench.submit_http`. Both are served by gunicorn with the settings of the image,
two processes each, and measured in turns so that a busy machine slows both alike. PostgreSQL keeps
its own safe settings (a commit waits for the disk). The step is a plain one, that prints no paper:
the standing committee sends a finding back, the office's task opens again.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.config import ROOT
from tests.bench.bare import TABLE
from tests.bench.clients import Client, Measured, Post, send_all
from tests.bench.standing import CALLING_STEP, LEADER, PASSWORD, Installation, Ready
from tests.postgresql_server import PostgresqlServer

STEP = CALLING_STEP
ANSWERS = json.dumps({"agree": False, "remark": "Nêu rõ điều khoản của quy chế làm việc."})
CLIENTS = 8
WARMING = 96
SINGLE = 60
TURNS = 3
A_TURN = 120
LEAST_RATIO, AIMED_RATIO = 1 / 10, 1 / 5
MOST_SINGLE_MS = 10.0
DURABLE = ("listen_addresses=", "max_connections=100", "shared_buffers=128MB")


@dataclass(frozen=True)
class Served:
    """A running server and the clients that speak to it."""

    clients: Sequence[Client]
    posts: Iterator[Post]

    def send(self, count: int, clients: int = CLIENTS) -> Measured:
        """Send so many posts."""
        posts = [next(self.posts) for _ in range(count)]
        return send_all(self.clients[:clients], posts)


def main() -> int:
    """Measure and print; 1 when a promise of the issue is not kept."""
    server = PostgresqlServer(DURABLE)
    try:
        ours, bare, single = _measure(server)
    finally:
        server.stop()
    ratio = statistics.median(o.rate / b.rate for o, b in zip(ours, bare, strict=True))
    _print("ours", ours)
    _print("bare", bare)
    print(f"  one client: p50 {single.percentile(50):.1f} ms (at most {MOST_SINGLE_MS:.0f})")
    print(f"  ratio {ratio:.3f} = 1/{1 / ratio:.1f} (at least 1/10, aim 1/5)")
    return 0 if ratio >= LEAST_RATIO and single.percentile(50) < MOST_SINGLE_MS else 1


def _print(what: str, measured: Sequence[Measured]) -> None:
    times = tuple(spent for turn in measured for spent in turn.times)
    together = Measured(times, sum(turn.seconds for turn in measured))
    print(
        f"  {what}: p50 {together.percentile(50):.1f} ms, p99 {together.percentile(99):.1f} ms, "
        f"{together.rate:.0f} submissions/s ({CLIENTS} clients, 2 processes)"
    )


def _measure(server: PostgresqlServer) -> tuple[list[Measured], list[Measured], Measured]:
    server.execute("CREATE DATABASE ours")
    began = time.monotonic()
    installation = Installation(server.url("ours"))
    needed = WARMING + SINGLE + TURNS * A_TURN
    cases = [installation.case_at(STEP) for _ in range(needed)]
    print(f"  {needed} cases prepared in {time.monotonic() - began:.0f} s")
    with ExitStack() as stack:
        ours = stack.enter_context(_ours(installation, cases))
        bare = stack.enter_context(_bare(server))
        ours.send(WARMING)
        bare.send(WARMING)
        single = ours.send(SINGLE, clients=1)
        turns = [(bare.send(10 * A_TURN), ours.send(A_TURN)) for _ in range(TURNS)]
    return [mine for _, mine in turns], [least for least, _ in turns], single


@contextmanager
def _ours(installation: Installation, cases: Sequence[Ready]) -> Iterator[Served]:
    settings = installation.settings
    environment = {
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "UPLOADS_DIR": str(settings.uploads_dir),
    }
    with _gunicorn("app:create_app()", environment) as port:
        clients = [Client(port) for _ in range(CLIENTS)]
        for client in clients:
            client.sign_in(LEADER, PASSWORD)
        yield Served(clients, (_submission(ready) for ready in cases))


def _submission(ready: Ready) -> Post:
    fields = {
        "answers": ANSWERS,
        "idempotency_key": secrets.token_urlsafe(24),
        "form_version": ready.form_version,
        "plan_hash": ready.plan_hash,
    }
    return Post(f"/viec/{ready.task_id}/gui", tuple(fields.items()))


@contextmanager
def _bare(server: PostgresqlServer) -> Iterator[Served]:
    server.execute("CREATE DATABASE bare")
    url = server.url("bare").replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLE)
    with _gunicorn("tests.bench.bare:create_app()", {"BARE_DATABASE": url}) as port:
        post = Post("/", (("answers", ANSWERS),))
        yield Served([Client(port) for _ in range(CLIENTS)], iter(lambda: post, None))


@contextmanager
def _gunicorn(application: str, environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("gunicorn"))
    process = subprocess.Popen(  # noqa: S603 a program of our own lock
        [program, "--config", "docker/gunicorn.conf.py", "--log-level", "warning", application],
        cwd=ROOT,
        env={**os.environ, **environment, "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2"},
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
