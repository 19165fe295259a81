"""Work that really fails: states and rows broken in the database, and put right again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from app.actions.admin.fire_due_timers import fire_due_timers
from app.domain.incidents import Attempt, Incident
from app.store import audit_log, incident_lists, incidents, instances, timers
from app.store.incident_lists import IncidentFilter
from tests.factories import AtWork

BROKEN = b"not a state"


def watch_of(office: AtWork) -> str:
    """Return the instance that watches the term of the case at hand."""
    with office.services.database.reading() as tx:
        return instances.of_case(tx, office.case_id)[1].id


def put_state(office: AtWork, instance_id: str, state: bytes) -> bytes:
    """Write the state of an instance past the application; return the one it had."""
    with office.services.database.transaction() as tx:
        before = instances.load_locked(tx, instance_id).state
        values = {"state": state, "id": instance_id}
        tx.execute(text("UPDATE instance SET state = :state WHERE id = :id"), values)
    return before


def broken_watch(office: AtWork) -> tuple[str, bytes]:
    """Let the watch of a fresh case fail at day 20; return its instance and its sound state."""
    office.case_id = ""
    office.go_to("register_incoming")
    return fail_at_day_20(office)


def fail_at_day_20(office: AtWork) -> tuple[str, bytes]:
    """Let the watch of the case at hand fail; return its instance and its sound state."""
    instance_id = watch_of(office)
    sound = put_state(office, instance_id, BROKEN)
    with office.services.database.reading() as tx:
        day_20 = timers.of_instance(tx, instance_id)[0].due_at
    office.clock.move_to(day_20)
    fire_due_timers(office.services)
    return instance_id, sound


def every_incident(office: AtWork) -> list[Incident]:
    """Return all incidents, over or not, by code."""
    with office.services.database.reading() as tx:
        codes = [f"SC-2024-{number:04d}" for number in range(1, 20)]
        return incident_lists.by_codes(tx, codes)


def the_incident(office: AtWork) -> Incident:
    """Return the one incident there is."""
    (found,) = every_incident(office)
    return found


def attempts_of(office: AtWork, incident: Incident) -> list[Attempt]:
    """Return the attempts that were made at an incident."""
    with office.services.database.reading() as tx:
        return incident_lists.attempts(tx, incident.id)


def lines_of(office: AtWork, instance_id: str) -> list[tuple[str, str]]:
    """Return kind and actor of the lines about incidents in an instance's chain."""
    with office.services.database.reading() as tx:
        found = audit_log.of_instance(tx, instance_id)
    told = [(one.event.kind.value, one.event.actor_name) for one in found]
    return [(kind, actor) for kind, actor in told if kind.startswith("incident_")]


def count_open(office: AtWork) -> int:
    """Return how many wait for a person."""
    with office.services.database.reading() as tx:
        assert incident_lists.count(tx, IncidentFilter()) >= incidents.count_open(tx)
        return incidents.count_open(tx)


def system_events(office: AtWork, kind: str) -> list[Mapping[str, Any]]:
    """Return the payloads of the lines of this kind in the system's chain."""
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN, payloads=True)
    return [one.event.payload for one in found if one.event.kind.value == kind]
