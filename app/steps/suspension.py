"""Instances that two administrators have suspended: what people are told, what they may not do.

Tasks stay open and drafts are kept; nothing moves. The terms of the law run on (C-030).
"""

from __future__ import annotations

from app.domain.cases import CaseRow, InstanceRow
from app.errors import StaleForm
from app.steps.work import Work
from app.store import instances

SUSPENDED = "suspended"
TOLD = (
    "Hồ sơ đang tạm dừng để khắc phục sự cố: chưa nhận, chưa gửi việc được; bản nháp giữ nguyên, "
    "hạn trả lời vẫn tính. Chờ quản trị cho chạy lại."
)


def check_not_suspended(instance: InstanceRow) -> None:
    """Raise StaleForm while the instance is suspended: what was written is not lost."""
    if instance.status == SUSPENDED:
        raise StaleForm(TOLD)


def suspended_in(work: Work, case: CaseRow) -> str:
    """Say that some instance of a case is suspended, or nothing."""
    rows = instances.of_case(work.tx, case.id)
    return TOLD if any(row.status == SUSPENDED for row in rows) else ""
