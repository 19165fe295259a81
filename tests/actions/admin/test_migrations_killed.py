"""A worker killed while it moves cases: each is moved whole or not at all, the next one goes on."""

from __future__ import annotations

from app.actions.admin.propose_migration import propose_migration
from tests.actions.admin.moving import AN, NONE, REASON, agreed, newest, publish, running
from tests.factories import AtWork
from tests.store.killed_acts import told_by

P01 = "p01_art4_case"


def test_request_is_carried_out_by_workers_killed_at_every_statement(office: AtWork) -> None:
    ids = []
    for element_id in ("register_incoming", "prepare_plan"):
        office.case_id = ""
        office.go_to(element_id)
        ids += [row.id for row in running(office)]
    before = newest(office)
    after = publish(office, P01, ("Chuẩn bị lại kế hoạch", "Chuẩn bị lại"))
    move_id = propose_migration(office.services, AN, before, after, NONE, ids, REASON)
    agreed(office, move_id)
    url = office.services.settings.database_url
    office.services.database.dispose()
    points = told_by("tests.actions.admin.killed_moves", url, move_id)
    assert all(point["faults"] == [] and point["together"] for point in points)
    assert all(point["lines"] == point["moved"] for point in points)
    assert (points[-1]["moved"], points[-1]["done"]) == (len(ids), True)
    # One kill for each statement of a transfer at least, and one worker that came through.
    assert sum(point["killed"] for point in points) >= 10
