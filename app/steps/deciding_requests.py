"""What is alike whoever proposes or decides on a request about running cases, and whatever it asks.

Who may do so, and what else must be true, is each action's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from app.domain.case_requests import (
    LONGEST_REASON,
    SHORTEST_REASON,
    CaseRequest,
    RequestState,
)
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import Conflict, FormInvalid
from app.register.register import Doer
from app.steps.services import Services
from app.steps.work import Work
from app.store import case_requests
from app.store.database import Transaction

R = TypeVar("R", bound=CaseRequest)


def work_of(services: Services, tx: Transaction, actor: Actor) -> Work:
    """Return the work of an administrator in a transaction, at this moment."""
    doer = Doer(actor.person_id, actor.name, "Quản trị")
    return Work(services, tx, services.clock.now(), doer)


def wrong_reason(path: str, label: str, asks: str, reason: str) -> Iterator[FieldError]:
    """Yield what is wrong with a reason; `asks` is what is to be written."""
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        text = f"Ghi {asks}, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
        yield FieldError(path, label, text)


def check_return_reason(asks: str, reason: str) -> None:
    """Raise FormInvalid unless it is said why a request is turned down."""
    label = asks[0].upper() + asks[1:]
    if errors := list(wrong_reason("return_reason", label, asks, reason)):
        raise FormInvalid(errors)


def check_open(request: CaseRequest, version: int | None = None) -> None:
    """Raise Conflict when a request was decided, or is not any more the one that was looked at."""
    seen = version is None or request.version == version
    if request.state is not RequestState.PROPOSED or not seen:
        raise Conflict(case_requests.CHANGED[request.kind], winner=request.decided_name)


def decided(work: Work, request: R, state: RequestState, **said: Any) -> R:
    """Write that the doer of the work decided on a request, now."""
    return case_requests.change(
        work.tx,
        request,
        state=state,
        decided_by=work.doer.person_id,
        decided_name=work.doer.name,
        decided_at=work.now,
        **said,
    )
