"""Approved requests carried out: one instance after the other, each in a transaction of its own.

What was killed goes on where it stood: an instance is dealt with whole, with its result, or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from app.domain.case_requests import CaseRequest, RequestItem, RequestResult, RequestState
from app.register.register import Doer
from app.steps.causes import PASSING
from app.steps.services import Services
from app.steps.whereabouts import Whereabouts
from app.steps.work import Work
from app.store import case_requests

log = structlog.get_logger(__name__)
R = TypeVar("R", bound=CaseRequest)
I = TypeVar("I", bound=RequestItem)  # noqa: E741 the item beside R, the request


def nothing_held(_services: Services, _request: CaseRequest) -> set[str]:
    """Hold no instance back."""
    return set()


@dataclass(frozen=True)
class Way(Generic[R, I]):
    """How requests of one kind are carried out.

    `carry` does it to one instance and writes its result. `failed` keeps what went wrong; True when
    the instance has its result by that. `held` are the instances to leave alone for now. `close`
    ends and records a request of which no instance waits any more.
    """

    request: type[R]
    item: type[I]
    carry: Callable[[Work, R, I], object]
    failed: Callable[[Services, Whereabouts, R, I, Exception], bool]
    close: Callable[[Work, R, Sequence[I]], None]
    held: Callable[[Services, R], set[str]] = nothing_held


def carry_out_requests(services: Services, way: Way[R, I], limit: int) -> int:
    """Deal with up to `limit` instances; return how many got their result.

    A request stays under way while somebody else holds rows of an instance, or it is held back.
    """
    done = 0
    with services.database.reading() as tx:
        under_way = case_requests.approved(tx, way.request)
    for request in under_way:
        put_off = way.held(services, request)
        while done < limit and _one(services, way, request, put_off):
            done += 1
        if not put_off and done < limit:
            _close(services, way, request)
    return done


def _one(services: Services, way: Way[R, I], request: R, put_off: set[str]) -> bool:
    """Deal with the next instance; False when none is left."""
    doer = Doer(request.decided_by, request.decided_name, "Quản trị")
    while True:
        item, at = None, Whereabouts()
        try:
            with services.database.transaction() as tx:
                item = case_requests.claim_next(tx, way.item, request.id, put_off)
                if item is None:
                    return False
                way.carry(Work(services, tx, services.clock.now(), doer, at), request, item)
                return True
        except Exception as error:
            # Whatever is wrong with one instance, the others go on; without one it is ours.
            if item is None:
                raise
            if isinstance(error, PASSING):
                log.warning("request_put_off", instance=item.instance_id, error=error.message)
            elif way.failed(services, at, request, item, error):
                return True
            put_off.add(item.instance_id)


def _close(services: Services, way: Way[R, I], seen: R) -> None:
    """End a request of which no instance waits any more; another worker may have been first."""
    with services.database.transaction() as tx:
        request = case_requests.load(tx, way.request, seen.id)
        items = case_requests.items(tx, way.item, seen.id)
        waiting = any(one.result is RequestResult.WAITING for one in items)
        if request.state is RequestState.APPROVED and not waiting:
            way.close(Work(services, tx, services.clock.now(), Doer()), request, items)
