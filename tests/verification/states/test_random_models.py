"""Random processes, some of them rewired at random: what is judged sound runs as the net says."""

from __future__ import annotations

import pytest

from tests.verification.states.random_models import compare

# Beside the first: a term of its own in each copy of a call.
SEEDS = (*range(40), 20016, 20418)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_process_judged_sound_runs_in_the_engine_as_in_the_net(seed: int) -> None:
    assert compare(seed).differences == ()
