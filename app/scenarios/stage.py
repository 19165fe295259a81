"""Where a scenario plays: the installation, its clock, the worker, the people, the cases by label.

Time passes here: on the way to a later moment the worker does, in order, what is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from app.actions import Services
from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.sweep_clocks import sweep_clocks
from app.domain.cases import CaseRow, ClockRow, TaskRow, TaskState
from app.domain.clock import LOCAL, MovableClock
from app.errors import ScenarioFailed
from app.scenarios.desk import Desk, OpenForm
from app.scenarios.fixture import Fixture
from app.scenarios.moments import Reckoning, has_time, is_moment, moment_of
from app.store import cases, clocks, documents, tasks, timers
from app.store.database import Transaction
from app.working_days import Calendar

# How long a person takes for one act.
PAUSE = timedelta(minutes=1)
MOST_TICKS = 1000


class Forger(Protocol):
    """Whoever has the database's own password; only a database thrown away has one."""

    def change_audit_row(self, chain_id: str, seq: int) -> None:
        """Change one row of a chain behind the application's back."""

    def remove_paper(self, document_id: str) -> None:
        """Take a paper and its deliveries out of the register."""


@dataclass
class Staged:
    """One case of a scenario: its row and what was answered in it so far."""

    case_id: str
    sent: dict[tuple[str, str], Any] = field(default_factory=dict)


