"""Random processes, some of them rewired at random: what is judged sound runs as the net says."""

from __future__ import annotations

import pytest

from tests.verification.states.random_models import compare


@pytest.mark.parametrize("seed", range(40))
def test_a_random_process_judged_sound_runs_in_the_engine_as_in_the_net(seed: int) -> None:
    assert compare(seed).differences == ()
