"""What each line of a case's record says of rows of the register.

A saying names a row by its table and key, and what stands in some of its columns. Only what is
said is asked for: a line of an older release that says less asks for less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from app.domain.audit import EventKind
from app.domain.cases import CaseState
from app.steps.case_state import STATE_OF_END
from app.steps.saving import MAIN_PROCESS
from app.store.audit_log import canonical
from app.store.recorded_rows import Line

# Said of a column of which a line tells only that it may have changed.
ANYTHING = object()
PLAN_FORMS = frozenset({"prepare_plan", "enter_paper_plan", "rework_plan"})
_NEVER_CLOSED = {"state": "running", "closed_at": None, "closed_by": "", "days_late": 0}
Columns = Mapping[str, Any]


class Saying(NamedTuple):
    """One row as a line tells it; `begins` yields to whatever another line says of a column."""

    table: str
    key: Any
    columns: Columns
    begins: bool = False


def _started(line: Line) -> Iterator[Saying]:
    run = {"case_id": line.case_id, "process_id": line.process_id, "started_at": line.at}
    run |= {"release_id": line.payload["release"], "ended_at": None, "outcome": ""}
    yield Saying("instance", _run(line), run, begins=True)
    if line.process_id == MAIN_PROCESS:
        yield Saying("case_file", line.case_id, {"result": ""})


def _migrated(line: Line) -> Iterator[Saying]:
    yield Saying("instance", _run(line), {"release_id": line.payload["to"]})


def _ended(line: Line) -> Iterator[Saying]:
    yield Saying("instance", _run(line), {"ended_at": line.at, "outcome": line.element_id})
    if line.process_id == MAIN_PROCESS:
        # A run that two persons ended leaves the case as it stood.
        result = STATE_OF_END.get(line.element_id, CaseState.ENDED) if line.element_id else ANYTHING
        yield Saying("case_file", line.case_id, {"result": result})


def _run(line: Line) -> str:
    return line.chain_id.partition(":")[2]


def _completed(line: Line) -> Iterator[Saying]:
    sent = line.payload
    who = {"case_id": line.case_id, "instance_id": _run(line)}
    done: dict[str, Any] = {"state": "done", "completed_by": line.actor}
    done |= {"completed_capacity": line.capacity, "completed_at": line.at}
    done |= {"element_id": line.element_id, "summary": line.summary}
    yield Saying("task", sent["task"], {**who, **done})
    form: dict[str, Any] = {"person_id": line.actor, "capacity": line.capacity, "at": line.at}
    form |= {"form_version": sent["form_version"], "answers": canonical(sent["answers"])}
    yield Saying("submission", sent["task"], {**who, **form})
    if line.element_id in PLAN_FORMS and sent["answers"].get("title"):
        yield Saying("case_file", line.case_id, {"title": sent["answers"]["title"]})
    for upload_id, (name, size, digest) in sent.get("files", {}).items():
        yield Saying("upload", upload_id, {"file_name": name, "size": size, "sha256": digest})


def _cancelled(line: Line) -> Iterator[Saying]:
    yield Saying("task", line.payload["task"], {"state": "cancelled", "case_id": line.case_id})


def _drafted(line: Line) -> Iterator[Saying]:
    columns = {"doc_type": line.payload["type"], "case_id": line.case_id, "final": ""}
    yield Saying("document", line.payload["document"], {**columns, **_UNSIGNED}, begins=True)


def _signed(line: Line) -> Iterator[Saying]:
    columns = {"signed_by": line.actor, "signed_capacity": line.capacity, "signed_at": line.at}
    yield Saying("document", line.payload["document"], columns)


def _issued(line: Line) -> Iterator[Saying]:
    told = line.payload
    columns = {"final": "issued", "number": told["number"], **_paper(line)}
    yield Saying("document", told["document"], columns | {"recipients": told["recipients"]})


def _filed(line: Line) -> Iterator[Saying]:
    yield Saying("document", line.payload["document"], {"final": "filed", **_paper(line)})
    yield Saying("document", line.payload["document"], _UNSIGNED, begins=True)


_UNSIGNED: Columns = {"signed_by": "", "signed_capacity": "", "signed_at": None}


def _paper(line: Line) -> Columns:
    told = line.payload
    found = {"doc_type": told["type"], "case_id": line.case_id, "issued_at": line.at}
    return found | {"sha256": told["sha256"], "page": told["sha256"]}


def _plan(line: Line) -> Iterator[Saying]:
    told, number = line.payload, str(line.payload["round"])
    columns = {"sha256": told["hash"], "page": told["hash"], "final": "filed", "item": number}
    yield Saying("document", (line.case_id, number), {**columns, **_UNSIGNED})
    yield Saying("case_file", line.case_id, {"code": told["code"], "round_no": told["round"]})


def _pass(line: Line) -> Iterator[Saying]:
    told = line.payload
    own = {name: told[name] for name in ("number", "round_no", "body_id") if name in told}
    own |= {"case_id": line.case_id, "opened_at": line.at}
    yield Saying("level_pass", told["pass_id"], own)
    term = {"received_at": datetime.fromisoformat(told["received_at"]), "case_id": line.case_id}
    term |= {"due": told["due"], "cap": told["cap"], "extended": False}
    yield Saying("clock", told["pass_id"], {**term, **_NEVER_CLOSED}, begins=True)


def _moved(line: Line) -> Iterator[Saying]:
    told = line.payload
    if "to" in told:
        yield Saying("clock", told["pass_id"], {"due": told["to"], "extended": True})
    else:
        columns = {name: told[name][1] for name in ("due", "cap") if name in told}
        yield Saying("clock", told["pass_id"], columns)


def _closed(line: Line) -> Iterator[Saying]:
    late = line.payload["days_late"]
    columns = {"state": "breached" if late else "closed", "closed_at": line.at}
    columns |= {"closed_by": line.payload["document"], "days_late": late}
    yield Saying("clock", line.payload["pass_id"], columns)


def _breached(line: Line) -> Iterator[Saying]:
    told = line.payload
    columns = {"due_at": line.at, "severe": told["severe"], "case_id": line.case_id}
    columns["noticed_at"] = datetime.fromisoformat(told["seen_at"])
    yield Saying("breach", (told["pass_id"], told["mark"]), columns)


def _conflict(line: Line) -> Iterator[Saying]:
    columns = {"source": line.payload["source"], "ground": line.payload["ground"]}
    key = (line.case_id, line.payload["person"])
    yield Saying("conflict_declaration", key, columns | {"declared_by": line.actor}, begins=True)


def _restricted(line: Line) -> Iterator[Saying]:
    yield Saying("case_file", line.case_id, {"restricted": True})


def _said_at(table: str, **columns: Any) -> Callable[[Line], Iterator[Saying]]:
    """Return the saying of a line that names its row by who wrote it when, and tells why."""

    def said(line: Line) -> Iterator[Saying]:
        yield Saying(table, (line.case_id, line.at, line.actor), {"told": line.summary, **columns})

    return said


SAYINGS: Mapping[EventKind, Callable[[Line], Iterator[Saying]]] = {
    EventKind.INSTANCE_STARTED: _started,
    EventKind.INSTANCE_MIGRATED: _migrated,
    EventKind.INSTANCE_ENDED: _ended,
    EventKind.TASK_COMPLETED: _completed,
    EventKind.TASK_CANCELLED: _cancelled,
    EventKind.DOCUMENT_DRAFTED: _drafted,
    EventKind.DOCUMENT_SIGNED: _signed,
    EventKind.DOCUMENT_ISSUED: _issued,
    EventKind.DOCUMENT_FILED: _filed,
    EventKind.PLAN_SUBMITTED: _plan,
    EventKind.PASS_OPENED: _pass,
    EventKind.CLOCK_RECOMPUTED: _moved,
    EventKind.CLOCK_CLOSED: _closed,
    EventKind.DEADLINE_BREACHED: _breached,
    EventKind.CONFLICT_DECLARED: _conflict,
    EventKind.CASE_RESTRICTED: _restricted,
    EventKind.CASE_HELD: _said_at("hold"),
    EventKind.HOLD_LIFTED: _said_at("lifted_hold"),
    EventKind.READING_ASKED: _said_at("asked_reading"),
    EventKind.READING_GRANTED: _said_at("answered_reading", state="granted"),
    EventKind.READING_REFUSED: _said_at("answered_reading", state="refused"),
}
