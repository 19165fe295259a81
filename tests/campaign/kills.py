"""Submissions killed at random moments: `python -m tests.campaign.kills [--url URL] [--kills N]`.

A child process lets people do one task after another; it is killed within a moment, and what it
leaves behind is looked at: before or after a step, never between. Without a URL of an installed
database it installs one on SQLite.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from app.store import audit_log, tasks
from app.store.database import Database
from app.store.migrations import migrate
from app.store.tables.execution import submission
from tests.factories import AtWork, at_work, install_and_publish
from tests.steps.soundness import faults
from tests.store.killed_process import KillingList

LONGEST = 0.6  # seconds: some submissions


def main(arguments: list[str] | None = None) -> int:
    """Kill and look, again and again; 1 when anything did not fit together."""
    options = _options(arguments)
    chance = random.Random(options.seed)  # noqa: S311 a test wants the same moments again
    with TemporaryDirectory() as folder:
        return _kill(_office(options.url, Path(folder)), options, chance)


def _office(url: str, folder: Path) -> AtWork:
    database = Database(url or f"sqlite:///{folder / 'kills.db'}")
    if not url:
        migrate(database)
        install_and_publish(database, folder)
    return at_work(database, folder)


def _kill(office: AtWork, options: argparse.Namespace, chance: random.Random) -> int:
    killed = 0
    for number in range(options.kills):
        _catch_up(office)
        if number % 3 == 2:
            point = chance.randrange(50)
            killed += _killed(office, lambda child, at=point: _die_at(child, at), 30.0)
        else:
            killed += _killed(office, _work, chance.uniform(0.0, LONGEST))
        found = faults(office.services)
        if found:
            print(f"kill {number} of seed {options.seed}:", *found, sep="\n  ")
            return 1
    print(
        f"kills: {killed} of {options.kills} from seed {options.seed}, "
        f"{_tasks_done(office)} tasks done meanwhile, nothing between"
    )
    return 0


def _catch_up(office: AtWork) -> None:
    """Take up the last case at the moment of its last event."""
    with office.services.database.reading() as tx:
        latest = audit_log.latest(tx, 50)
        case_ids = [event.event.case_id for event in latest if event.event.case_id]
        open_ones = tasks.open_of_cases(tx, case_ids[:1])
    office.case_id = next(iter(open_ones), "")
    office.clock.move_to(max([office.clock.now(), *(e.entered_at for e in latest[:1])]))


def _tasks_done(office: AtWork) -> int:
    with office.services.database.reading() as tx:
        return tx.number(select(func.count()).select_from(submission))


def _killed(office: AtWork, act: Callable[[AtWork], None], patience: float) -> bool:
    """Let a child act, kill it after a while; return whether it was killed before it ended."""
    # No connection may be shared with the child.
    office.services.database.dispose()
    child = os.fork()
    if child == 0:
        try:
            act(office)
        finally:
            os._exit(0)
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.WIFSIGNALED(status)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _work(office: AtWork) -> None:
    if not office.case_id:
        office.start()
    while True:
        office.go_on()
        if not office.open_tasks():
            office.start()


def _die_at(office: AtWork, point: int) -> None:
    """Do one task and die just before its n-th statement."""
    if not office.case_id:
        office.start()
    with office.services.database.counting() as counter:
        counter.texts = KillingList(point)
        office.go_on()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
