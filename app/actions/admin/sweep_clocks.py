"""Walk all running clocks and raise marks that were missed; idempotent for each (pass, mark).

Timers are the visible trigger, this is the guarantee (processes.md section 5): neither a long
stop nor a migration can lose a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog

from app.domain.cases import ClockRow
from app.errors import ChuTruongError
from app.register.deadlines import marks_past, raise_mark
from app.register.register import Doer
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, cases, clocks, notifications, passes

log = structlog.get_logger(__name__)


def sweep_clocks(services: Services) -> int:
    """Raise every mark of a running clock that is past; return how many clocks were looked at.

    Each clock is a transaction of its own: one that fails holds up no other.
    """
    now = services.clock.now()
    with services.database.reading() as tx:
        running = clocks.running(tx)
    for clock in running:
        past = marks_past(clock, now)
        if past:
            _sweep(services, clock, past, now)
    return len(running)


def _sweep(services: Services, clock: ClockRow, past: Sequence[str], now: datetime) -> None:
    try:
        with services.database.transaction() as tx:
            _raise_marks(Work(services, tx, now, Doer()), clock, past)
    except ChuTruongError as error:
        log.error("sweep_failed", pass_id=clock.pass_id, error=error.message)


def _raise_marks(work: Work, seen: ClockRow, past: Sequence[str]) -> None:
    tx = work.tx
    case = cases.load(tx, seen.case_id)
    register = work.register_of(case, passes.load(tx, seen.pass_id), "")
    # Read again under the lock: an answer may have closed it since it was listed.
    clock = register.current_clock()
    for mark in past if clock else ():
        raise_mark(register, clock or seen, mark)
    if register.notices:
        notifications.insert(tx, register.notices)
    if register.events:
        audit_log.append_system(tx, register.events, work.now)
