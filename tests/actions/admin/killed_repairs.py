"""Run by test_repairs_killed: an approved repair carried out by workers that are killed.

Usage: python -m tests.actions.admin.killed_repairs DATABASE_URL REPAIR_ID. A worker is killed
sooner, the next one later, until one comes through; after each, one JSON line says how it stands.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.actions.admin.carry_out_repairs import carry_out_repairs
from app.domain.case_requests import Repair, RepairItem, RequestResult, RequestState
from app.store import audit_log, case_requests, instances
from app.store.database import Database
from tests.factories import AtWork, at_work
from tests.steps.soundness import faults
from tests.store.killed_acts import killed_at

# A repair asks much before and after it writes: so every stretch of it is hit.
STRIDE = 43


def main(url: str, repair_id: str) -> None:
    """Kill a worker at point after point, until the request is done."""
    with TemporaryDirectory() as folder:
        office = at_work(Database(url), Path(folder), url)
        found = state_of(office, repair_id)
        for point in range(2, 1_000, STRIDE):
            if found["done"]:
                return
            killed = killed_at(office.services, point, carry_out_repairs)
            found = state_of(office, repair_id)
            print(json.dumps({"killed": killed, **found}), flush=True)


def state_of(office: AtWork, repair_id: str) -> dict[str, Any]:
    """Return whether the repair is done wholly or not at all, and what does not fit together."""
    with office.services.database.reading() as tx:
        request = case_requests.load(tx, Repair, repair_id)
        (item,) = case_requests.items(tx, RepairItem, repair_id)
        # The release is compiled here once: each worker is a fork of this process.
        office.services.catalogue(tx, instances.load(tx, item.instance_id).release_id)
        recorded = audit_log.of_instance(tx, item.instance_id)
    lines = [one for one in recorded if one.event.kind.value == "instance_repaired"]
    done = item.result is RequestResult.DONE
    return {
        "faults": faults(office.services),
        "together": len(lines) == done,
        "done": request.state is RequestState.DONE,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
