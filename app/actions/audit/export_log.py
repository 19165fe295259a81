"""Hand out lines of the record one by one, as many as match; who took them out is on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.audit import EventKind, NewEvent
from app.domain.log_search import LogLine, LogQuery
from app.domain.people import Actor
from app.permissions import check_can_inspect
from app.steps.case_questions import Fields
from app.steps.exports import Piece, begin, followed
from app.steps.log_lines import readable
from app.steps.log_questions import kept_log_fields, read_log_question, too_many
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, log_search

CHUNK = 1_000
MOST = 100_000


def export_log(
    services: Services,
    actor: Actor,
    fields: Fields,
    kind: str,
    write: Callable[[Iterator[tuple[LogLine, ...]]], Iterator[Piece]],
    run_id: str = "",
) -> Iterator[Piece]:
    """Return the file that is written of the found lines, read lot by lot as it is asked for.

    `run_id` is how the page calls the file (`steps.exports`).

    Raises PermissionDenied for all but auditors, FormInvalid naming what cannot be read, and when
    more match than one file takes.
    """
    with refusals_recorded(services, actor, "Xuất nhật ký"):
        check_can_inspect(actor)
    now = services.clock.now()
    with services.database.transaction() as tx:
        query = read_log_question(services.world(tx).organisation, fields)
        count = log_search.count(tx, query, to=MOST + 1)
        if count > MOST:
            raise too_many(MOST)
        event = NewEvent(
            kind=EventKind.LOG_EXPORTED,
            at=now,
            summary=f"Xuất {count} dòng nhật ký ra tệp {kind}",
            actor_id=actor.person_id,
            actor_name=actor.name,
            capacity="Kiểm soát",
            payload={"fields": kept_log_fields(fields), "kind": kind, "lines": count},
        )
        audit_log.append_system(tx, [event], now)
        what = f"nhật ký ra tệp {kind.upper()}"
        run = begin(tx, actor, what, "dòng", count, now, run_id)
    return followed(services, run, _lots(services, actor, query), write, len)


def _lots(services: Services, actor: Actor, query: LogQuery) -> Iterator[tuple[LogLine, ...]]:
    # A transaction for each lot: a reader who is slow keeps no lock and no snapshot.
    after = None
    while True:
        with services.database.reading() as tx:
            found = log_search.find(tx, query, after=after, limit=CHUNK)
            lines = readable(tx, actor, services.clock.now(), found)
        if lines:
            yield lines
        if len(found) < CHUNK:
            return
        after = found[-1].mark
