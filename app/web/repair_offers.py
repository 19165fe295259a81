"""What may be done to several runs at once: that which each of them offers at the same place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.repairs import Place, RepairKind
from app.domain.views.repairs import OfferedTask, OfferedToken, OfferPage, Spot


def shared_offer(offers: Sequence[OfferPage]) -> OfferPage:
    """Return the offer that holds for all; of one run it is its own.

    What differs from run to run (values, moments, which run of a process) is left empty: an
    instruction for several runs names elements as drawn.
    """
    first, *others = offers
    if not others:
        return first
    return replace(
        first,
        tokens=tuple(_tokens(first, others)),
        additions=tuple(_spots(first.additions, [one.additions for one in others])),
        timers=tuple(
            replace(timer, spot=_anywhere(timer.spot))
            for timer in first.timers
            if all(_place(timer.spot) in _places(one.timers) for one in others)
        ),
        tasks=tuple(_tasks(first, others)),
        beside=(),
        facts=tuple(
            replace(fact, value=None, said="")
            for fact in first.facts
            if all(fact.name in {known.name for known in one.facts} for one in others)
        ),
        refused=_refused(offers),
    )


def _tokens(first: OfferPage, others: Sequence[OfferPage]) -> Iterable[OfferedToken]:
    found = [{_place(one.spot): one for one in offer.tokens} for offer in others]
    for token in {_place(one.spot): one for one in first.tokens}.values():
        alike = [known.get(_place(token.spot)) for known in found]
        if all(alike):
            targets = _spots(token.targets, [one.targets for one in alike if one])
            each = [token, *(one for one in alike if one)]
            refusal = next((one.refusal for one in each if one.refusal), "")
            stays = next((one.stays for one in each if one.stays), "")
            yield OfferedToken(_anywhere(token.spot), tuple(targets), refusal, stays)


def _spots(first: Iterable[Spot], others: Sequence[Iterable[Spot]]) -> Iterable[Spot]:
    known = [{_place(one) for one in spots} for spots in others]
    unique = {_place(one): one for one in first}
    return [
        _anywhere(spot) for place, spot in unique.items() if all(place in some for some in known)
    ]


def _tasks(first: OfferPage, others: Sequence[OfferPage]) -> Iterable[OfferedTask]:
    found = [{_place(one.spot): one for one in offer.tasks} for offer in others]
    for task in first.tasks:
        alike = [known.get(_place(task.spot)) for known in found]
        if all(alike):
            people = [
                person
                for person in task.people
                if all(person in one.people for one in alike if one)
            ]
            yield OfferedTask(_anywhere(task.spot), "", "", tuple(people))


def _refused(offers: Sequence[OfferPage]) -> Mapping[RepairKind, str]:
    """Return what none of the runs allows; where some do, the others are told in the rehearsal."""
    return {
        kind: why
        for kind, why in offers[0].refused.items()
        if all(kind in one.refused for one in offers)
    }


def _places(offered: Iterable[Any]) -> set[Place]:
    return {_place(one.spot) for one in offered}


def _place(spot: Spot) -> Place:
    return spot.process_id, spot.element_id


def _anywhere(spot: Spot) -> Spot:
    return replace(spot, activation_id="")
