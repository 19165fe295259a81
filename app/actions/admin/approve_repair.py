"""Agree, as the second person, that cases are repaired; then they are, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.audit import EventKind
from app.domain.case_requests import LONGEST_REASON, Repair, RepairItem, RequestState
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_approve_repair
from app.repairs.asking import name_of
from app.repairs.carrying import change_since, unnamed
from app.steps.deciding_requests import check_open, decided, work_of
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.store import case_requests, cases, instances
from app.store.database import Transaction


def approve_repair(
    services: Services, actor: Actor, repair_id: str, version: int, opinion: str
) -> Repair:
    """Return the request as approved.

    Raises PermissionDenied for who proposed it; FormInvalid when the opinion does not name an
    invariant that would newly be broken, or says nothing of what the rehearsal warned of; Conflict
    when it was decided, when it changed since the page was opened, before it was rehearsed, and
    when a case changed since.
    """
    with (
        refusals_recorded(services, actor, "Duyệt sửa hồ sơ", about=repair_id),
        services.database.transaction() as tx,
    ):
        request = case_requests.load(tx, Repair, repair_id)
        items = case_requests.items(tx, RepairItem, repair_id)
        check_can_approve_repair(actor, request.proposed_by)
        check_open(request, version)
        if request.rehearsed_at is None:
            raise Conflict("Đề nghị chưa chạy thử xong; chờ chạy thử xong rồi duyệt")
        _check_as_rehearsed(tx, request, items)
        _check_named(items, opinion)
        work = work_of(services, tx, actor)
        after = decided(work, request, RequestState.APPROVED, opinion=opinion.strip())
        payload = {"proposed_by": request.proposed_by, "opinion": after.opinion}
        summary = f"Duyệt sửa {len(items)} lượt chạy"
        record_request(work, after, EventKind.REPAIR_APPROVED, summary, payload)
        return after


def _check_as_rehearsed(tx: Transaction, request: Repair, items: Sequence[RepairItem]) -> None:
    """Refuse what was looked at as it was, and is not so any more."""
    changed = []
    for item in items:
        if told := change_since(request, item, instances.load(tx, item.instance_id)):
            changed.append(f"{name_of(cases.load(tx, item.case_id))}: {told}")
    if changed:
        raise Conflict("; ".join(changed))
    if all(item.refusal for item in items):
        raise Conflict("Không hồ sơ nào sửa được như đề nghị; trả lại để đề nghị cách khác")


def _check_named(items: Sequence[RepairItem], opinion: str) -> None:
    broken = frozenset(one for item in items for one in item.invariants)
    text = ""
    if missing := unnamed(opinion, broken):
        text = f"Sửa sẽ làm trái {', '.join(missing)}; nêu rõ từng điều trong ý kiến nếu vẫn duyệt"
    elif any(item.warnings for item in items) and not opinion.strip():
        text = "Chạy thử nêu những điều phải biết trước; ghi ý kiến vì sao vẫn duyệt"
    elif len(opinion.strip()) > LONGEST_REASON:
        text = f"Ghi ý kiến không quá {LONGEST_REASON} ký tự"
    if text:
        clauses = tuple(missing)
        raise FormInvalid([FieldError("opinion", "Ý kiến của người duyệt", text, clauses=clauses)])
