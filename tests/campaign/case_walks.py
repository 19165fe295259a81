"""Whole cases by chance: `python -m tests.campaign.case_walks --cases 1000 [--seed N]`.

Every walk takes some cases side by side through an installation of its own; people answer, act and
err by chance, time passes. The seed of a fault is printed with what had happened; the same seed
makes the same walk again (`--cases 5 --seed N`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from app import logs
from app.store.database import Database
from app.store.migrations import migrate
from tests.campaign.walking.looking import Fault
from tests.campaign.walking.premises import open_to_everybody
from tests.campaign.walking.walk import Walk
from tests.factories import install_and_publish

CASES_A_WALK = 5
LAST_LINES = 60
MEMORY = Path("/dev/shm")  # noqa: S108 a database there is not forced to disk at each step


def main(arguments: list[str] | None = None) -> int:
    """Walk and report; 1 when anything was found."""
    options = _options(arguments)
    logs.configure()
    began, counts, found = time.process_time(), Counter[str](), list[str]()
    place = str(MEMORY) if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(dir=place) as scratch:
        premises = installed(Path(scratch))
        for seed in range(options.seed, options.seed + -(-options.cases // CASES_A_WALK)):
            found += _walk(seed, premises, Path(scratch), counts)
    _report(options, counts, found, time.process_time() - began)
    return 1 if found else 0


def installed(folder: Path) -> Path:
    """Install the procedure with an account for everybody, to be copied for each walk."""
    path = folder / "installed.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    install_and_publish(database, folder)
    database.dispose()
    open_to_everybody(path)
    return path


def _walk(seed: int, premises: Path, scratch: Path, counts: Counter[str]) -> list[str]:
    folder = scratch / f"walk-{seed}"
    folder.mkdir()
    walk = Walk(seed, premises, folder)
    try:
        walk.run(CASES_A_WALK)
    except Fault as fault:
        print(f"\nseed {seed}: {fault}", *walk.story[-LAST_LINES:], sep="\n  ", file=sys.stderr)
        return [f"seed {seed}: {fault}"]
    finally:
        counts.update(walk.counts)
        shutil.rmtree(folder)
    return []


def _report(
    options: argparse.Namespace, counts: Counter[str], found: list[str], seconds: float
) -> None:
    for what, number in sorted(counts.items()):
        if options.verbose:
            print(f"{number:7} {what}")
    done = sum(n for what, n in counts.items() if what.startswith("done: "))
    refused = sum(n for what, n in counts.items() if what.startswith("refused: "))
    print(*found, sep="\n")
    print(
        f"case walks: {counts['cases']} cases from seed {options.seed}, {done} deeds, "
        f"{refused} refused, {len(found)} faults, {seconds:.0f} s of work"
    )


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
