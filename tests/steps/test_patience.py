"""A timer that takes a waiting task away is refused as a whole; reminders and the lapse are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.diagrams import Element
from app.domain.execution import ROOT, Activation, Advance, OpenTask, PassedElement, StepKind
from app.errors import StepRefused
from app.register.register import Doer
from app.steps.patience import check_nothing_taken
from app.steps.step import fire_due
from app.steps.work import Work
from app.store import tasks
from tests.factories import AtWork
from tests.store.factories import task_row

DECISION = "p01c_decision"
WAITING = task_row("waiting", process_id=DECISION, name="Người đứng đầu quyết định")


def _fired(timer: str, *still_open: str) -> Advance:
    activation = Activation(id=ROOT, process_id=DECISION)
    element = Element("leader_decision", "userTask", DECISION)
    passed = PassedElement(timer, DECISION, ROOT, StepKind.FIRED)
    open_tasks = tuple(OpenTask(one, element, activation) for one in still_open)
    return Advance(b"", (passed,), open_tasks, (), (), (), (), finished=False)


@pytest.mark.trips("INV-21")
def test_a_timer_that_takes_a_task_away_is_refused_naming_the_task() -> None:
    with pytest.raises(StepRefused, match="Người đứng đầu quyết định") as refused:
        check_nothing_taken([WAITING], _fired("be_tacit_refusal"))
    assert refused.value.clauses == ("C-030", "INV-21")


@pytest.mark.trips("INV-21")
def test_the_worker_fires_nothing_that_takes_a_task_away(sqlite_office: AtWork) -> None:
    """The engine knows nothing of the second task: after the step it would be gone."""
    office = sqlite_office
    there = office.go_to("determine_authority")
    with office.services.database.transaction() as tx:
        tasks.open_tasks(tx, [replace(there, id="taken", name="Việc bị rút")])
    with (
        pytest.raises(StepRefused, match="Việc bị rút"),
        office.services.database.transaction() as tx,
    ):
        fire_due(Work(office.services, tx, office.clock.now(), Doer()), there.instance_id)
    assert {task.id for task in office.open_tasks()} == {there.id, "taken"}


def test_a_reminder_leaves_the_task_and_goes_through() -> None:
    check_nothing_taken([WAITING], _fired("leader_reminder", "waiting"))


def test_the_lapse_of_a_plan_not_sent_in_again_ends_the_proposers_task() -> None:
    check_nothing_taken([WAITING], _fired("rework_lapse"))


def test_an_opinion_may_be_marked_silent() -> None:
    opinion = replace(WAITING, process_id="p01b1_member_sheet")
    check_nothing_taken([opinion], _fired("be_member_due"))
