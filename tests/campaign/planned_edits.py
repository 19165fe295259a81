"""Every planned edit made and verified: `python -m tests.campaign.planned_edits [--file NAME]`.

Each harmful edit must be found by a rule meant for it, each harmless one by nothing; a path that is
shown has been played by the engine, and in sixty edits at least the intended rule shows one. Two
processes share the work; a case takes ten seconds an edit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.verification.edits.making import Edit, edits, found_in, names_of

DISAGREES = "verify-disagrees"
LEAST_WALKED = 60


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
    wrong = [(edit, found) for edit, (found, _) in judged if not _as_planned(edit, found)]
    for edit, found in wrong:
        print(f"  {edit.id}: expected {sorted(edit.expected) or 'nothing'}, found {sorted(found)}")
    harmful = sum(bool(edit.expected) for edit in planned)
    walked = sum(is_walked for _, (_, is_walked) in judged)
    took = time.monotonic() - began
    print(
        f"planned edits: {harmful} harmful, {walked} of them with a path that the engine walks, "
        f"{len(planned) - harmful} harmless, "
        f"{len(wrong)} judged otherwise than planned, {took:.0f} s"
    )
    return 1 if wrong or (not chosen and walked < LEAST_WALKED) else 0


def _found(edit: Edit) -> tuple[set[str], bool]:
    """Return the names of what is found, and whether an intended rule shows a path."""
    found = found_in(edit)
    shown = (one for one in found if one.route and not one.undecided)
    return names_of(found), bool(names_of(tuple(shown)) & edit.expected)


def _as_planned(edit: Edit, found: set[str]) -> bool:
    if DISAGREES in found:
        return False
    return bool(found & edit.expected) if edit.expected else not found


if __name__ == "__main__":
    sys.exit(main())
