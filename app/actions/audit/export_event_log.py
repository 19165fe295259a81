"""Hand out the record as an event log for mining tools; who took it out is on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import datetime
from enum import StrEnum
from itertools import chain

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.mining import CaseLog, as_ocel, as_xes, case_logs
from app.permissions import check_can_watch, sees_restricted
from app.register.register import Doer
from app.steps.exports import begin, followed
from app.steps.reads import record_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, event_logs, reading_grants
from app.store.database import Transaction
from app.store.event_logs import CaseRows

LOT = 50
READ = "Xuất nhật ký sự kiện có hồ sơ này"


class LogFormat(StrEnum):
    """Closed list of what a log may be written as."""

    XES = "xes"
    OCEL = "ocel"


def export_event_log(
    services: Services,
    actor: Actor | None,
    kind: LogFormat,
    *,
    restricted: bool = True,
    told: Callable[[int, int], None] = lambda _cases, _events: None,
    run_id: str = "",
) -> Iterator[bytes]:
    """Return the file in pieces, each read when it is asked for: stopping reads no further.

    Restricted cases are left out unless asked for, and for those without leave to read them; each
    that is handed out is recorded as read. `actor` is None on the command line. `told` hears how
    many cases and events were written; `run_id` is how the page calls the file (`steps.exports`).
    Raises PermissionDenied for those who do not watch.
    """
    if actor is not None:
        with refusals_recorded(services, actor, "Xuất nhật ký sự kiện"):
            check_can_watch(actor)
    now = services.clock.now()
    with services.database.reading() as tx:
        leave = _leave(tx, actor, now)
        with_restricted = restricted and leave != set()
        total = event_logs.count(tx, leave if restricted else set())
    event = NewEvent(
        kind=EventKind.EVENT_LOG_EXPORTED,
        at=now,
        summary=f"Xuất nhật ký sự kiện ra tệp {kind.value.upper()}",
        actor_id=actor.person_id if actor else "",
        actor_name=actor.name if actor else "Dòng lệnh",
        payload={"kind": kind.value, "restricted": with_restricted},
    )
    with services.database.transaction() as tx:
        audit_log.append_system(tx, [event], now)
        what = f"nhật ký sự kiện ra tệp {kind.value.upper()}"
        run = begin(tx, actor, what, "hồ sơ", total, now, run_id)

    def write(lots: Iterator[list[CaseLog]]) -> Iterator[bytes]:
        cases = _counted(chain.from_iterable(lots), told)
        if kind is LogFormat.XES:
            return as_xes(cases, now, restricted=with_restricted)
        return as_ocel(cases)

    return followed(services, run, _lots(services, actor, now, with_restricted), write, len)


def _lots(
    services: Services, actor: Actor | None, now: datetime, restricted: bool
) -> Iterator[list[CaseLog]]:
    # A transaction for each lot: a reader who is slow keeps no lock and no snapshot.
    after = ""
    while True:
        with services.database.reading() as tx:
            found = event_logs.lot(tx, after, LOT, restricted=restricted)
            open_ones = _open_to(tx, actor, now, found)
            work = Work(services, tx, now, Doer(actor.person_id if actor else ""))
            logs = list(case_logs(work, open_ones))
        _note_reads(services, actor, open_ones)
        yield logs
        if len(found) < LOT:
            return
        after = found[-1].case.id


def _leave(tx: Transaction, actor: Actor | None, now: datetime) -> Set[str] | None:
    """Return the restricted cases a person has leave to read; None stands for all of them."""
    if actor is None:
        return None
    return reading_grants.in_force(tx, actor.person_id, now) if sees_restricted(actor) else set()


def _open_to(
    tx: Transaction, actor: Actor | None, now: datetime, found: Sequence[CaseRows]
) -> list[CaseRows]:
    """Return the cases but those restricted ones that the reader has no leave to read."""
    leave = _leave(tx, actor, now)
    if leave is None:
        return list(found)
    return [one for one in found if not one.case.restricted or one.case.id in leave]


def _note_reads(services: Services, actor: Actor | None, found: Iterable[CaseRows]) -> None:
    """Record the reading of each restricted case before its events leave."""
    read = [one.case for one in found if one.case.restricted]
    if not read:
        return
    now = services.clock.now()
    with services.database.transaction() as tx:
        for case in read:
            record_read(tx, actor, case, EventKind.CASE_READ, READ, now)


def _counted(cases: Iterator[CaseLog], told: Callable[[int, int], None]) -> Iterator[CaseLog]:
    events = 0
    for number, case in enumerate(cases, 1):
        yield case
        events += len(case.events)
        told(number, events)
