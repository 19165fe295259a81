"""The record leaves as an event log that agrees with it; restricted cases only to their readers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from lxml import etree

from app.actions.audit.export_event_log import LogFormat, export_event_log
from app.domain.audit import EventKind
from app.domain.clock import local_day
from app.errors import PermissionDenied
from app.mining.xes import moment
from app.store import audit_log, cases, tasks
from tests.actions.audit.leave import let_read
from tests.factories import AtWork
from tests.mining.ocel_rules import ocel_faults
from tests.mining.xes_rules import xes_faults

AUDITOR, ADMIN, OFFICER = "kiemsoat", "quantri", "nga"


def exported(office: AtWork, kind: LogFormat, person_id: str = AUDITOR) -> bytes:
    return b"".join(export_event_log(office.services, office.actor(person_id), kind))


def xes_events(content: bytes) -> list[Mapping[str, str]]:
    return [
        {one.get("key", ""): one.get("value", "") for one in event}
        for event in etree.fromstring(content).iter("event")
    ]


def test_event_logs_of_an_ended_case_are_valid_and_agree_with_its_record(office: AtWork) -> None:
    office.go_to_end()
    as_xes, as_ocel = exported(office, LogFormat.XES), exported(office, LogFormat.OCEL)
    assert xes_faults(as_xes) == []
    assert ocel_faults(as_ocel) == []
    told, objects = xes_events(as_xes), json.loads(as_ocel)
    recorded = _recorded(office)
    assert {event["record"]: event["time:timestamp"] for event in told} == recorded
    assert {event["id"]: _plain(event["time"]) for event in objects["events"]} == recorded
    assert _durations(told) == _durations_of_tasks(office)
    assert _ocel_durations(objects) == _durations(told)


def _recorded(office: AtWork) -> dict[str, str]:
    """Return the lines of the case's runs with their moments, as the chains have them."""
    with office.services.database.reading() as tx:
        found = audit_log.of_case(tx, office.case_id)
    return {
        f"{one.chain_id}:{one.seq}": _plain(one.event.at.isoformat())
        for one in found
        if one.event.kind is not EventKind.STEP_TAKEN
    }


def _plain(text: str) -> str:
    return moment(datetime.fromisoformat(text))


def _durations(events: list[Mapping[str, str]]) -> list[tuple[str, int, int]]:
    """Return step, seconds and working days of what people had, the seconds counted anew."""
    found = []
    for event in events:
        if "start_timestamp" in event:
            begun, ended = (
                datetime.fromisoformat(event[key]) for key in ("start_timestamp", "time:timestamp")
            )
            assert int(event["duration_seconds"]) == (ended - begun).total_seconds()
            days = int(event["working_days"])
            found.append((event["element"], int(event["duration_seconds"]), days))
    return sorted(found)


def _durations_of_tasks(office: AtWork) -> list[tuple[str, int, int]]:
    with office.services.database.reading() as tx:
        world, profile = office.services.world(tx), office.case().profile
        calendar, rows = world.calendar(profile), tasks.of_case(tx, office.case_id)
    return sorted(
        (
            row.element_id,
            round((row.completed_at - row.opened_at).total_seconds()),
            calendar.count(local_day(row.opened_at), local_day(row.completed_at)),
        )
        for row in rows
        if row.completed_at
    )


def _ocel_durations(log: Any) -> list[tuple[str, int, int]]:
    said = [{one["name"]: one["value"] for one in event["attributes"]} for event in log["events"]]
    return sorted(
        (one["element"], int(one["duration_seconds"]), int(one["working_days"]))
        for one in said
        if "duration_seconds" in one
    )


def test_restricted_case_leaves_only_with_leave_and_is_recorded_when_auditors_read_it(
    office: AtWork,
) -> None:
    office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        cases.update(tx, replace(cases.load(tx, office.case_id), restricted=True))
    assert xes_events(exported(office, LogFormat.XES, ADMIN)) == []
    assert _reads(office) == []
    assert xes_events(exported(office, LogFormat.XES)) == []
    let_read(office)
    assert xes_events(exported(office, LogFormat.XES)) != []
    assert xes_faults(exported(office, LogFormat.XES)) == []
    assert ocel_faults(exported(office, LogFormat.OCEL)) == []
    kinds = [(one.event.kind.value, one.event.actor_id) for one in _reads(office)]
    assert kinds[-1] == ("case_read", AUDITOR) and len(kinds) == 5


def _reads(office: AtWork) -> list[Any]:
    with office.services.database.reading() as tx:
        return audit_log.of_chain(tx, audit_log.READS_PREFIX + office.case_id)


def test_who_took_the_record_out_is_recorded_and_others_are_refused(
    sqlite_office: AtWork,
) -> None:
    exported(sqlite_office, LogFormat.OCEL)
    with pytest.raises(PermissionDenied):
        export_event_log(sqlite_office.services, sqlite_office.actor(OFFICER), LogFormat.OCEL)
    with sqlite_office.services.database.reading() as tx:
        (found,) = audit_log.of_kind(tx, EventKind.EVENT_LOG_EXPORTED)
    assert (found.event.actor_id, found.event.payload["kind"]) == (AUDITOR, "ocel")
