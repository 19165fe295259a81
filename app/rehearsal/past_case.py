"""What is on record of a case, gathered so that it can be done over elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.actions import Services
from app.domain.audit import EventKind, RecordedEvent
from app.domain.cases import CaseRow
from app.store import audit_log, cases, documents, instances, submissions, tasks, uploads
from app.store.database import Transaction
from app.store.uploads import UploadRow

# What people do with a case besides its tasks; the payload says which.
ACTS = frozenset({EventKind.MESSAGE_SENT, EventKind.CONFLICT_DECLARED})


@dataclass(frozen=True)
class Input:
    """One thing a person did: answers to a task, or an act on the case (`element_id` empty)."""

    at: datetime
    person_id: str
    element_id: str = ""
    process_id: str = ""
    name: str = ""
    paper: str = ""
    person_ids: tuple[str, ...] = ()
    answers: Mapping[str, Any] | None = None
    act: Mapping[str, Any] | None = None


# Elements by process, as (process, element).
Places = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Course:
    """How one instance of a case went: what it passed, where it has open tasks."""

    instance_id: str
    process_id: str
    passed: Places
    waiting: Places


@dataclass(frozen=True)
class PastCase:
    """A case as recorded: what people did in it, and how each of its instances went."""

    row: CaseRow
    inputs: tuple[Input, ...]
    files: tuple[UploadRow, ...]
    courses: tuple[Course, ...]
    labels: Mapping[str, str]


def past_case(services: Services, tx: Transaction, case_id: str) -> PastCase:
    """Return everything a rerun needs of a case."""
    row = cases.load(tx, case_id)
    inputs = sorted([*_sent(tx, case_id), *_acts(tx, case_id)], key=lambda one: one.at)
    return PastCase(
        row=row,
        inputs=tuple(inputs),
        files=tuple(uploads.of_case(tx, case_id)),
        courses=courses_of(tx, case_id),
        labels=labels_of(services, tx, case_id),
    )


def courses_of(tx: Transaction, case_id: str) -> tuple[Course, ...]:
    """Return how the instances of a case went, oldest first."""
    return tuple(
        Course(row.id, row.process_id, _passed(tx, row.id), _waiting(tx, row.id))
        for row in instances.of_case(tx, case_id)
    )


def labels_of(services: Services, tx: Transaction, case_id: str) -> dict[str, str]:
    """Return the names of the elements of the release that a case began on."""
    first = instances.of_case(tx, case_id)[0]
    definitions = services.catalogue(tx, first.release_id).definitions
    return {
        name: element.name or name
        for definition in definitions.values()
        for name, element in definition.elements.items()
    }


def _passed(tx: Transaction, instance_id: str) -> Places:
    steps = audit_log.steps_of_instance(tx, instance_id)
    passed = (one for step in steps for one in step.event.payload.get("passed", ()))
    return frozenset((process_id, element_id) for element_id, process_id, *_rest in passed)


def _waiting(tx: Transaction, instance_id: str) -> Places:
    waiting = tasks.open_of_instance(tx, instance_id)
    return frozenset((task.process_id, task.element_id) for task in waiting)


def _sent(tx: Transaction, case_id: str) -> Iterator[Input]:
    known = {task.id: task for task in tasks.of_case(tx, case_id)}
    for sent in submissions.of_case(tx, case_id):
        task = known[sent.task_id]
        paper = documents.of_activation(tx, task.instance_id, task.activation_id)
        yield Input(
            at=sent.at,
            person_id=sent.person_id,
            element_id=task.element_id,
            process_id=task.process_id,
            name=task.name,
            paper=paper.doc_type if paper else "",
            person_ids=task.person_ids,
            answers=sent.answers,
        )


def _acts(tx: Transaction, case_id: str) -> Iterator[Input]:
    for one in audit_log.of_case(tx, case_id, payloads=True):
        if _by_hand(one):
            payload = {"kind": one.event.kind.value, **one.event.payload}
            yield Input(one.event.at, one.event.actor_id, name=one.event.summary, act=payload)


def _by_hand(one: RecordedEvent) -> bool:
    event = one.event
    return event.kind in ACTS and bool(event.actor_id) and not event.element_id
