"""Run by test_migrations_killed: an approved request carried out by workers that are killed.

Usage: python -m tests.actions.admin.killed_moves DATABASE_URL MOVE_ID. A worker is killed at each
of its statements in turn; after each, one JSON line says what the database holds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.actions.admin.carry_out_migrations import carry_out_migrations
from app.domain.case_requests import MoveItem, RequestResult, RequestState, VersionMove
from app.store import audit_log, case_requests, instances
from app.store.database import Database
from tests.factories import AtWork, at_work
from tests.steps.soundness import faults
from tests.store.killed_acts import killed_at


def main(url: str, move_id: str) -> None:
    """Kill a worker at point after point, until the request is done."""
    with TemporaryDirectory() as folder:
        office = at_work(Database(url), Path(folder), url)
        # Both releases are compiled here once: each worker is a fork of this process.
        found = state_of(office, move_id)
        for point in range(200):
            if found["done"]:
                return
            killed = killed_at(office.services, point, carry_out_migrations)
            moved, found = found["moved"], state_of(office, move_id)
            if found["moved"] != moved or found["done"]:
                found = state_of(office, move_id, thoroughly=True)
            print(json.dumps({"killed": killed, **found}), flush=True)


def state_of(office: AtWork, move_id: str, thoroughly: bool = False) -> dict[str, Any]:
    """Return what does not fit together, how many are moved, and whether the request is done."""
    with office.services.database.reading() as tx:
        move = case_requests.load(tx, VersionMove, move_id)
        for release_id in (move.from_release, move.to_release):
            office.services.catalogue(tx, release_id)
        items = case_requests.items(tx, MoveItem, move_id)
        on_release = [instances.load(tx, one.instance_id).release_id for one in items]
        lines = [
            event
            for one in items
            for event in audit_log.of_instance(tx, one.instance_id)
            if event.event.kind.value == "instance_migrated"
        ]
    moved = [one.result is RequestResult.DONE for one in items]
    return {
        "faults": faults(office.services) if thoroughly else [],
        "together": moved == [one == move.to_release for one in on_release],
        "moved": sum(moved),
        "lines": len(lines),
        "done": move.state is RequestState.DONE,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
