"""A short part of the random walks; `python -m tests.campaign.engine_walks` walks the long one."""

from __future__ import annotations

import pytest

from tests.engine.walking.walker import Walk


@pytest.mark.parametrize("seed", range(40))
def test_stored_and_kept_instances_and_the_reference_agree_at_every_step(seed: int) -> None:
    Walk(seed).run(60)
