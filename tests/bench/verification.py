"""Every shipped process verified: states, steps, seconds of this machine's processor.

Promised: under 10 s each, under 30 s in all, under 100 000 states.
"""

from __future__ import annotations

import sys
import time

from app.verification.process_check import verify_process
from app.verification.states.sources import Sources
from tests.verification.states.test_shipped_diagrams import DEFINITIONS, MOST_STATES, parts

EACH, ALL = 10.0, 30.0


def main() -> int:
    """Verify all, print a line for each that takes its time; 1 when a promise is broken."""
    forms, tables = parts()
    broken, total = 0, 0.0
    for process_id in DEFINITIONS:
        began = time.process_time()
        verified = verify_process(Sources(process_id, DEFINITIONS, forms, tables))
        took = time.process_time() - began
        total += took
        broken += took > EACH or verified.states > MOST_STATES or bool(verified.found)
        if took > 0.1:
            print(f"  {process_id}: {verified.states} states, {verified.steps} steps, {took:.1f} s")
    print(f"  all {len(DEFINITIONS)} processes: {total:.1f} s of {ALL:.0f}")
    return 1 if broken or total > ALL else 0


if __name__ == "__main__":
    sys.exit(main())
