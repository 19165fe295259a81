"""Pairs of steps put together by the step they have in common, the largest group first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.verification.order.relations import Pair


class Group(NamedTuple):
    """Pairs with one step in common: `firsts` before each of `seconds`, one of them alone."""

    firsts: tuple[int, ...]
    seconds: tuple[int, ...]

    @property
    def pair(self) -> Pair:
        """The pair that stands for all."""
        return self.firsts[0], self.seconds[0]


def grouped(pairs: Iterable[Pair]) -> Iterator[Group]:
    """Yield groups that hold each pair once; equal sizes in the order of the pairs."""
    rest = list(pairs)
    while rest:
        best = max((_around(rest, pair) for pair in rest), key=_size)
        yield best
        rest = [one for one in rest if one[0] not in best.firsts or one[1] not in best.seconds]


def _around(pairs: list[Pair], pair: Pair) -> Group:
    first, second = pair
    forward = Group((first,), tuple(b for a, b in pairs if a == first))
    backward = Group(tuple(a for a, b in pairs if b == second), (second,))
    return max(forward, backward, key=_size)


def _size(group: Group) -> int:
    return len(group.firsts) * len(group.seconds)
