"""A worker killed while it repairs a case: it is repaired whole or not at all, the next goes on."""

from __future__ import annotations

from tests.actions.admin.repairing import agreed, asked, moving
from tests.factories import AtWork
from tests.store.killed_acts import told_by


def test_repair_is_carried_out_by_workers_killed_on_the_way(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    repair_id = asked(office, moving("determine_authority", "register_incoming"))
    agreed(office, repair_id)
    url = office.services.settings.database_url
    office.services.database.dispose()
    points = told_by("tests.actions.admin.killed_repairs", url, repair_id)
    assert all(point["faults"] == [] and point["together"] for point in points)
    assert points[-1]["done"] and not points[-1]["killed"]
    assert sum(point["killed"] for point in points) >= 3
    assert [task.element_id for task in office.open_tasks()] == ["register_incoming"]
