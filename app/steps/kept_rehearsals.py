"""The rehearsal of a request over many instances as kept work, of either kind of request.

A request that changed since is another one to rehearse: the key names its version.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from app.domain.case_requests import CaseRequest, RequestKind, RequestState
from app.domain.jobs import Job, JobKind
from app.steps.work import Work
from app.store import jobs
from app.store.database import Transaction

# So many are rehearsed while a page waits.
LIVE = 20
_KINDS: Mapping[RequestKind, JobKind] = {
    RequestKind.REPAIR: JobKind.REHEARSAL,
    RequestKind.MOVE: JobKind.MOVE_REHEARSAL,
}


def leave_to_worker(work: Work, request: CaseRequest, total: int) -> None:
    """Keep the rehearsal of a request for the worker, in the name of who asks for it."""
    asked = {"request": request.id, "version": request.version}
    payload = {**asked, "person_id": work.doer.person_id, "name": work.doer.name}
    now, kind = work.now, _KINDS[request.kind]
    job = Job(uuid4().hex, kind, _key(request), payload, now, now, total=total)
    jobs.defer(work.tx, [job])


def kept_rehearsal(tx: Transaction, request: CaseRequest) -> Job | None:
    """Return the kept work of rehearsing a request as it stands, in any state."""
    return jobs.of_key(tx, _key(request))


def is_wanted(request: CaseRequest, version: int) -> bool:
    """Tell whether a request still is the undecided one whose rehearsal was asked for."""
    return request.state is RequestState.PROPOSED and request.version == version


def _key(request: CaseRequest) -> str:
    return f"{_KINDS[request.kind].value}:{request.id}:{request.version}"
