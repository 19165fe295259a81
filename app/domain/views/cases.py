"""Lists of cases and plans, and everything about one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.cases import CaseState
from app.domain.forms import Option
from app.domain.views.summaries import CaseSummary, CheckItem, DocumentItem, Upload
from app.domain.views.terms import CaseDue


class StepState(StrEnum):
    """How a step of the case's path stands."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    BAD = "bad"


@dataclass(frozen=True)
class CaseItem:
    """One case in a list."""

    case: CaseSummary
    due: CaseDue | None = None
    doing: str = ""


@dataclass(frozen=True)
class CasesPage:
    """Cases the reader may see that match the search, newest first."""

    query: str
    items: tuple[CaseItem, ...]
    page: int = 1
    pages: int = 1
    total: int = 0


@dataclass(frozen=True)
class PlanDraft:
    """A plan that its proposer has not sent yet, or must prepare again."""

    task_id: str
    title: str
    state: CaseState
    saved_at: datetime | None = None
    round_no: int = 1


@dataclass(frozen=True)
class PlansPage:
    """A proposer's own drafts and sent plans; `channels` maps what may be started to its name.

    `borrowed` tells that the province's own text has no procedure (profile `procedure_source`).
    """

    drafts: tuple[PlanDraft, ...]
    sent: tuple[CaseItem, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
    borrowed: bool = False


@dataclass(frozen=True)
class CaseStep:
    """One step of the path, newest first on the page; `task_id` when the reader may open it.

    `due_clause` is where the term comes from; empty for one that the deploying body set.
    """

    name: str
    state: StepState
    people: str = ""
    at: datetime | None = None
    due: date | None = None
    due_clause: str = ""
    note: str = ""
    task_id: str = ""


@dataclass(frozen=True)
class CasePerson:
    """A person and their part in the case."""

    name: str
    part: str
    title: str = ""


@dataclass(frozen=True)
class CaseDiagram:
    """One diagram of the case: the server's picture, and the marks a viewer sets on the source."""

    process_id: str
    name: str
    version: str
    svg: str
    done: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class HistoryRow:
    """One audit line as people read it; `entered_at` differs when it was recorded later.

    `version` is the release of diagrams and forms that the step ran on, empty outside of one.
    """

    seq: int
    at: datetime
    entered_at: datetime
    summary: str
    actor: str = ""
    capacity: str = ""
    clauses: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True)
class CaseAct:
    """Something a person may do with a case apart from its tasks; `refusal` says why not now."""

    key: str
    refusal: str = ""


@dataclass(frozen=True)
class CaseActPage:
    """One such act with what its form offers."""

    case: CaseSummary
    act: CaseAct
    people: tuple[Option, ...] = ()
    due: CaseDue | None = None


@dataclass(frozen=True)
class CasePage:
    """Everything about one case on one page."""

    case: CaseSummary
    due: CaseDue | None
    where: str
    steps: tuple[CaseStep, ...]
    diagrams: tuple[CaseDiagram, ...] = ()
    documents: tuple[DocumentItem, ...] = ()
    files: tuple[Upload, ...] = ()
    people: tuple[CasePerson, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    next_steps: tuple[str, ...] = ()
    plan: tuple[CheckItem, ...] = ()
    acts: tuple[CaseAct, ...] = ()
    # Who gave the go-ahead; empty until it is issued (C-011).
    deciding_body: str = ""
