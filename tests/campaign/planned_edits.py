"""Every planned edit made and verified: `python -m tests.campaign.planned_edits [--file NAME]`.

Each harmful edit must be found by a rule meant for it, each harmless one by nothing; a path that is
shown has been played by the engine. Two processes share the work; a case takes ten seconds an edit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.verification.edits.making import Edit, edits, found_in, names_of

DISAGREES = "verify-disagrees"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make all edits; 1 when any was judged otherwise than planned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", action="append", help="only edits of this process")
    chosen = parser.parse_args(arguments).file
    every = [*edits("planned.txt"), *edits("harmless.txt")]
    planned = [edit for edit in every if not chosen or edit.file in chosen]
    began = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        judged = list(zip(planned, pool.map(_found, planned), strict=True))
    wrong = [(edit, found) for edit, found in judged if not _as_planned(edit, found)]
    for edit, found in wrong:
        print(f"  {edit.id}: expected {sorted(edit.expected) or 'nothing'}, found {sorted(found)}")
    harmful = sum(bool(edit.expected) for edit in planned)
    took = time.monotonic() - began
    print(
        f"planned edits: {harmful} harmful, {len(planned) - harmful} harmless, "
        f"{len(wrong)} judged otherwise than planned, {took:.0f} s"
    )
    return 1 if wrong else 0


def _found(edit: Edit) -> set[str]:
    return names_of(found_in(edit))


def _as_planned(edit: Edit, found: set[str]) -> bool:
    if DISAGREES in found:
        return False
    return bool(found & edit.expected) if edit.expected else not found


if __name__ == "__main__":
    sys.exit(main())
