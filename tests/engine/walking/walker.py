"""Walks at random: stored at every step, kept in memory, and the reference; all must agree."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.execution import ROOT, Activation, Advance
from app.engine import Program, complete, deliver, fire_timers, start
from app.engine.stepping import complete_in, deliver_in, fire_timers_in, start_in
from app.engine.workflow import Workflow
from tests.engine.desk import Desk
from tests.engine.drawing_board import program
from tests.engine.walking.drawing import drawn
from tests.engine.walking.models import FACTS, random_model
from tests.engine.walking.reference import Player

Key = tuple[str, tuple[Any, ...]]
View = dict[str, list[Key]]


@dataclass
class Rider:
    """One engine under comparison with its own host."""

    desk: Desk
    now: Advance
    complete: Callable[[str], Advance]
    deliver: Callable[[str], Advance]
    fire: Callable[[], Advance]

    def view(self) -> View:
        return {kind: [key for key, _ in found] for kind, found in self.offers().items()}

    def offers(self) -> dict[str, list[tuple[Key, str]]]:
        items = _items(self.now)
        tasks = [
            ((t.element.id, _with_own(self.now, t.activation)), t.id) for t in self.now.open_tasks
        ]
        waits = [((w.element_id, items[w.activation_id]), w.id) for w in self.now.waits]
        timers = [((t.element_id, items[t.activation_id]), t.id) for t in self.now.timers]
        return {"task": sorted(tasks), "message": sorted(waits), "timer": sorted(timers)}

    def move(self, kind: str, key: Key) -> None:
        found = next(name for other, name in self.offers()[kind] if other == key)
        self.now = self.complete(found) if kind == "task" else self.deliver(found)


def _items(now: Advance) -> dict[str, tuple[Any, ...]]:
    """Return the loop elements around each activation, outermost first."""
    known = {a.id: a for a in now.activations}
    found: dict[str, tuple[Any, ...]] = {}
    for activation in now.activations:
        chain, step = [], activation
        while step.id != ROOT:
            chain.append(tuple(step.element.values()))
            step = known[step.parent_id]
        found[activation.id] = sum(reversed(chain), ())
    return found


def _with_own(now: Advance, activation: Activation) -> tuple[Any, ...]:
    """Return the loop elements around a task, its own included."""
    called = next(a for a in now.activations if a.id == activation.id)
    own = (value for name, value in activation.element.items() if name not in called.element)
    return _items(now)[activation.id] + tuple(own)


def stored(made: Program, desk: Desk) -> Rider:
    """An instance that is written and read back at every step."""
    rider = Rider(
        desk,
        start(made, desk),
        lambda task_id: complete(made, rider.now.state, task_id, desk),
        lambda wait_id: deliver(made, rider.now.state, wait_id, desk),
        lambda: fire_timers(made, rider.now.state, desk),
    )
    return rider


def kept(made: Program, desk: Desk) -> Rider:
    """An instance that stays in memory from its start to its end."""
    workflow = Workflow(made.main, made.specs)
    return Rider(
        desk,
        start_in(workflow, desk, ""),
        lambda task_id: complete_in(workflow, task_id, desk),
        lambda wait_id: deliver_in(workflow, wait_id, desk),
        lambda: fire_timers_in(workflow, desk),
    )


class Difference(AssertionError):
    """Two players disagree; says where."""


class Walk:
    """One walk over the model of a seed."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)  # noqa: S311
        self.model = random_model(seed)
        self.made = program(drawn(self.model))
        facts = self.facts()
        self.riders = [stored(self.made, Desk(**facts)), kept(self.made, Desk(**facts))]
        self.player = Player(self.model, facts, self.riders[0].desk.clock)
        self.trace: list[str] = []

    def facts(self) -> dict[str, Any]:
        items = [f"i{n}" for n in range(self.choose.randint(0, 3))]
        return {**{fact: self.choose.random() < 0.5 for fact in FACTS}, "items": items}

    def run(self, steps: int) -> int:
        """Take at most `steps` steps; raises Difference."""
        for step in range(steps):
            self.compare()
            if self.player.finished:
                return step
            self.step()
        self.compare()
        return steps

    def step(self) -> None:
        view = self.riders[0].view()
        moves = [(kind, key) for kind in ("task", "message") for key in view[kind]]
        timers = self.riders[0].now.timers
        if timers and (not moves or self.choose.random() < 0.15):
            self.later(min(timer.due_at for timer in timers))
            return
        kind, key = self.choose.choice(moves)
        self.trace.append(f"{kind} {key}")
        if kind == "task":
            facts = self.facts()
            self.player.facts.update(facts)
            for rider in self.riders:
                rider.desk.facts.update(facts)
        for rider in self.riders:
            rider.move(kind, key)
        self.player.fire(kind, key)

    def later(self, moment: datetime) -> None:
        self.trace.append(f"clock {moment}")
        for rider in self.riders:
            rider.desk.clock = moment
            rider.now = rider.fire()
        self.player.later(moment)

    def compare(self) -> None:
        """Compare what all offer, what services ran and whether it is over."""
        expected = {
            kind: sorted((leaf.id, leaf.items) for leaf in self.player.waiting(kind))
            for kind in ("task", "message", "timer")
        }
        for name, rider in zip(("stored", "kept"), self.riders, strict=True):
            log = [entry for entry in rider.desk.log if " " not in entry]
            for what, found, wanted in (
                ("offers", rider.view(), expected),
                ("services", log, self.player.log),
                ("end", rider.now.finished, self.player.finished),
            ):
                if found != wanted:
                    raise Difference(
                        f"{name}: {what}\n found {found}\nwanted {wanted}\n{self.trace}\n"
                        f"{drawn(self.model)}"
                    )
