"""An agreed repair carried out on one instance, if it still is what was looked at."""

from __future__ import annotations

import hashlib

from app.domain.case_requests import Repair, RepairItem, RequestResult
from app.domain.cases import InstanceRow
from app.domain.clock import LOCAL
from app.errors import StepRefused
from app.repairs.applying import apply
from app.repairs.warnings import broken_invariants
from app.steps.work import Work
from app.store import case_requests, instances


def base_of(instance: InstanceRow) -> str:
    """Return the digest of how an instance stands: state, number of changes, status, version."""
    said = f"{instance.lock_version}|{instance.status}|{instance.release_id}|"
    return hashlib.sha256(said.encode() + instance.state).hexdigest()


def change_since(request: Repair, item: RepairItem, instance: InstanceRow) -> str:
    """Say that an instance is not any more what the rehearsal looked at, or nothing."""
    if base_of(instance) == item.base_state:
        return ""
    at = (request.rehearsed_at or request.proposed_at).astimezone(LOCAL)
    return f"hồ sơ đã thay đổi từ khi chạy thử lúc {at:%H:%M, %d/%m/%Y}; chạy thử lại"


def carry_out(work: Work, request: Repair, item: RepairItem) -> RequestResult:
    """Do it and write the result, or write why it stays; the caller commits.

    Raises StepRefused for what the instance refuses; the caller then undoes the transaction.
    """
    instance = instances.load_locked(work.tx, item.instance_id)
    if told := change_since(request, item, instance):
        over = instance.ended_at is not None
        result = RequestResult.OVER if over else RequestResult.REFUSED
        case_requests.finish(work.tx, item, result, work.now, told)
        return result
    before = broken_invariants(work, instance.case_id)
    apply(work, instance, request)
    _check_named(request, broken_invariants(work, instance.case_id) - before)
    case_requests.finish(work.tx, item, RequestResult.DONE, work.now)
    return RequestResult.DONE


def unnamed(opinion: str, invariants: frozenset[str]) -> list[str]:
    """Return the invariants that an opinion does not name."""
    return sorted(one for one in invariants if one not in opinion)


def _check_named(request: Repair, broken: frozenset[tuple[str, str, str]]) -> None:
    missing = unnamed(request.opinion, frozenset(one for one, _what, _instance in broken))
    if missing:
        what = "; ".join(what for invariant, what, _ in sorted(broken) if invariant in missing)
        raise StepRefused(
            f"Sửa sẽ làm trái {', '.join(missing)} mà ý kiến duyệt không nêu: {what}",
            clauses=tuple(missing),
        )
