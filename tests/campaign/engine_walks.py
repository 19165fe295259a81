"""The long walks of the engine: `python -m tests.campaign.engine_walks --walks 2000 [--seed N]`.

Every walk makes a random process and plays it three times at once: stored and read back at every
step, kept in memory, and by a reference without BPMN. The seed of a difference is printed; the same
seed makes the same walk again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from app.errors import ChuTruongError
from tests.engine.walking.walker import Difference, Walk


def main(arguments: list[str] | None = None) -> int:
    """Walk and report; 1 when anything differed or broke."""
    options = _options(arguments)
    began, counts = time.monotonic(), Counter[str]()
    for seed in range(options.seed, options.seed + options.walks):
        counts[_walk(seed, options.steps, counts)] += 1
    seconds = time.monotonic() - began
    print(
        f"engine walks: {options.walks} from seed {options.seed}, {counts['steps']} steps, "
        f"{counts['finished']} to their end, {counts['different']} differences, "
        f"{counts['broken']} crashes, {seconds:.0f} s"
    )
    return 1 if counts["different"] or counts["broken"] else 0


def _walk(seed: int, steps: int, counts: Counter[str]) -> str:
    try:
        walk = Walk(seed)
        counts["steps"] += walk.run(steps)
        counts["finished"] += walk.player.finished
    except Difference as difference:
        print(f"seed {seed}: {difference}", file=sys.stderr)
        return "different"
    except (ChuTruongError, LookupError, TypeError, ValueError, RuntimeError) as error:
        print(f"seed {seed}: {error!r}", file=sys.stderr)
        return "broken"
    return "same"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=2_000)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
