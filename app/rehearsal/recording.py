"""A rehearsal written down as a scenario: the same file that the runner plays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import yaml

from app.actions import Services
from app.documents import DOC_TYPES
from app.documents.types import DocKind
from app.domain.cases import CaseRow, DocumentState, TaskState
from app.domain.clock import LOCAL
from app.rehearsal.sandbox import Sandbox
from app.scenarios.expected.asked import NONE
from app.scenarios.expected.course import BEGINNINGS
from app.store import cases, documents, instances, submissions, tasks, uploads
from app.store.database import Transaction

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
LABELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEFT = (DocumentState.ISSUED, DocumentState.FILED)
MOST_CASES = 20


def recorded(sandbox: Sandbox, inside: Services, name: str, title: str) -> str:
    """Return the YAML of everything that people did in the rehearsal, with how it ended.

    Moments are kept as they were; uploaded files are named, their bytes are not kept.
    """
    with inside.database.reading() as tx:
        rows = reversed(cases.search(tx, limit=MOST_CASES))
        labelled = list(zip(LABELS, rows, strict=False))
        steps = [step for label, row in labelled for step in _steps(tx, label, row)]
        expected = [_expected(tx, label, row) for label, row in labelled]
    scenario = {
        "scenario": _id(name),
        "title": title,
        "steps": [step for _at, step in sorted(steps, key=_when)]
        + [{"clock": _moment(sandbox.clock.now())}],
        "expect": expected,
    }
    text: str = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False, width=98)
    return text


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
        if paper is not None:
            step["paper"] = paper.doc_type
        step["exactly"] = _answer(sent.answers, files)
        yield sent.at, {"do": step | _where(label, sent.at)}


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
        return {"file": named[0]} if named else [_answer(one, files) for one in value]
    if isinstance(value, str) and _ISO.fullmatch(value):
        return _moment(datetime.fromisoformat(value))
    return value


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
