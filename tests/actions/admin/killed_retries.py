"""Run by test_incidents_killed: an incident tried again by workers that are killed.

Usage: python -m tests.actions.admin.killed_retries DATABASE_URL NOW every|always. With `every` the
sound incident is tried by workers killed at each of their statements in turn; with `always` by
workers that all die in the middle of the work. After each one JSON line says how things stand.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.actions.admin.retry_due_incidents import retry_due_incidents
from app.domain.incidents import IncidentState
from app.steps.services import Services
from app.store import audit_log, incident_lists
from app.store.audit_check import verify
from app.store.database import Database
from tests.actions.admin.failing import the_incident
from tests.factories import AtWork, at_work
from tests.store.killed_acts import killed_at

# Within the transaction that carries the work out, whatever the database.
IN_THE_MIDDLE = 16


def main(url: str, now: str, how: str) -> None:
    """Kill a worker after the other, until nothing is tried any more."""
    with TemporaryDirectory() as folder:
        office = at_work(Database(url), Path(folder), url, datetime.fromisoformat(now))
        if how == "every":
            settings = replace(office.services.settings, retry_attempts=1_000)
            database = office.services.database
            office.services = Services(settings, database=database, clock=office.clock)
        with office.services.database.reading() as tx:
            # Compiled here once: each worker is a fork of this process.
            office.services.catalogue(tx, office.services.world(tx).latest_release)
        for point in range(200):
            incident = the_incident(office)
            if incident.state is not IncidentState.WAITING:
                return
            office.clock.tick(3600)
            where = point if how == "every" else IN_THE_MIDDLE
            killed = killed_at(office.services, where, retry_due_incidents)
            print(json.dumps({"killed": killed, **state_of(office)}), flush=True)


def state_of(office: AtWork) -> dict[str, Any]:
    """Return how often it was tried, what stands in the chain, whether both fit together."""
    incident = the_incident(office)
    with office.services.database.reading() as tx:
        tried = incident_lists.attempts(tx, incident.id)
        kinds = [one.event.kind.value for one in audit_log.of_instance(tx, incident.instance_id)]
        return {
            "state": incident.state.value,
            "attempts": incident.attempts,
            "counted": 1 + len(tried),
            "told": 1 + kinds.count("incident_retried"),
            "fired": kinds.count("timer_fired"),
            "solved": kinds.count("incident_solved"),
            "broken": [one.reason for one in verify(tx)],
        }


if __name__ == "__main__":
    main(*sys.argv[1:])
