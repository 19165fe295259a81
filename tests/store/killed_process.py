"""Run by test_kill: a step that is killed at each of its statements in turn.

Usage: python -m tests.store.killed_process DATABASE_URL. For each point it prints one JSON line:
the point, whether the step was killed, and what the database holds afterwards.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from app.store import instances, submissions, tasks
from app.store.audit_check import verify
from app.store.database import Database
from tests.store.test_concurrency import submit


class KillingList(list[str]):
    """Kills this process when it is given its n-th statement."""

    def __init__(self, point: int) -> None:
        super().__init__()
        self._point = point

    def append(self, text: str) -> None:
        """Note a statement about to run, or die instead."""
        if len(self) == self._point:
            os.kill(os.getpid(), signal.SIGKILL)
        super().append(text)


def step(url: str, point: int) -> None:
    """Submit the task; the point after the last statement lies just before the commit."""
    database = Database(url)
    with database.counting() as counter:
        counter.texts = KillingList(point)
        with database.transaction() as tx:
            submit(tx, tasks.load_step(tx, "task-1", "huong"), "huong")
            counter.texts.append("commit")


def state_of(url: str) -> dict[str, Any]:
    """Return what the database holds: all of the step, or nothing of it."""
    database = Database(url)
    with database.reading() as tx:
        instance = instances.load(tx, "instance-1")
        found = {
            "tasks": {task.id: task.state.value for task in tasks.of_case(tx, "case-1")},
            "submissions": len(submissions.of_case(tx, "case-1")),
            "audit": instance.audit_seq,
            "version": instance.lock_version,
            "broken": [broken.reason for broken in verify(tx)],
        }
    database.dispose()
    return found


def main(url: str) -> None:
    """Kill the step at point after point, until it comes through."""
    for point in range(100):
        child = os.fork()
        if child == 0:
            step(url, point)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        print(json.dumps({"point": point, "killed": killed, "state": state_of(url)}), flush=True)
        if not killed:
            return


if __name__ == "__main__":
    main(sys.argv[1])
