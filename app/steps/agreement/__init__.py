"""Whether the rows of the register are what the record says of them.

Pages show rows; the record proves lines. Who changes a row by SQL and leaves the lines alone is
found here: each line is read for what it says, and compared with what stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from app.steps.agreement.comparing import disagreements
from app.steps.agreement.of_system import system_disagreements
from app.store import recorded_rows
from app.store.audit_faults import Broken
from app.store.audit_log import SYSTEM_CHAIN
from app.store.database import Transaction

__all__ = ["unlike_the_record"]


def unlike_the_record(
    tx: Transaction,
    chain_ids: Sequence[str],
    broken: Sequence[str],
    told: Callable[[int, int], None] | None = None,
) -> Iterator[Broken]:
    """Yield the first line of each chain (of these, or of all) that the rows do not bear out.

    Cases of `broken` chains are left out: what a line says there proves nothing. `told` hears now
    and then how many cases are done of how many.
    """
    without = recorded_rows.cases_of(tx, broken)
    asked = frozenset(chain_ids)
    lots = [sorted(recorded_rows.cases_of(tx, chain_ids))] if asked else recorded_rows.all_cases(tx)
    if (not asked or SYSTEM_CHAIN in asked) and SYSTEM_CHAIN not in broken:
        yield from sorted(system_disagreements(tx), key=attrgetter("seq"))[:1]
    done, total = 0, recorded_rows.count_cases(tx) if told else 0
    for lot in lots:
        done += len(lot)
        if told:
            told(done, max(done, total))
        found = disagreements(tx, [one for one in lot if one not in without])
        yield from (one for one in found if not asked or one.chain_id in asked)
