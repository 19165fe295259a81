"""The lines that a repair leaves: in the chain of the case and in inboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.audit import EventKind
from app.domain.case_requests import Repair
from app.domain.cases import InstanceRow
from app.domain.notices import Notice, NoticeKind
from app.register.register import CaseRegister
from app.steps.request_record import plain
from app.steps.work import Work
from app.store import accounts


def note_repair(
    work: Work,
    register: CaseRegister,
    instance: InstanceRow,
    request: Repair,
    said: Sequence[str],
    *,
    before: Sequence[str],
    after: Sequence[str],
    changes: Mapping[str, Sequence[str]],
) -> None:
    """Record a repair in the case, and tell the office that has it and the auditors.

    `before` and `after` are open tasks, `changes` the facts and timers set: name → [was, is].
    """
    summary = f"Khắc phục sự cố: {'; '.join(said)}"
    register.record(
        EventKind.INSTANCE_REPAIRED,
        f"{summary}. Lý do: {request.reason}",
        process_id=instance.process_id,
        element_id=request.instructions[0].element_id,
        payload={
            "repair": request.id,
            "instructions": plain(request.instructions),
            "reason": request.reason,
            "opinion": request.opinion,
            "proposed_by": request.proposed_by,
            "approved_by": request.decided_by,
            "before": list(before),
            "after": list(after),
            "changes": {name: list(pair) for name, pair in changes.items()},
        },
    )
    text = f"Hồ sơ {register.case.code or register.case.title}: {summary[0].lower()}{summary[1:]}"
    register.tell(NoticeKind.INFORMATION, text, [("office", register.case.body_id)])
    for account in accounts.everybody(work.tx):
        if "auditor" in account.system_roles:
            register.notify(Notice(NoticeKind.INFORMATION, text, person_id=account.person_id))
