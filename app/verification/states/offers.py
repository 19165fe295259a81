"""What may come from outside in a marking: tasks to complete, messages, moments.

People may do anything, messages may come whenever somebody listens, a moment may come at any time;
but of two timers of one activity that count from the same moment the longer never comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.engine.net import Kind, Net, NetNode
from app.engine.timers import TimerTextError, parse_duration
from app.verification.states.graph import MoveKind

_WORKING = re.compile(r"=?\s*working days\(\s*(-?\d+)\s*(?:,\s*(.+?)\s*)?\)\s*")


@dataclass(frozen=True)
class Offer:
    """One thing that may happen: `needs` are places that must hold tokens, `lacks` that must not.

    `never` marks a timer that an interrupting one always comes before.
    """

    kind: MoveKind
    node: int
    needs: int
    lacks: int = 0
    never: bool = False


class Offers:
    """The offers of every marking, remembered."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._by_place: dict[int, list[Offer]] = {}
        for node in net.nodes:
            for offer in self._of(node):
                if not offer.never:
                    low = offer.needs & -offer.needs
                    self._by_place.setdefault(low, []).append(offer)
        self._known: dict[int, tuple[Offer, ...]] = {}

    def of(self, marking: int) -> tuple[Offer, ...]:
        """Return what may happen in a marking, in the order of the nodes."""
        found = self._known.get(marking)
        if found is None:
            found = self._known[marking] = self._look(marking)
        return found

    def _look(self, marking: int) -> tuple[Offer, ...]:
        found, left = [], marking
        while left:
            low = left & -left
            left ^= low
            for offer in self._by_place.get(low, ()):
                if marking & offer.needs == offer.needs and not marking & offer.lacks:
                    found.append(offer)
        return tuple(sorted(found, key=lambda offer: offer.node))

    def _of(self, node: NetNode) -> list[Offer]:
        heard = node.event.kind if node.event is not None else ""
        kinds = {"message": MoveKind.MESSAGE, "timer": MoveKind.TIMER}
        if node.kind is Kind.PERSON:
            return [Offer(MoveKind.COMPLETE, node.index, node.bit)]
        if heard not in kinds:
            return []
        if node.kind is Kind.CATCH:
            return [Offer(kinds[heard], node.index, node.bit)]
        if node.kind is Kind.HANDLER:
            return [Offer(kinds[heard], node.index, node.armed & -node.armed)]
        return [self._boundary(node, kinds[heard])] if node.kind is Kind.BOUNDARY else []

    def _boundary(self, node: NetNode, kind: MoveKind) -> Offer:
        host = self._net.nodes[node.host]
        lacks, never = 0, False
        for index in host.guards:
            other = self._net.nodes[index]
            if kind is MoveKind.TIMER and other is not node and _sooner(other, node):
                lacks |= other.armed
                never = never or other.interrupting
        return Offer(kind, node.index, host.bit | (node.armed & -node.armed), lacks, never)


def _sooner(other: NetNode, node: NetNode) -> bool:
    """Tell whether a timer surely comes before another that is armed at the same moment."""
    first, second = _length(other), _length(node)
    return first is not None and second is not None and first[0] == second[0] and first < second


def _length(node: NetNode) -> tuple[str, float] | None:
    """Return what a timer counts from and how long, or None where nobody can say."""
    event = node.event
    if event is None or event.kind != "timer" or event.clock == "timeCycle":
        return None
    working = _WORKING.fullmatch(event.text)
    if working is not None:
        return f"working days from {working[2] or 'arming'}", float(working[1])
    try:
        length = parse_duration(event.text.strip().strip('"'))
    except TimerTextError:
        return None
    return "arming", length.months * 30.0 * 86_400 + length.span.total_seconds()
