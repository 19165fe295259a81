"""One answer clock looked at: marks that are past and were not raised are raised."""

from __future__ import annotations

from app.domain.cases import ClockRow
from app.register.deadlines import marks_past, raise_mark
from app.steps.work import Work
from app.store import audit_log, cases, notifications, passes


def sweep_clock(work: Work, seen: ClockRow) -> None:
    """Raise every mark of this clock that is past."""
    past = marks_past(seen, work.now)
    case = cases.load(work.tx, seen.case_id)
    register = work.register_of(case, passes.load(work.tx, seen.pass_id), "")
    # Read again under the lock: an answer may have closed it since it was listed.
    clock = register.current_clock()
    for mark in past if clock else ():
        raise_mark(register, clock or seen, mark)
    if register.notices:
        notifications.insert(work.tx, register.notices)
    if register.events:
        audit_log.append_system(work.tx, register.events, work.now)
