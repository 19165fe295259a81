"""Walk all running clocks and raise marks that were missed; idempotent for each (pass, mark).

Timers are the visible trigger, this is the guarantee (processes.md section 5): neither a long
stop nor a migration can lose a mark.
"""

from __future__ import annotations

import structlog

from app.domain.cases import ClockRow
from app.domain.incidents import FailedWork, Subject
from app.register.deadlines import marks_past
from app.register.register import Doer
from app.steps.causes import PASSING
from app.steps.failing import keep_failure
from app.steps.services import Services
from app.steps.sweeping import sweep_clock
from app.steps.work import Work
from app.store import clocks, incidents

log = structlog.get_logger(__name__)


def sweep_clocks(services: Services) -> int:
    """Raise every mark of a running clock that is past; return how many clocks were looked at.

    Each clock is a transaction of its own: one that fails becomes an incident and holds up no
    other; it is tried again with its incident.
    """
    with services.database.reading() as tx:
        running = clocks.running(tx)
        held = {pass_id for pass_id, _ in incidents.held_subjects(tx, FailedWork.CLOCK)}
    for clock in running:
        if clock.pass_id not in held:
            _sweep(services, clock)
    return len(running)


def _sweep(services: Services, clock: ClockRow) -> None:
    now = services.clock.now()
    try:
        if marks_past(clock, now):
            with services.database.transaction() as tx:
                sweep_clock(Work(services, tx, now, Doer()), clock)
    except PASSING as error:
        log.warning("sweep_put_off", pass_id=clock.pass_id, error=error.message)
    except Exception as error:
        key = f"{FailedWork.CLOCK.value}:{clock.pass_id}"
        subject = Subject(FailedWork.CLOCK, key, clock.pass_id, clock.case_id)
        incident = keep_failure(services, subject, error)
        log.exception("sweep_failed", pass_id=clock.pass_id, incident=incident.code)
