"""The cost of a step does not grow with the rounds a case has behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.actions.staff.open_task import open_task
from app.store import facts, instances, passes
from tests.factories import AtWork, asked_to_rework

ROUNDS = 20
ELEMENT = "determine_authority"


STATE_VARIES = 12  # bytes: the state is compressed, ids are random


@dataclass(frozen=True)
class Cost:
    """What one step of a round read and wrote."""

    statements: int
    sheets: int
    opening: int
    state: int = field(compare=False)


def _cost(office: AtWork) -> Cost:
    task = office.go_to(ELEMENT)
    with office.services.database.counting() as opening:
        open_task(office.services, office.actor("nga"), task.id)
    with office.services.database.counting() as count:
        office.go_on()
    with office.services.database.reading() as tx:
        instance = instances.load(tx, task.instance_id)
        latest = passes.latest_of_case(tx, office.case_id)
        assert latest is not None
        sheets = facts.load_of_instance(tx, office.case_id, latest.id, instance.id)
    return Cost(count.statements, len(sheets), opening.statements, len(instance.state))


@pytest.mark.timeout(300)
def test_step_costs_the_same_in_the_twentieth_round(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.answers["record_meeting"] = asked_to_rework
    costs = []
    for _ in range(ROUNDS):
        costs.append(_cost(office))
        office.go_to("rework_plan")
        office.go_on()
    assert office.case().round_no == ROUNDS + 1
    assert set(costs) == {costs[0]}
    assert max(c.state for c in costs) - min(c.state for c in costs) <= STATE_VARIES, costs


def test_page_reads_only_the_steps_of_its_round(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.answers["record_meeting"] = asked_to_rework
    seen = []
    for _ in range(3):
        office.go_to(ELEMENT)
        seen.append(office.page("nga", ELEMENT).diagram_svg)
        office.go_to("rework_plan")
        office.go_on()
    assert len(set(seen)) == 1
