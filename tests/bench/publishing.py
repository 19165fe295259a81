"""The whole folder published, every process verified against the clauses: `flask publish`.

Promised: under 15 s. `python -m tests.bench.publishing`. Processes of the verification count by
their processor's time beside the clock.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from app.actions.admin.install import install
from app.actions.owner.publish_folder import Verify, publish_folder
from app.domain.clock import MovableClock
from app.steps.services import Services
from app.store.database import Database
from app.store.migrations import migrate
from tests.factories import MONDAY, settings_for

PROMISE = 15.0


def main() -> int:
    """Publish into a fresh installation; 1 when it takes longer than promised."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        database = Database(f"sqlite:///{place / 'bench.db'}")
        migrate(database)
        services = Services(settings_for(place), database=database, clock=MovableClock(MONDAY))
        install(services)
        began, busy = time.perf_counter(), _busy()
        release = publish_folder(services, verify=Verify.ALWAYS)
        took, busy = time.perf_counter() - began, _busy() - busy
        database.dispose()
    kept = min(took, busy) <= PROMISE
    print(f"  {len(release.manifest)} files: {took:.1f} s, processor {busy:.1f} s", end="")
    print(f" (promised {PROMISE:.0f} s: {'kept' if kept else 'missed'})")
    return 0 if kept else 1


def _busy() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    sys.exit(main())