@dataclass
class Stage:
    """One installation being played on; the door that made it hands in browsers and tampering."""

    services: Services
    clock: MovableClock
    fixture: Fixture
    desk: Desk
    today: date
    forger: Forger | None = None
    worker_up: bool = True
    cases: dict[str, Staged] = field(default_factory=dict)
    held: dict[str, OpenForm] = field(default_factory=dict)
    tampered: tuple[str, int] | None = None

    # Time ------------------------------------------------------------------------------

    def move_to(self, moment: datetime) -> None:
        """Let time pass; the worker wakes at every timer on the way, and at the end."""
        for _ in range(MOST_TICKS):
            due = self._next_due(moment)
            if due is None:
                break
            self.clock.move_to(max(due, self.clock.now()))
            self.tick()
        else:
            raise ScenarioFailed(f"hẹn giờ không dứt trước {moment:%H:%M %d/%m/%Y}")
        if moment > self.clock.now():
            self.clock.move_to(moment)

    def pass_time(self, moment: datetime) -> None:
        """Move the clock because the scenario says so, and let the worker look around."""
        self.move_to(moment)
        self.tick()

    def tick(self) -> None:
        """One round of the worker, unless it is stopped."""
        if self.worker_up:
            fire_due_timers(self.services)
            sweep_clocks(self.services)

    def _next_due(self, until: datetime) -> datetime | None:
        if not self.worker_up:
            return None
        with self.services.database.reading() as tx:
            due = timers.next_due(tx)
        return due if due is not None and due <= until else None

    @property
    def calendar(self) -> Calendar:
        """The working calendar of the installation's profile."""
        with self.services.database.reading() as tx:
            return self.services.world(tx).calendar(self.services.settings.profile)

    def reckoning(self, label: str, since: datetime | None = None) -> Reckoning:
        """Return what moments of a case are reckoned from: now, or `since`."""
        clock = self.present_clock(label)
        day0 = clock.day0 if clock else None
        return Reckoning(since or self.clock.now(), self.today, self.calendar, day0)

    def moment(self, label: str, text: str, since: datetime | None = None) -> datetime:
        """Return the moment that a text of the scenario means now, or meant at `since`."""
        found = self.resolved(label, text) if text.startswith("$") else text
        return moment_of(str(found), self.reckoning(label, since))

    # Cases, tasks ------------------------------------------------------------------------

    def staged(self, label: str) -> Staged:
        """Return a case by its label; raise ScenarioFailed before it was begun."""
        if label not in self.cases:
            raise ScenarioFailed(f"chưa có hồ sơ “{label}”; bắt đầu bằng SUBMIT hoặc start")
        return self.cases[label]

    def case_row(self, tx: Transaction, label: str) -> CaseRow:
        """Return the row of a case."""
        return cases.load(tx, self.staged(label).case_id)

    def present_clock(self, label: str) -> ClockRow | None:
        """Return the answer clock of the case's latest pass."""
        if label not in self.cases:
            return None
        with self.services.database.reading() as tx:
            found = clocks.of_case(tx, self.cases[label].case_id)
        return found[-1] if found else None

    def adopt(self, label: str, task_id: str) -> None:
        """Give a label to the case that a task belongs to."""
        with self.services.database.reading() as tx:
            self.cases[label] = Staged(tasks.load(tx, task_id).case_id)

    def task(
        self, label: str, element: str, paper: str = "", *, who: str = "", done: bool = False
    ) -> TaskRow:
        """Return the open task of an element (of a paper `TYPE` or `TYPE/item`).

        Of several that are open at once (a council, bodies asked) the one of the person named.
        With `done` the last one is taken when none is open; raises ScenarioFailed naming what is.
        """
        found = self.tasks(label, element, paper)
        open_ones = [row for row in found if row.state is TaskState.OPEN]
        if open_ones:
            own = [row for row in open_ones if who and self._is_for(row, who)]
            return (own or open_ones)[0]
        if done and found:
            return found[-1]
        names = ", ".join(sorted(self.open_elements(label))) or "không việc nào"
        what = f"{element} của {paper}" if paper else element
        raise ScenarioFailed(f"việc {what} không mở; đang mở: {names}")

    def _is_for(self, task: TaskRow, who: str) -> bool:
        person = self.fixture.person(who)
        if task.person_ids:
            return person in task.person_ids
        return self.fixture.cast.get(task.body_id, {}).get(task.role) == person

    def tasks(self, label: str, element: str, paper: str = "") -> list[TaskRow]:
        """Return all tasks of an element in a case, oldest first."""
        with self.services.database.reading() as tx:
            rows = tasks.of_case(tx, self.staged(label).case_id)
            found = [row for row in rows if row.element_id == element]
            return [row for row in found if not paper or _is_of(tx, row, paper)]

    def open_elements(self, label: str) -> list[str]:
        """Return the element ids of a case's open tasks."""
        with self.services.database.reading() as tx:
            rows = tasks.of_case(tx, self.staged(label).case_id)
        return [row.element_id for row in rows if row.state is TaskState.OPEN]

    def actor_of(self, label: str, task: TaskRow, who: str) -> str:
        """Return who does a task: the one named, else the cast of its role and body."""
        if who:
            return self.fixture.person(who)
        if task.person_ids:
            return task.person_ids[0]
        return self.fixture.acting(task.body_id, task.role)

    # Answers -----------------------------------------------------------------------------

    def resolved(self, label: str, value: Any) -> Any:
        """Return a written answer with `$names` and relative moments put into plain values."""
        if isinstance(value, Mapping):
            return {name: self.resolved(label, one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.resolved(label, one) for one in value]
        if not isinstance(value, str):
            return value
        if value.startswith("$"):
            return self._named(label, value[1:])
        if is_moment(value):
            at = moment_of(value, self.reckoning(label))
            return f"{at:%Y-%m-%d %H:%M}" if has_time(value) else f"{at:%Y-%m-%d}"
        return value

    def _named(self, label: str, name: str) -> Any:
        element, dot, key = name.partition(".")
        sent = self.staged(label).sent
        if dot:
            if (element, key) not in sent:
                raise ScenarioFailed(f"“${name}”: chưa có câu trả lời nào của việc này")
            return sent[element, key]
        with self.services.database.reading() as tx:
            row = self.case_row(tx, label)
        return row.started_by if name == "proposer" else self.fixture.acting(row.body_id, name)

    def local_now(self) -> datetime:
        """Return the present moment in Việt Nam's time."""
        return self.clock.now().astimezone(LOCAL)


def _is_of(tx: Transaction, task: TaskRow, paper: str) -> bool:
    row = documents.of_activation(tx, task.instance_id, task.activation_id)
    kind, _, item = paper.partition("/")
    return row is not None and row.doc_type == kind and (not item or row.item == item)
