"""Random instances repaired at random at every step: done whole or refused, never left broken."""

from __future__ import annotations

import random
from typing import Any

from app.domain.execution import Advance
from app.domain.repairs import Instruction, RepairKind
from app.engine import fire_timers, repair, standing
from app.engine.repairing import BEHIND_A_JOIN
from app.engine.repairing_places import TWICE
from app.engine.reseating_joins import starved
from app.engine.state import load
from app.errors import EngineFault, StepRefused
from tests.engine.desk import Desk
from tests.engine.walking.walker import Rider, Walk

EMPTY = "không còn gì để chờ"


class Repairing(Walk):
    """A walk whose stored instance is moved about by hand before every step."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.pick = random.Random(seed)  # noqa: S311
        self.done = 0

    def step(self) -> None:
        rider = self.riders[0]
        for one in self._instructions(rider):
            try:
                after = repair(self.made, rider.now.state, [one], _like(rider.desk))
            except (StepRefused, EngineFault):
                continue
            self._check(rider, after)
            self.done += 1
        self._cancel_each(rider)
        super().step()

    def _cancel_each(self, rider: Rider) -> None:
        """What is said to stay stays; what may go does not leave a scope or a join waiting."""
        for token in standing(self.made, rider.now.state):
            process, element = token.place
            one = Instruction(RepairKind.CANCEL, element, process, "", token.activation_id)
            try:
                self._check(rider, repair(self.made, rider.now.state, [one], _like(rider.desk)))
            except StepRefused as refused:
                told = BEHIND_A_JOIN in refused.message or EMPTY in refused.message
                assert told == bool(token.stays) or TWICE in refused.message or token.refusal
                continue
            assert not token.stays or token.refusal

    def _instructions(self, rider: Rider) -> list[Instruction]:
        found = []
        for token in standing(self.made, rider.now.state):
            process, element = token.place
            for target in self.pick.sample(token.targets, min(2, len(token.targets))):
                found.append(Instruction(RepairKind.MOVE, element, process, target))
                found.append(Instruction(RepairKind.ADD, process_id=process, target=target))
        return found

    def _check(self, rider: Rider, after: Advance) -> None:
        """What came of it loads, waits for something, and starves at no new join."""
        assert not after.finished
        assert after.open_tasks or after.timers or after.waits
        again = fire_timers(self.made, after.state, _like(rider.desk))
        assert again.state == after.state
        assert [t.id for t in again.open_tasks] == [t.id for t in after.open_tasks]
        was = {one.bpmn_id for one in self._starved(rider.now.state)}
        assert {one.bpmn_id for one in self._starved(after.state)} <= was

    def _starved(self, state: bytes) -> list[Any]:
        return [one for scope in load(self.made, state).scopes() for one in starved(scope)]


def _like(desk: Desk) -> Desk:
    """Return another desk with the same facts and clock, so that the walk itself sees nothing."""
    other = Desk(**desk.facts)
    other.clock = desk.clock
    return other


def test_repaired_instances_are_loadable_and_consistent() -> None:
    walks = [Repairing(seed) for seed in range(25)]
    for walk in walks:
        walk.run(12)
    assert sum(walk.done for walk in walks) > 300
