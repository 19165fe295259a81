"""A step killed at any point has happened wholly or not at all, and the chain verifies."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from app.config import ROOT
from app.errors import DatabaseUnavailable
from app.store import revision
from app.store.database import Database
from app.store.migrations import migrate
from tests.postgresql_server import PostgresqlServer
from tests.store.factories import put_case, task_row

BEFORE = {
    "tasks": {"task-1": "open"},
    "submissions": 0,
    "audit": 0,
    "version": 1,
    "broken": [],
}
AFTER = {
    "tasks": {"task-1": "done", "next-of-huong": "open"},
    "submissions": 1,
    "audit": 1,
    "version": 2,
    "broken": [],
}


def test_step_killed_at_any_statement_leaves_nothing(database: Database, database_url: str) -> None:
    put_case(database, task_row())
    database.dispose()
    ran = subprocess.run(  # noqa: S603 this Python, arguments of ours
        [sys.executable, "-m", "tests.store.killed_process", database_url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    points = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [point["killed"] for point in points] == [True] * (len(points) - 1) + [False]
    assert [point["state"] for point in points[:-1]] == [BEFORE] * (len(points) - 1)
    assert points[-1]["state"] == AFTER
    # One point for each statement of a submit and one before its commit.
    assert len(points) - 1 >= 8


@pytest.mark.postgresql
def test_server_crash_costs_one_request_and_no_record() -> None:
    server = PostgresqlServer()
    try:
        server.execute("CREATE DATABASE crash")
        database = Database(server.url("crash"))
        migrate(database)
        with database.transaction() as tx:
            revision.raise_number(tx, "release")
        with pytest.raises(DatabaseUnavailable), database.transaction() as tx:
            revision.raise_number(tx, "release")
            server.restart(signal.SIGQUIT)
            revision.raise_number(tx, "release")
        # Every connection of the pool died with the server, yet the next request is served.
        with database.reading() as tx:
            assert revision.numbers(tx) == {"release": 1}
        database.dispose()
    finally:
        server.stop()


@pytest.mark.postgresql
def test_connection_that_died_idle_is_replaced_unseen(postgresql_url: str) -> None:
    database, other = Database(postgresql_url, try_after_idle=0), Database(postgresql_url)
    with database.reading() as tx:
        own = tx.number(select(func.pg_backend_pid()))
    with other.transaction() as tx:
        tx.execute(select(func.pg_terminate_backend(own)))
    with database.reading() as tx:
        assert tx.number(select(func.pg_backend_pid())) != own
    database.dispose()
    other.dispose()
