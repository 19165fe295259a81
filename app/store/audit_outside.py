"""Verification against checkpoints kept outside: who puts an older copy back cannot change them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain as chained

from app.domain.proof import Checkpoint
from app.store.audit_faults import Broken, Fault
from app.store.audit_log import HEADS_CHAIN
from app.store.audit_seal_check import rows_left, unborne
from app.store.database import Transaction


def outside_faults(tx: Transaction, checkpoints: Iterable[Checkpoint]) -> list[Broken]:
    """Return the first row of each chain that the checkpoints do not bear out, oldest first.

    When the chain of heads itself still bears a checkpoint, what it sealed was checked by it.
    """
    found: dict[str, Broken] = {}
    borne: dict[str, int] = {}
    for checkpoint in checkpoints:
        at = {(HEADS_CHAIN, checkpoint.seq): checkpoint.head}
        if not any(True for _ in unborne(tx, at, borne)):
            continue
        sealed = {(name, seq): head for name, (seq, head) in checkpoint.heads.items()}
        for (name, seq), last_right in unborne(tx, at | sealed, borne):
            left = rows_left(tx, name)
            fault = Fault.ROLLED_BACK if left < seq else Fault.REWRITTEN
            first = min(left, last_right) + 1
            found.setdefault(name, Broken(name, first, fault, until=min(left + 1, seq)))
    return list(found.values())


def merged(*lists: Iterable[Broken]) -> list[Broken]:
    """Return the first wrong row of each chain, as the list that pins it down soonest names it."""
    found: dict[str, Broken] = {}
    for broken in chained(*lists):
        known = found.setdefault(broken.chain_id, broken)
        if broken.surely_by < known.surely_by:
            found[broken.chain_id] = broken
    return [found[name] for name in sorted(found)]
