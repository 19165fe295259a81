"""A retry killed at any point was counted or was not, was done whole or not at all, and ends."""

from __future__ import annotations

from typing import Any

from tests.actions.admin.failing import broken_watch, count_open, put_state, the_incident
from tests.factories import AtWork
from tests.store.killed_acts import told_by


def _killed(office: AtWork, how: str) -> list[dict[str, Any]]:
    instance_id, sound = broken_watch(office)
    put_state(office, instance_id, sound)
    url, now = office.services.settings.database_url, office.clock.now().isoformat()
    office.services.database.dispose()
    return told_by("tests.actions.admin.killed_retries", url, now, how)


def test_retry_killed_at_every_statement_fires_once_and_counts_each_attempt(
    office: AtWork,
) -> None:
    points = _killed(office, "every")
    for point in points:
        assert point["attempts"] == point["counted"] == point["told"]
        assert point["fired"] == point["solved"] == (point["state"] == "solved")
        assert point["broken"] == []
    assert points[-1]["state"] == "solved" and not points[-1]["killed"]
    assert sum(point["killed"] for point in points) >= 20


def test_work_that_kills_its_worker_is_left_to_a_person_after_the_last_attempt(
    office: AtWork,
) -> None:
    points = _killed(office, "always")
    assert [point["attempts"] for point in points] == [2, 3, 4, 5, 5]
    assert [point["killed"] for point in points] == [True, True, True, True, False]
    assert (points[-1]["state"], points[-1]["fired"]) == ("open", 0)
    assert (count_open(office), the_incident(office).attempts) == (1, 5)
