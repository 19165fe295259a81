"""Ask a second person to let cases be destroyed: which, why, by which decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.clock import local_day
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.retention import (
    BLOCKER_WORDS,
    LONGEST_DECISION,
    LONGEST_REASON,
    MOST_CASES,
    SHORTEST_REASON,
    DestructionList,
    ListItem,
    ListState,
)
from app.errors import Conflict, FormInvalid, StepRefused
from app.permissions import check_can_propose_destruction
from app.steps.refusals import refusals_recorded
from app.steps.retention import cutoffs, doer_of, item_of, periods_of, record_list
from app.steps.services import Services
from app.steps.work import Work
from app.store import retention
from app.task_forms.typed import read_day


def propose_destruction(
    services: Services,
    actor: Actor,
    case_ids: Sequence[str],
    decision: str,
    decision_date: str,
    reason: str,
) -> str:
    """Return the id of the list; nothing is destroyed yet.

    `decision_date` is typed dd/mm/yyyy. Raises FormInvalid naming what is missing, StepRefused
    naming a case that must be kept, Conflict for one that stands in a list already.
    """
    with (
        refusals_recorded(services, actor, "Gửi duyệt tiêu hủy", about=decision),
        services.database.transaction() as tx,
    ):
        check_can_propose_destruction(actor)
        now = services.clock.now()
        day = _checked(case_ids, decision, decision_date, reason, local_day(now))
        work = Work(services, tx, now, doer_of(actor))
        row = DestructionList(
            id=uuid4().hex,
            decision=decision.strip(),
            decision_date=day,
            reason=reason.strip(),
            state=ListState.PROPOSED,
            version=1,
            proposed_by=actor.person_id,
            proposed_name=actor.name,
            proposed_at=now,
            proposed_seq=0,
        )
        items = _items(work, row.id, list(dict.fromkeys(case_ids)))
        codes = [one.code for one in items]
        summary = f"Gửi duyệt tiêu hủy {len(items)} hồ sơ theo {row.decision}"
        seq = record_list(work, row, EventKind.DESTRUCTION_PROPOSED, summary, {"cases": codes})
        retention.insert(tx, replace(row, proposed_seq=seq), items)
        return row.id


def _items(work: Work, list_id: str, case_ids: Sequence[str]) -> list[ListItem]:
    """Return the entries of the cases; each must be due and nothing may speak against it."""
    if retention.listed(work.tx, case_ids):
        raise Conflict("Có hồ sơ đang nằm trong một danh sách tiêu hủy khác; bỏ chọn hồ sơ đó")
    periods = periods_of(work.services)
    limits = cutoffs(periods, work.now)
    found = retention.due_among(work.tx, limits, case_ids) if limits else []
    if len(found) < len(case_ids):
        raise StepRefused("Có hồ sơ chưa hết thời hạn lưu; tải lại trang rồi chọn lại")
    for case in found:
        against = retention.blockers(work.tx, case.id)
        if against:
            why = "; ".join(BLOCKER_WORDS[one] for one in against)
            raise StepRefused(f"Không tiêu hủy được hồ sơ {case.code}: {why}")
    return [item_of(list_id, case, periods) for case in found]


def _checked(
    case_ids: Sequence[str], decision: str, decision_date: str, reason: str, today: date
) -> date:
    """Return the day of the decision; raise FormInvalid naming each field to mend."""
    errors, iso = [], read_day(decision_date.strip())
    day = date.fromisoformat(iso) if iso else None
    if not 0 < len(case_ids) <= MOST_CASES:
        errors.append(FieldError("case", "Hồ sơ", f"Chọn từ 1 đến {MOST_CASES} hồ sơ"))
    if not 0 < len(decision.strip()) <= LONGEST_DECISION:
        text = f"Ghi số quyết định tiêu hủy, tối đa {LONGEST_DECISION} ký tự"
        errors.append(FieldError("decision", "Quyết định", text))
    if day is None or day > today:
        text = f"Ghi ngày quyết định dạng nn/tt/nnnn, không sau {today:%d/%m/%Y}"
        errors.append(FieldError("decision_date", "Ngày quyết định", text))
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        text = f"Ghi lý do tiêu hủy, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
        errors.append(FieldError("reason", "Lý do", text))
    if errors or day is None:
        raise FormInvalid(errors)
    return day
