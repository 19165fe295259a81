"""Messages that a person sends to a running case: find who waits, write what comes with it."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.cases import CaseRow
from app.errors import NobodyWaits
from app.register.register import CaseRegister
from app.steps.step import resume_wait
from app.steps.suspension import suspended_in
from app.steps.work import Work
from app.store import messages


def tell_case(
    work: Work, case: CaseRow, name: str, prepare: Callable[[CaseRegister], None], *, refusal: str
) -> None:
    """Deliver a message to the place of the case that waits for it.

    `prepare` checks and writes into the register before anything moves; it may raise. Raises
    NobodyWaits with the reader's sentence when the case is not where it listens (E8).
    """
    wait = messages.find_wait(work.tx, name, case.id)
    if wait is None:
        raise NobodyWaits(suspended_in(work, case) or refusal)
    resume_wait(work, wait, prepare)
