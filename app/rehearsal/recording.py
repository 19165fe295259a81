"""A rehearsal written down as a scenario: the same file that the runner plays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from app.actions import Services
from app.documents import DOC_TYPES
from app.documents.types import DocKind
from app.domain.cases import CaseRow, DocumentState, TaskState
from app.domain.clock import LOCAL
from app.errors import ScenarioRefused
from app.rehearsal.recorded_acts import acts_in, untold_in
from app.rehearsal.sandbox import Sandbox
from app.scenarios.answering import content_of
from app.scenarios.expected.asked import NONE
from app.scenarios.expected.course import BEGINNINGS
from app.store import audit_log, cases, documents, instances, submissions, tasks, uploads
from app.store.database import Transaction

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
LABELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEFT = (DocumentState.ISSUED, DocumentState.FILED)
MOST_CASES = 20
ISSUING = "s01_issue_document"
OTHER_FILE = "dinh-kem.pdf"


@dataclass(frozen=True)
class Recorded:
    """A rehearsal as a scenario: its id, the YAML, and what happened that it does not say."""

    name: str
    text: str
    untold: tuple[str, ...] = ()


def recorded(sandbox: Sandbox, inside: Services, name: str, title: str) -> Recorded:
    """Return the YAML of everything that people did in the rehearsal, with how it ended.

    Moments are kept as they were; of uploaded files the names are kept, the bytes are not.
    """
    with inside.database.reading() as tx:
        rows = reversed(cases.search(tx, limit=MOST_CASES))
        labelled = list(zip(LABELS, rows, strict=False))
        steps = [step for label, row in labelled for step in _steps(tx, label, row)]
        expected = [_expected(tx, label, row) for label, row in labelled]
        untold = _untold(tx)
    scenario = {
        "scenario": _id(name),
        "title": title,
        "steps": [step for _at, step in sorted(steps, key=_when)]
        + [{"clock": _moment(sandbox.clock.now())}],
        "expect": expected,
    }
    text: str = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False, width=98)
    heading = "".join(f"# Không ghi: {one}\n" for one in untold)
    return Recorded(_id(name), heading + text, untold)


def _id(name: str) -> str:
    """Return the name as a file may carry it."""
    plain = re.sub(r"[^\w-]+", "-", name.strip(), flags=re.UNICODE).strip("-")
    return plain if plain.startswith("X-") else f"X-{plain}"


def _steps(tx: Transaction, label: str, row: CaseRow) -> Iterator[tuple[datetime, dict[str, Any]]]:
    all_tasks = {task.id: task for task in tasks.of_case(tx, row.id)}
    files = {one.id: one.file_name for one in uploads.of_case(tx, row.id)}
    verb = "emergency" if row.kind == "emergency" else "start"
    yield row.created_at, {verb: _beginning(label, row)}
    for sent in submissions.of_case(tx, row.id):
        task = all_tasks[sent.task_id]
        step: dict[str, Any] = {"task": task.element_id, "as": sent.person_id}
        paper = documents.of_activation(tx, task.instance_id, task.activation_id)
        # elsewhere the answer itself makes the paper; before it there is nothing to tell it by
        if paper is not None and task.process_id == ISSUING:
            step["paper"] = paper.doc_type + (f"/{paper.item}" if paper.item else "")
        step["exactly"] = _answer(sent.answers, files)
        yield sent.at, {"do": step | _where(label, sent.at)}
    for event, act, keys in acts_in(audit_log.of_case(tx, row.id, payloads=True)):
        at = event.event.at
        yield at, {act: {"as": event.event.actor_id} | dict(keys) | _where(label, at)}


def _beginning(label: str, row: CaseRow) -> dict[str, Any]:
    channel = {} if row.kind == "emergency" else {"channel": row.channel}
    return {"as": row.started_by} | channel | _where(label, row.created_at)


def _when(step: tuple[datetime, Mapping[str, Any]]) -> datetime:
    return step[0]


def _where(label: str, at: datetime) -> dict[str, str]:
    where = {"at": _moment(at)}
    return where if label == "A" else {"case": label} | where


def _moment(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def _answer(value: Any, files: Mapping[str, str]) -> Any:
    """Return an answer as a scenario writes it: moments short, files by their names."""
    if isinstance(value, Mapping):
        return {key: _answer(one, files) for key, one in value.items()}
    if isinstance(value, list):
        named = [files[one] for one in value if isinstance(one, str) and one in files]
        return {"file": _playable(named[0])} if named else [_answer(one, files) for one in value]
    if isinstance(value, str) and _ISO.fullmatch(value):
        return _moment(datetime.fromisoformat(value))
    return value


def _playable(file_name: str) -> str:
    """Return the name, or one of the kinds that a scenario can attach."""
    try:
        content_of(file_name)
    except ScenarioRefused:
        return OTHER_FILE
    return file_name


def _untold(tx: Transaction) -> tuple[str, ...]:
    every = [row.id for row in cases.search(tx, limit=MOST_CASES + 1)]
    found = [f"hồ sơ ngoài {MOST_CASES} hồ sơ mới nhất"] * (len(every) > MOST_CASES)
    for case_id in every:
        found += untold_in(audit_log.of_case(tx, case_id))
        files = {one.id for one in uploads.of_case(tx, case_id)}
        if files:
            found.append("nội dung tệp đính kèm, chỉ ghi tên")
        if any(_has_more(one.answers, files) for one in submissions.of_case(tx, case_id)):
            found.append("tệp thứ hai trở đi của một mục")
    return tuple(dict.fromkeys(found))


def _has_more(value: Any, files: Set[str]) -> bool:
    """Tell whether an answer holds several files in one place; a scenario attaches one."""
    if isinstance(value, Mapping):
        return any(_has_more(one, files) for one in value.values())
    if isinstance(value, list):
        named = [one for one in value if isinstance(one, str) and one in files]
        return len(named) > 1 or any(_has_more(one, files) for one in value)
    return False


def _expected(tx: Transaction, label: str, row: CaseRow) -> dict[str, Any]:
    """Say how the case stands: its end, the tasks that wait, the papers that left."""
    main = next(one for one in instances.of_case(tx, row.id) if one.process_id in BEGINNINGS)
    papers = [one for one in documents.of_case(tx, row.id) if one.state in LEFT]
    kinds = [one.doc_type for one in papers if DOC_TYPES[one.doc_type].kind is not DocKind.SHEET]
    open_ones = [one for one in tasks.of_case(tx, row.id) if one.state is TaskState.OPEN]
    found: dict[str, Any] = {} if label == "A" else {"case": label}
    found |= {"end": main.outcome or NONE, "state": row.state.value}
    found |= {"tasks": [one.element_id for one in open_ones], "documents": kinds}
    return found
