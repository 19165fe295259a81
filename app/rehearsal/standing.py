"""How the cases of a rehearsal stand: everything that one step may change, by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.actions import Services
from app.documents import DOC_TYPES
from app.domain.cases import CaseRow, DocumentRow, InstanceRow, TaskState
from app.steps.summaries import people_of
from app.store import cases, documents, instances, tasks, timers
from app.store.database import Transaction

MOST_CASES = 20


@dataclass(frozen=True)
class Ahead:
    """A task or moment that is waited for: its name, for whom, until when."""

    name: str
    who: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class Paper:
    """A paper that was issued."""

    name: str
    number: str


@dataclass(frozen=True)
class Running:
    """A process under way, or the end it reached."""

    name: str
    outcome: str = ""
    is_over: bool = False


@dataclass
class Standing:
    """What is open, issued, armed and under way."""

    tasks: dict[str, Ahead] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    timers: dict[str, Ahead] = field(default_factory=dict)
    processes: dict[str, Running] = field(default_factory=dict)
    cases: dict[str, CaseRow] = field(default_factory=dict)


def standing_now(services: Services, tx: Transaction) -> Standing:
    """Return how all cases stand now."""
    found = Standing(cases={row.id: row for row in cases.search(tx, limit=MOST_CASES)})
    organisation = services.world(tx).organisation
    for case_id in found.cases:
        for task in tasks.of_case(tx, case_id):
            if task.state is TaskState.OPEN:
                who = people_of(organisation, task)
                found.tasks[task.id] = Ahead(task.name, who, task.due_at)
        issued = (one for one in documents.of_case(tx, case_id) if one.issued_at is not None)
        found.papers |= {one.id: _paper(one) for one in issued}
        for instance in instances.of_case(tx, case_id):
            _add_instance(services, tx, found, instance)
    return found


def _paper(row: DocumentRow) -> Paper:
    kind = DOC_TYPES.get(row.doc_type)
    return Paper(kind.name if kind else row.title, row.number)


def _add_instance(
    services: Services, tx: Transaction, found: Standing, instance: InstanceRow
) -> None:
    names = _Names(services, tx, instance)
    outcome = names.of(instance.outcome) if instance.outcome else ""
    is_over = instance.ended_at is not None
    found.processes[instance.id] = Running(names.process, outcome, is_over)
    for timer in timers.of_instance(tx, instance.id):
        found.timers[timer.id] = Ahead(names.of(timer.element_id), "", timer.due_at)


class _Names:
    """The labels of the release that an instance runs on."""

    def __init__(self, services: Services, tx: Transaction, row: InstanceRow) -> None:
        definitions = services.catalogue(tx, row.release_id).definitions
        self.process = definitions[row.process_id].name
        self._elements = {
            element.id: element for one in definitions.values() for element in one.elements.values()
        }

    def of(self, element_id: str) -> str:
        """Return the label of an element, with that of what it is attached to."""
        element = self._elements.get(element_id)
        if element is None:
            return element_id
        host = self._elements.get(element.attached_to)
        parts = (element.name, f"ở bước “{host.name}”" if host else "")
        return ", ".join(filter(None, parts)) or element_id


def changed_cases(before: Standing, after: Standing) -> tuple[CaseRow, ...]:
    """Return the cases whose state changed."""
    return tuple(
        row
        for row in after.cases.values()
        if row.id not in before.cases or before.cases[row.id].state is not row.state
    )
