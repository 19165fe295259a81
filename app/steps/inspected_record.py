"""The record of a case line by line: who, in which capacity, at which step, by which clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from app.domain.audit import EventKind, RecordedEvent
from app.domain.cases import InstanceRow
from app.domain.diagrams import Element
from app.domain.facts import WORKED_OUT
from app.domain.version_ids import release_number
from app.domain.views.inspection import Change, RecordRow
from app.steps.explaining import row_of
from app.steps.work import Work
from app.store import audit_log

# Written for the proof, not for people: on the page they stand folded.
QUIET = frozenset(
    {
        EventKind.STEP_TAKEN,
        EventKind.MESSAGE_SENT,
        EventKind.MESSAGE_KEPT,
        EventKind.MESSAGE_DELIVERED,
        EventKind.TIMER_FIRED,
    }
)
FROM_TO = {"due": "Hạn trả lời", "cap": "Trần", "release": "Bản công bố"}


def record_rows(
    work: Work, events: Iterable[RecordedEvent], runs: Iterable[InstanceRow]
) -> Iterator[RecordRow]:
    """Yield the lines in the order they were entered."""
    releases = {audit_log.chain_of(row.id): row.release_id for row in runs}
    for recorded in events:
        event, release = recorded.event, releases.get(recorded.chain_id, "")
        element = _element(work, release, event.process_id, event.element_id)
        cited = (*event.clauses, *(element.clauses if element else ()))
        yield RecordRow(
            row=row_of(recorded),
            seq=recorded.seq,
            at=event.at,
            entered_at=recorded.entered_at,
            summary=event.summary,
            actor=event.actor_name,
            capacity=event.capacity,
            step=element.name if element else "",
            clauses=tuple(dict.fromkeys(cited)),
            version=str(event.payload.get("form_version") or release),
            quiet=event.kind in QUIET,
            changes=tuple(_changes(event.payload)),
            form_of=_sent_with(recorded),
            agreed=_agreed(work, recorded),
        )


def _sent_with(recorded: RecordedEvent) -> str:
    done = recorded.event.kind is EventKind.TASK_COMPLETED
    return str(recorded.event.payload.get("task", "")) if done else ""


def _agreed(work: Work, recorded: RecordedEvent) -> str:
    """Return who asked for a repair and who agreed; nothing of what else or is destroyed."""
    payload = recorded.event.payload
    if recorded.event.kind is not EventKind.INSTANCE_REPAIRED or not payload:
        return ""
    asked, agreed = (_name(work, payload.get(by, "")) for by in ("proposed_by", "approved_by"))
    return f"{asked} đề nghị, {agreed} duyệt"


def _name(work: Work, person_id: str) -> str:
    organisation = work.world.organisation
    return organisation.person(person_id).name if organisation.has_person(person_id) else person_id


def _element(work: Work, release: str, process_id: str, element_id: str) -> Element | None:
    if not release or not process_id:
        return None
    definition = work.catalogue(release).definitions.get(process_id)
    return definition.elements.get(element_id) if definition else None


def _changes(payload: Mapping[str, Any]) -> Iterator[Change]:
    """Yield what an event says of a value before and after."""
    for name, label in FROM_TO.items():
        pair = payload.get(name)
        if isinstance(pair, list) and len(pair) == 2:
            yield Change(label, _text(pair[0]), _text(pair[1]))
    if "repair" in payload and "after" in payload:
        if payload["before"] != payload["after"]:
            yield Change("Việc đang mở", _listed(payload["before"]), _listed(payload["after"]))
        for name, (was, now) in payload.get("changes", {}).items():
            yield Change(WORKED_OUT.get(name, name), was, now)
    if "from" in payload and "to" in payload:
        moves = "pass_id" not in payload
        label, shown = (FROM_TO["release"], release_number) if moves else (FROM_TO["due"], _text)
        yield Change(label, shown(payload["from"]), shown(payload["to"]))


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names) or "không có"


def _text(value: Any) -> str:
    try:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    except ValueError:
        return str(value)
