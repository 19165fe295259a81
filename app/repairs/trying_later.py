"""The rehearsal of a repair of many instances, gone through by the worker.

An instance that was looked at has its digest (`base_state`), so whoever goes on where another was
killed tries only the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.audit import EventKind
from app.domain.case_requests import Repair, RepairItem, RequestState
from app.domain.jobs import Job, Progress
from app.register.register import Doer
from app.repairs.asking import tried
from app.steps.kept_rehearsals import is_wanted, kept_rehearsal
from app.steps.request_record import record_request
from app.steps.services import Services
from app.steps.work import Work
from app.store import case_requests, instances
from app.store.database import Transaction


def untried(tx: Transaction, request_id: str, instance_ids: Sequence[str]) -> list[RepairItem]:
    """Return the instances of a request as they stand in it before any was tried.

    Raises NotFound.
    """
    known = instances.of_ids(tx, instance_ids)
    rows = [known.get(one) or instances.load(tx, one) for one in instance_ids]
    return [RepairItem(request_id=request_id, instance_id=r.id, case_id=r.case_id) for r in rows]


def note_rehearsed(work: Work, request: Repair) -> Repair:
    """Write that all instances of a request were tried, and of how many it cannot be done."""
    items = case_requests.items(work.tx, RepairItem, request.id)
    after = case_requests.change(work.tx, request, rehearsed_at=work.now)
    refused = sum(bool(one.refusal) for one in items)
    summary = f"Chạy thử sửa {len(items)} lượt chạy: {refused} không sửa được"
    record_request(work, after, EventKind.REPAIR_REHEARSED, summary)
    return after


def rehearse_kept(services: Services, job: Job, told: Callable[[int, int], None]) -> None:
    """Try the instances of a request one after the other, unless it is decided or asked anew."""
    doer = Doer(str(job.payload["person_id"]), str(job.payload["name"]), "Quản trị")
    with services.database.reading() as tx:
        request = case_requests.load(tx, Repair, str(job.payload["request"]))
        items = case_requests.items(tx, RepairItem, request.id)
    if not is_wanted(request, job.payload["version"]):
        return
    for number, item in enumerate(items):
        told(number, len(items))
        if item.base_state:
            continue
        found = tried(services, doer, request, item)
        with services.database.transaction() as tx:
            if not _is_wanted(tx, request):
                return
            case_requests.note_rehearsal(tx, found)
    with services.database.transaction() as tx:
        if _is_wanted(tx, request):
            note_rehearsed(Work(services, tx, services.clock.now(), doer), request)


def progress(tx: Transaction, request: Repair, items: Sequence[RepairItem]) -> Progress | None:
    """Return how far the rehearsal of an undecided request is; None when it is over."""
    if request.rehearsed_at is not None or request.state is not RequestState.PROPOSED:
        return None
    done = sum(bool(one.base_state) for one in items)
    return Progress.of(kept_rehearsal(tx, request), done, len(items))


def _is_wanted(tx: Transaction, seen: Repair) -> bool:
    """Tell, holding the request, whether it still is the one that is tried."""
    return is_wanted(case_requests.load(tx, Repair, seen.id), seen.version)
