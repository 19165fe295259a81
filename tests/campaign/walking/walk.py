"""One walk: a few cases side by side, first as chance will, then straight on until all have ended.

The seed decides everything but the ids of rows; a walk that fails says what it did.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from uuid import uuid4

from app.actions.staff.claim_task import claim_task
from app.actions.staff.open_task import open_task
from app.actions.staff.release_task import release_task
from app.actions.staff.start_emergency import start_emergency
from app.actions.staff.start_plan import start_plan
from app.domain.cases import TaskRow
from app.domain.clock import local_day
from app.errors import Conflict
from app.store import cases, tasks
from tests.campaign.walking.answering import Answering, Blocked
from tests.campaign.walking.attempting import attempt
from tests.campaign.walking.case_acts import ACTS, OnCase, choose_act
from tests.campaign.walking.finishing import finish
from tests.campaign.walking.looking import (
    Fault,
    all_cases,
    candidates,
    check_nobody_stuck,
    check_sound,
)
from tests.campaign.walking.premises import move_in
from tests.campaign.walking.time_passing import let_time_pass

BOLDNESS = (0.05, 0.2, 0.4, 0.8)
STEPS_A_CASE = 16
DEEDS = ("answer", "spoil", "stranger", "act", "time", "hold", "look")
WEIGHTS = (56, 7, 5, 14, 12, 4, 2)


class Walk:
    """The people of an installation at work, by chance."""

    def __init__(self, seed: int, installed: Path, folder: Path) -> None:
        self.chance = random.Random(seed)  # noqa: S311 a test wants the same walk again
        self.office = move_in(installed, folder, self.chance)
        self.boldness = self.chance.choice(BOLDNESS)
        self.counts: Counter[str] = Counter()
        self.story: list[str] = []
        self.answering = Answering(self.office, self.chance, self.counts, self.story)
        with self.office.services.database.reading() as tx:
            self.organisation = self.office.services.world(tx).organisation
        self.people = sorted(person.id for person in self.organisation.people())

    def run(self, number: int) -> Counter[str]:
        """Walk so many cases to their ends and return what was counted; raises Fault."""
        try:
            for step in range(number * STEPS_A_CASE):
                if step % STEPS_A_CASE == 0:
                    self._begin()
                getattr(self, f"_{self.chance.choices(DEEDS, WEIGHTS)[0]}")()
            check_sound(self.office)
            check_nobody_stuck(self.office)
            finish(self.office, self.answering, self.counts)
            check_sound(self.office)
        finally:
            self.office.services.database.dispose()
        self.counts["cases"] += len(all_cases(self.office))
        self.office.services.database.dispose()
        return self.counts

    def _begin(self) -> None:
        self.office.clock.tick(60)
        today = local_day(self.office.clock.now())
        kind = self.chance.choices(["plan", "paper", "emergency"], (60, 15, 25))[0]
        holding = [p for p in self.people if self.organisation.position_kind(p, today) != "khong"]
        who = self.chance.choice(holding if self.chance.random() < 0.85 else self.people)
        if kind == "paper":
            bodies = sorted(unit.id for unit in self.organisation.units())
            offices = [p for b in bodies for p in self.organisation.holders("office", b, today)]
            who = self.chance.choice(offices)
        actor, services = self.office.actor(who), self.office.services
        starts = {
            "plan": lambda: start_plan(services, actor, "dien_tu"),
            "paper": lambda: start_plan(services, actor, self.chance.choice(["giay", "buu_chinh"])),
            "emergency": lambda: start_emergency(services, actor),
        }
        self._note(f"{who} starts {kind}")
        attempt(self.office, starts[kind], self.counts, f"start {kind}", doubtful=True)

    # What may happen next ------------------------------------------------------------------

    def _answer(self) -> None:
        task = self._any_task()
        if task is None:
            return
        try:
            done = self.answering.answer(task, self.boldness)
        except Blocked as blocked:
            self._note(f"{blocked}")
            self.counts["blocked for a while"] += 1
            return
        if done is not None and self.chance.random() < 0.06:
            self._again(task, *done)

    def _again(self, task: TaskRow, who: str, key: str) -> None:
        """Send the same once more, then with a key of its own: one receipt, one refusal."""
        again = attempt(
            self.office,
            lambda: self.office.submit(who, task.id, {}, idempotency_key=key),
            self.counts,
            "send twice",
            doubtful=True,
        )
        late = attempt(
            self.office,
            lambda: self.office.submit(who, task.id, {}, idempotency_key=uuid4().hex),
            self.counts,
            "send late",
            doubtful=True,
        )
        if again is not None or not isinstance(late, Conflict):
            raise Fault(f"{task.element_id} sent again: {again!r}, then {late!r}")

    def _spoil(self) -> None:
        task = self._any_task()
        if task is not None:
            self.answering.answer_wrongly(task, self.boldness)

    def _stranger(self) -> None:
        task = self._any_task()
        if task is None:
            return
        own = {*candidates(self.office, task), task.claimed_by}
        who = self.chance.choice([person for person in self.people if person not in own])
        self._note(f"stranger {who} tries {task.element_id}")
        refused = attempt(
            self.office,
            lambda: self.office.submit(who, task.id, {"agree": True}),
            self.counts,
            "stranger",
            doubtful=True,
        )
        if refused is None:
            raise Fault(f"{task.element_id}: {who} did what is not theirs")

    def _act(self) -> None:
        found = self._any_case_code()
        if found is None:
            return
        code, involved = found
        near = self.chance.random() < 0.8 and involved
        who = self.chance.choice(involved if near else self.people)
        name = choose_act(self.chance)
        self._note(f"{who}: {name}")
        self.office.clock.tick(60)
        at = OnCase(self.office, self.chance, self.office.actor(who), code, self.people)
        attempt(self.office, lambda: ACTS[name](at), self.counts, f"act {name}", doubtful=True)

    def _time(self) -> None:
        self._note(f"time passes {let_time_pass(self.office, self.chance)}")
        check_nobody_stuck(self.office)

    def _hold(self) -> None:
        """Take a task, or give back one that is held."""
        task = self._any_task()
        if task is None:
            return
        deed = release_task if task.claimed_by else claim_task
        likely = [task.claimed_by] if task.claimed_by else candidates(self.office, task)
        who = self.chance.choice(likely or self.people)
        self._note(f"{who}: {deed.__name__} {task.element_id}")
        attempt(
            self.office,
            lambda: deed(self.office.services, self.office.actor(who), task.id),
            self.counts,
            deed.__name__,
            doubtful=True,
        )

    def _look(self) -> None:
        """Open the page of a task, entitled or not."""
        task = self._any_task()
        if task is None:
            return
        who = self.chance.choice([*candidates(self.office, task), *self.people])
        actor = self.office.actor(who)
        look = lambda: open_task(self.office.services, actor, task.id)  # noqa: E731
        attempt(self.office, look, self.counts, "look", doubtful=True)

    # Finding -------------------------------------------------------------------------------

    def _any_task(self) -> TaskRow | None:
        found = self.answering.open_tasks()
        return self.chance.choice(found) if found else None

    def _any_case_code(self) -> tuple[str, list[str]] | None:
        """Return the code of a case and who has to do with it."""
        case_ids = all_cases(self.office)
        with self.office.services.database.reading() as tx:
            rows = [row for row in (cases.load(tx, one) for one in case_ids) if row.code]
            if not rows:
                return None
            row = self.chance.choice(rows)
            done = {task.completed_by for task in tasks.of_case(tx, row.id)} - {"", None}
            open_ones = tasks.open_of_cases(tx, [row.id]).get(row.id, [])
        waiting = {who for task in open_ones for who in candidates(self.office, task)}
        today = local_day(self.office.clock.now())
        officers = {
            who
            for role in ("office", "standing_committee", "leader")
            for who in self.organisation.holders(role, row.body_id, today)
        }
        return row.code, sorted({*map(str, done), *waiting, *officers, row.started_by})

    def _note(self, line: str) -> None:
        self.story.append(f"{self.office.clock.now():%Y-%m-%d %H:%M} {line}")
