"""Two sessions on one task, stopped at chosen statements, in every order: one of them wins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from structlog.testing import capture_logs

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


class Meeting(list[str]):
    """Notes statements; tells when the facts are locked or asked for, and can stop after that."""

    def __init__(self, there: Event, go: Event | None = None) -> None:
        super().__init__()
        self._there, self._go = there, go

    def append(self, text: str) -> None:
        """Note a statement about to run."""
        asks = "fact_sheet" in text
        if asks and self._go is None:
            self._there.set()
        if self._go and any("fact_sheet" in earlier for earlier in self) and not asks:
            self._there.set()
            self._go.wait(20)
        super().append(text)


@pytest.mark.timeout(300)
def test_answer_and_worker_never_wait_for_each_other(office: AtWork) -> None:
    office.go_to("confirm_minutes")
    office.go_on()
    task = office.go_to("sign_document")
    carried = office.carried(task.id)
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    office.clock.move_to(clock.marks["d20"])
    worker, _ = _session(office, fire_due_timers_of)
    locked, asked, go = Event(), Event(), Event()

    def sign() -> None:
        with office.services.database.counting() as count:
            count.texts = Meeting(locked, go)
            doer = office.actor(office.doer_of(task))
            submit_task(office.services, doer, task.id, {"sign": "ky"}, **carried)

    def watch() -> None:
        with worker.services.database.counting() as count:
            count.texts = Meeting(asked)
            fire_due_timers(worker.services)
        asked.set()

    with capture_logs() as logs, ThreadPoolExecutor(2) as pool:
        # The answer holds the facts; the worker comes for them; the answer comes for the watch.
        signed = pool.submit(sign)
        assert locked.wait(20)
        watched = pool.submit(watch)
        # On SQLite the worker waits at its first statement until the answer is saved.
        asked.wait(1 if worker.services.database.dialect == "sqlite" else 20)
        go.set()
        signed.result(60)
        watched.result(60)
    worker.services.database.dispose()
    # A worker that the database had to stop would try again later, and say so here.
    assert [line for line in logs if line["event"] == "timer_failed"] == []
    fire_due_timers(office.services)
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    assert clock.state is ClockState.CLOSED
    assert office.case().state == "approved"
    assert faults(office.services) == []


def fire_due_timers_of(office: AtWork) -> int:
    """Let the worker of this process fire what is due."""
    return fire_due_timers(office.services)
