"""Restrict a case: its readings are recorded from then on, and who did not need it loses sight."""

from __future__ import annotations

from dataclasses import replace

from app.domain.audit import EventKind
from app.errors import StepRefused
from app.steps.reads import record_read
from app.steps.services import Services
from app.store import cases

LEAST_REASON = 10


def restrict_case(services: Services, code: str, reason: str) -> None:
    """Mark the case as restricted; raises NotFound, StepRefused without a reason.

    Only from the command line: no process that restricts by itself is drawn yet (P05, P06).
    """
    if len(reason.strip()) < LEAST_REASON:
        raise StepRefused(f"Ghi lý do hạn chế, ít nhất {LEAST_REASON} ký tự, kèm căn cứ")
    now = services.clock.now()
    with services.database.transaction() as tx:
        case = cases.load_locked(tx, cases.by_code(tx, code).id)
        cases.update(tx, replace(case, restricted=True))
        what = f"Đưa hồ sơ vào diện hạn chế: {reason.strip()}"
        record_read(tx, None, case, EventKind.CASE_RESTRICTED, what, now)
