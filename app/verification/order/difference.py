"""Which relations two versions do not share, without what follows from another difference.

Pairs of steps are compared among the steps that happen in both; a step that is gone or new is told
once, not with everything it stood before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.verification.order.relations import Pair, Related, Relations, numbers_in, pairs_lost

Leads = Callable[[int, int], bool]


@dataclass
class Differences:
    """What differs; a pair is (earlier, later) in time, whichever of the two is guaranteed."""

    gone: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    swapped: list[Pair] = field(default_factory=list)
    lost_after: list[Pair] = field(default_factory=list)
    lost_before: list[Pair] = field(default_factory=list)
    possible: list[Pair] = field(default_factory=list)
    impossible: list[Pair] = field(default_factory=list)
    gained_after: list[Pair] = field(default_factory=list)
    gained_before: list[Pair] = field(default_factory=list)

    @property
    def is_same_order(self) -> bool:
        """Tell whether the steps of both versions stand to each other in the same way."""
        return not (self.swapped or self.possible or self.impossible) and not (
            self.lost_after or self.lost_before or self.gained_after or self.gained_before
        )


def differences(old: Relations, new: Relations) -> Differences:
    """Return what differs between two versions, each thing once."""
    both = old.happens & new.happens
    found = Differences(
        gone=numbers_in(old.happens & ~both),
        new=numbers_in(new.happens & ~both),
        lost_after=pairs_lost(old.after, new.after, both),
        lost_before=_turned(pairs_lost(old.before, new.before, both)),
        possible=pairs_lost(new.follow, old.follow, both),
        impossible=pairs_lost(old.follow, new.follow, both),
        gained_after=pairs_lost(new.after, old.after, both),
        gained_before=_turned(pairs_lost(new.before, old.before, both)),
    )
    _tell_once(found)
    _without_consequences(found, old, new)
    return found


def _turned(pairs: Iterable[Pair]) -> list[Pair]:
    return [(other, one) for one, other in pairs]


def _tell_once(found: Differences) -> None:
    """Leave the strongest of what is said of one pair: swapped, then impossible, then always."""
    possible = set(found.possible)
    found.swapped = [(a, b) for a, b in found.impossible if (b, a) in possible]
    turned = {*found.swapped, *_turned(found.swapped)}
    impossible = {*found.impossible}
    gained = {*found.gained_after, *found.gained_before}
    found.impossible = [p for p in found.impossible if p not in turned]
    found.possible = [p for p in found.possible if p not in turned | gained]
    for pairs in (found.lost_after, found.lost_before):
        pairs[:] = [p for p in pairs if p not in turned | impossible]
    for pairs in (found.gained_after, found.gained_before):
        pairs[:] = [p for p in pairs if p not in turned]
    found.gained_before = [p for p in found.gained_before if p not in {*found.gained_after}]
    found.lost_before = [p for p in found.lost_before if p not in {*found.lost_after}]


def _without_consequences(found: Differences, old: Relations, new: Relations) -> None:
    found.lost_after = _causes(found.lost_after, _forward(new.after))
    found.gained_after = _causes(found.gained_after, _forward(old.after))
    found.lost_before = _causes(found.lost_before, _backward(new.before))
    found.gained_before = _causes(found.gained_before, _backward(old.before))
    found.possible = _causes(found.possible, _forward(old.follow))
    found.impossible = _causes(found.impossible, _forward(new.follow))
    found.swapped = _highest(found.swapped)


def _causes(pairs: list[Pair], leads: Leads) -> list[Pair]:
    """Return the pairs that are no consequence of another one that stays.

    A pair follows from another when what both versions share leads from the one to the other:
    a step to an earlier cause, or the later step of the cause to its own. Of two that follow from
    each other the one of higher rank stays: lower numbers.
    """
    kept = list(pairs)
    for pair in _lowest_first(pairs):
        others = (one for one in kept if one != pair)
        if any(_follows(pair, cause, leads) for cause in others):
            kept.remove(pair)
    return kept


def _highest(pairs: list[Pair]) -> list[Pair]:
    """Return of pairs that share a step the one of highest rank: all others come along with it."""
    kept = list(pairs)
    for pair in _lowest_first(pairs):
        if any(set(pair) & set(other) for other in kept if other != pair):
            kept.remove(pair)
    return kept


def _lowest_first(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda one: (max(one), min(one)), reverse=True)


def _follows(pair: Pair, cause: Pair, leads: Leads) -> bool:
    begins = pair[0] == cause[0] or leads(pair[0], cause[0])
    ends = pair[1] == cause[1] or leads(cause[1], pair[1])
    return begins and ends


def _forward(related: Related) -> Leads:
    return lambda one, other: bool(related.get(one, 0) >> other & 1)


def _backward(related: Related) -> Leads:
    return lambda one, other: bool(related.get(other, 0) >> one & 1)
