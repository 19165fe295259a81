"""Where the runs of a case stand, and which of those places a repair leaves and reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from app import engine
from app.domain.cases import InstanceRow
from app.domain.repairs import Place, StandingToken
from app.steps.work import Work
from app.store import instances


def tokens_of(work: Work, instance: InstanceRow) -> tuple[StandingToken, ...]:
    """Return where one instance stands; nowhere once it has ended."""
    if instance.ended_at is not None:
        return ()
    program = work.catalogue(instance.release_id).program(instance.process_id)
    return engine.standing(program, instance.state)


def tokens_of_case(work: Work, case_id: str) -> list[StandingToken]:
    """Return where all instances of a case stand."""
    rows = instances.of_case(work.tx, case_id)
    return [token for row in rows for token in tokens_of(work, row)]


def less(some: Iterable[StandingToken], others: Iterable[StandingToken]) -> tuple[Place, ...]:
    """Return the places of some tokens that are none, or fewer times, among the others."""
    left = Counter(one.place for one in some)
    left.subtract(one.place for one in others)
    return tuple(sorted(place for place, count in left.items() if count > 0))


def fresh(
    before: Iterable[StandingToken], after: Iterable[StandingToken]
) -> Iterator[StandingToken]:
    """Yield the tokens that stand where none stood in their activation."""
    known = {(one.place, one.activation_id) for one in before}
    return (one for one in after if (one.place, one.activation_id) not in known)
