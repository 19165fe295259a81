"""Random instances put onto an equal version at every step: nothing is refused, nothing changes."""

from __future__ import annotations

import pytest

from app.engine import reseat
from tests.engine.drawing_board import program
from tests.engine.walking.drawing import drawn
from tests.engine.walking.walker import Walk


class Moving(Walk):
    """A walk whose stored instance changes its version before every step."""

    def step(self) -> None:
        rider = self.riders[0]
        desk, log = rider.desk, list(rider.desk.log)
        found = reseat(self.made, program(drawn(self.model)), rider.now.state, desk, {})
        assert found.obstacles == () and found.armed == ()
        assert found.after is not None and found.after.state == rider.now.state
        assert found.after.open_tasks == rider.now.open_tasks
        assert found.after.timers == rider.now.timers and found.after.waits == rider.now.waits
        assert desk.log == log
        super().step()


@pytest.mark.parametrize("seed", range(25))
def test_instance_on_an_equal_version_is_the_same_at_every_step(seed: int) -> None:
    Moving(seed).run(30)
