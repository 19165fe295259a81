"""Random edits of every shipped diagram: `python -m tests.campaign.random_edits --seed 1`.

Each edit meets all that a publication asks. What passes must be listed among the free edits with a
reason; what is neither refused nor listed is printed and fails the run, and so does an entry that
no survivor of the three seeds answers to. `--edit "PROCESS | EDIT"` tells of one edit alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.verification.edits.free import free_edits, unanswered, unused
from tests.verification.edits.inventing import invented
from tests.verification.edits.making import Edit
from tests.verification.edits.publishing import refused_by

SEEDS = (1, 2, 3)
EDITS = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the edits of each seed; 1 when a survivor is not answered, or an entry not needed."""
    options = _options(arguments)
    if options.edit:
        file, _bar, words = options.edit.partition("|")
        print(sorted(refused_by(Edit(file.strip(), tuple(words.split())))) or "not refused")
        return 0
    seeds = tuple(options.seed or SEEDS)
    survivors = _survivors(seeds, options.edits, options.processes)
    left = unanswered(survivors)
    needless = unused(survivors) if (seeds, options.edits) == (SEEDS, EDITS) else []
    for edit in left:
        print(f"  not answered: {edit.file} | {' '.join(edit.words)}")
    for entry in needless:
        print(f"  no survivor is this free edit: {entry.process} | {entry.edit}")
    return 1 if left or needless else 0


def _survivors(seeds: Iterable[int], count: int, processes: int) -> list[Edit]:
    """Return the edits that nothing refuses, told seed by seed."""
    found: list[Edit] = []
    with ProcessPoolExecutor(processes) as pool:
        for seed in seeds:
            began, edits = time.monotonic(), invented(seed, count)
            judged = zip(edits, pool.map(refused_by, edits), strict=True)
            passed = [edit for edit, rules in judged if not rules]
            _tell(seed, count, passed, time.monotonic() - began)
            found += passed
    return found


def _tell(seed: int, count: int, passed: Sequence[Edit], took: float) -> None:
    left = len(unanswered(passed))
    print(
        f"random edits of seed {seed}: {count} made, {count - len(passed)} refused, "
        f"{len(passed) - left} free, {left} not answered, {took:.0f} s"
    )
    listed = free_edits()
    for edit in passed:
        reasons = (one.reason for one in listed if one.covers(edit))
        print(f"  {edit.file} | {' '.join(edit.words)}: {next(reasons, '?')}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=EDITS, help="how many of each seed")
    parser.add_argument("--seed", type=int, action="append", help="this one, not 1, 2 and 3")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--edit", help='tell of one: "PROCESS | EDIT"')
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
