"""Random models, net against engine: `python -m tests.campaign.verification_walks --models 4000`.

Every second model is rewired at random. What the verifier judges sound must run in the engine as
the net says; the seed of a difference is printed, and makes the same model again. Two processes at
a time take a part each and end with it: in one that lives long, what thousands of models leave
behind takes more time than the models.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from app.errors import ChuTruongError
from app.verification.states.explore import Limits
from tests.verification.states.random_models import compare

A_PART = 250
LIMITS = Limits(states=4_000, seconds=10.0)


def main(arguments: list[str] | None = None) -> int:
    """Compare and report; 1 when anything differed or broke."""
    options = _options(arguments)
    began, counts = time.monotonic(), Counter[str]()
    end = options.seed + options.models
    parts = [range(at, min(at + A_PART, end)) for at in range(options.seed, end, A_PART)]
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as pool:
        for part in pool.map(_part, parts):
            counts.update(part)
    told = ", ".join(f"{count} {judged}" for judged, count in sorted(counts.items()))
    print(
        f"verification walks: {options.models} models from seed {options.seed}: {told}, "
        f"{time.monotonic() - began:.0f} s"
    )
    return 1 if counts["different"] or counts["broken"] else 0


def _part(seeds: range) -> Counter[str]:
    return Counter(_compared(seed) for seed in seeds)


def _compared(seed: int) -> str:
    try:
        found = compare(seed, walks=6, steps=40, limits=LIMITS)
    except (ChuTruongError, LookupError, TypeError, ValueError, AssertionError) as error:
        print(f"seed {seed}: {error!r}", file=sys.stderr)
        return "broken"
    for difference in found.differences[:1]:
        print(f"seed {seed}: {difference}", file=sys.stderr)
    return "different" if found.differences else found.judged


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
