"""Hand out found cases line by line, as many as match; who took them out is on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.audit import EventKind, NewEvent
from app.domain.case_search import CaseQuery
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.views.case_search import CaseLine
from app.errors import FormInvalid
from app.permissions import check_can_watch
from app.register.register import Doer
from app.steps.case_lines import case_lines
from app.steps.case_questions import Fields, kept_fields, reach_with_leave, read_question
from app.steps.exports import Piece, begin, followed
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, case_search

CHUNK = 500
MOST = 100_000


def export_cases(
    services: Services,
    actor: Actor,
    fields: Fields,
    kind: str,
    write: Callable[[Iterator[tuple[CaseLine, ...]]], Iterator[Piece]],
    run_id: str = "",
) -> Iterator[Piece]:
    """Return the file that is written of the found cases, read lot by lot as it is asked for.

    `run_id` is how the page calls the file (`steps.exports`).

    Raises PermissionDenied for those who do not watch, FormInvalid naming what cannot be read,
    and when more match than one file takes.
    """
    with refusals_recorded(services, actor, "Xuất danh sách hồ sơ"):
        check_can_watch(actor)
    query = read_question(services, fields)
    count = _count(services, actor, query)
    event = NewEvent(
        kind=EventKind.CASES_EXPORTED,
        at=services.clock.now(),
        summary=f"Xuất danh sách {count} hồ sơ ra tệp {kind}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        payload={"fields": kept_fields(fields), "kind": kind, "cases": count},
    )
    with services.database.transaction() as tx:
        audit_log.append_system(tx, [event], event.at)
        what = f"danh sách hồ sơ ra tệp {kind.upper()}"
        run = begin(tx, actor, what, "hồ sơ", count, event.at, run_id)
    return followed(services, run, _lots(services, actor, query), write, len)


def _count(services: Services, actor: Actor, query: CaseQuery) -> int:
    with services.database.reading() as tx:
        reach = reach_with_leave(services, tx, services.world(tx), actor, query)
        count = case_search.count(tx, query, reach, to=MOST + 1)
    if count <= MOST:
        return count
    message = f"Thu hẹp bộ lọc: mỗi tệp tối đa {MOST:,} hồ sơ".replace(",", ".")
    raise FormInvalid([FieldError("q", "Số hồ sơ tìm được", message)])


def _lots(services: Services, actor: Actor, query: CaseQuery) -> Iterator[tuple[CaseLine, ...]]:
    # A transaction for each lot: a reader who is slow keeps no lock and no snapshot.
    after = None
    while True:
        with services.database.reading() as tx:
            work = Work(services, tx, services.clock.now(), Doer(actor.person_id))
            reach = reach_with_leave(services, tx, work.world, actor, query)
            found = case_search.find(tx, query, reach, after=after, limit=CHUNK)
            lines = case_lines(work, reach, [case for case, _mark in found])
        if lines:
            yield lines
        if len(found) < CHUNK:
            return
        after = found[-1][1]
