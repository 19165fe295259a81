"""Two sessions on one task, stopped at chosen statements, in every order: one of them wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.actions.staff.submit_task import submit_task
from app.domain.cases import ClockState
from app.errors import Conflict
from app.store import clocks, submissions
from app.store.database import Database
from tests.factories import AtWork, at_work
from tests.forms import answers
from tests.steps.soundness import faults
from tests.store.sessions_in_order import Pause, Script, all_orders, run_in_order

# When the rows are locked, and among the writes: three turns for each session.
STOPS = frozenset({1, 6})


class PausingList(list[str]):
    """Lets its session stop before the chosen statements."""

    def __init__(self, pause: Pause) -> None:
        super().__init__()
        self._pause = pause

    def append(self, text: str) -> None:
        """Note a statement about to run, or wait for one's turn first."""
        if len(self) in STOPS:
            self._pause()
        super().append(text)


def _session(office: AtWork, act: Callable[[AtWork], object]) -> tuple[AtWork, Script]:
    """Return a colleague's own process and the script of what they do in it."""
    url = office.services.settings.database_url
    folder: Path = office.services.settings.uploads_dir.parent
    other = at_work(Database(url), folder, url, office.clock.now())
    other.case_id = office.case_id
    # Caches are filled before: only what the act itself asks is stopped.
    other.open_tasks()
    other.actor("nga")

    def script(pause: Pause) -> None:
        with other.services.database.counting() as count:
            count.texts = PausingList(pause)
            act(other)

    return other, script


def _intake_by(office: AtWork, person: str) -> tuple[AtWork, Script]:
    task = office.task("register_incoming")
    actor, carried = office.actor(person), office.carried(task.id)

    def act(other: AtWork) -> None:
        submit_task(other.services, actor, task.id, answers.intake(), **carried)

    return _session(office, act)


@pytest.mark.timeout(300)
def test_in_every_order_one_submission_wins(office: AtWork) -> None:
    for order in all_orders(len(STOPS) + 1, len(STOPS) + 1):
        office.case_id = ""
        task = office.go_to("register_incoming")
        (one, a), (two, b) = _intake_by(office, "nga"), _intake_by(office, "dung")
        ends = run_in_order(order, a, b)
        one.services.database.dispose()
        two.services.database.dispose()
        lost = [end for end in ends if end is not None]
        assert [type(end) for end in lost] == [Conflict], (order, ends)
        with office.services.database.reading() as tx:
            sent = [one.task_id for one in submissions.of_case(tx, office.case_id)]
        assert sent.count(task.id) == 1, order
        assert [t.element_id for t in office.open_tasks()] == ["determine_authority"], order
    assert faults(office.services) == []
    assert not broken_chains(verify_audit(office.services))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("order", ["ABABAB", "BABABA", "AABBAB", "BBAABA"])
def test_answer_and_worker_never_wait_for_each_other(office: AtWork, order: str) -> None:
    office.go_to("confirm_minutes")
    office.go_on()
    task = office.go_to("sign_document")
    doer = office.doer_of(task)
    actor, carried = office.actor(doer), office.carried(task.id)
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    office.clock.move_to(clock.marks["d20"])

    def sign(other: AtWork) -> None:
        submit_task(other.services, actor, task.id, {"sign": "ky"}, **carried)

    def watch(other: AtWork) -> None:
        fire_due_timers(other.services)

    (one, a), (two, b) = _session(office, sign), _session(office, watch)
    assert list(run_in_order(order, a, b)) == [None, None]
    one.services.database.dispose()
    two.services.database.dispose()
    fire_due_timers(office.services)
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    assert clock.state is ClockState.CLOSED
    assert office.case().state == "approved"
    assert faults(office.services) == []
