"""Walk all running clocks and raise marks that were missed; idempotent for each (pass, mark).

Timers are the visible trigger, this is the guarantee (processes.md section 5): neither a long
stop nor a migration can lose a mark.
"""

from __future__ import annotations

from app.domain.cases import ClockRow
from app.register.deadlines import raise_mark
from app.register.register import Doer
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, cases, clocks, notifications, passes
from app.store.database import Transaction

BREACH_MARKS = ("d30", "d60")


def sweep_clocks(services: Services) -> int:
    """Raise every mark of a running clock that is past; return how many clocks were looked at."""
    now = services.clock.now()
    with services.database.transaction() as tx:
        work = Work(services, tx, now, Doer())
        running = clocks.running(tx)
        for clock in running:
            _sweep(work, tx, clock)
    return len(running)


def _sweep(work: Work, tx: Transaction, clock: ClockRow) -> None:
    past = [mark for mark in BREACH_MARKS if clock.marks[mark] <= work.now]
    if not past:
        return
    case = cases.load(tx, clock.case_id)
    register = work.register_of(case, passes.load(tx, clock.pass_id), "")
    for mark in past:
        raise_mark(register, clock, mark)
    if register.notices:
        notifications.insert(tx, register.notices)
    if register.events:
        audit_log.append_system(tx, register.events, work.now)
