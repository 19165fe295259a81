"""Lists of tasks, one task, checking its answers, and what sending them led to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain.forms import FieldError, FieldView
from app.domain.views.summaries import CaseSummary, CheckItem, DocumentItem, Fact, Upload
from app.domain.views.terms import CaseDue, TaskDue


class TaskStanding(StrEnum):
    """How a task stands for its reader (ui.md section 5, row Task)."""

    WAITING = "waiting"
    HELD = "held"
    ON_BEHALF = "on_behalf"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class InboxItem:
    """One task in a list; `paper` is the title of the document that it works on, if any."""

    task_id: str
    name: str
    case: CaseSummary
    standing: TaskStanding
    opened_at: datetime
    received_from: str = ""
    due: TaskDue | None = None
    case_due: CaseDue | None = None
    holder: str = ""
    capacity: str = ""
    can_claim: bool = False
    suspended: bool = False
    completed_at: datetime | None = None
    paper: str = ""


@dataclass(frozen=True)
class InboxPage:
    """Tasks of one tab (`mine`, `group`, `done`), late ones first, then by task date."""

    tab: str
    today: date
    items: tuple[InboxItem, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    query: str = ""
    page: int = 1
    pages: int = 1
    total: int = 0
    calendar_note: str = ""
    last_done: InboxItem | None = None


@dataclass(frozen=True)
class TaskPage:
    """A task with its form, what the case is about, where it stands and when it is due.

    `mode` is `page` or `sections`. `version` and `plan_hash` come back with the answers.
    `paper` is the document that the task writes, checks or signs, in whatever state.
    `uploads` names the files that stand in the answers. `can_submit` is false for readers and for
    a task that another person holds; `why_not` then says the reason.
    """

    task_id: str
    name: str
    case: CaseSummary
    standing: TaskStanding
    form_version: str
    fields: tuple[FieldView, ...]
    plan_hash: str = ""
    form_title: str = ""
    mode: str = "page"
    capacity: str = ""
    why: str = ""
    clauses: tuple[str, ...] = ()
    due: TaskDue | None = None
    case_due: CaseDue | None = None
    about: tuple[Fact, ...] = ()
    # Why a plan that was sent came back to its author at once (C-008).
    held_back: str = ""
    documents: tuple[DocumentItem, ...] = ()
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    diagram_svg: str = ""
    process_name: str = ""
    where: str = ""
    next_steps: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()
    draft_saved_at: datetime | None = None
    holder: str = ""
    can_submit: bool = True
    why_not: str = ""
    can_claim: bool = False
    can_release: bool = False
    asks_password: bool = False
    completed_by: str = ""
    completed_at: datetime | None = None
    paper: DocumentItem | None = None
    # Why nothing may be taken or sent for now, though the draft may be written on.
    suspended: str = ""


@dataclass(frozen=True)
class CheckPage:
    """Answers that passed, to be read again before they are sent, and what will follow."""

    task_id: str
    name: str
    case: CaseSummary
    items: tuple[CheckItem, ...]
    answers: Mapping[str, Any]
    form_version: str
    plan_hash: str = ""
    consequences: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    capacity: str = ""
    submit_label: str = ""
    asks_password: bool = False


@dataclass(frozen=True)
class Receipt:
    """What was recorded by a submission, and who is next."""

    task_id: str
    task_name: str
    case: CaseSummary
    at: datetime
    recorded: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    documents: tuple[DocumentItem, ...] = ()
    next_task_id: str = ""


@dataclass(frozen=True)
class LostRace:
    """What the second of two submitters is told: who was first, and what was recorded.

    `own` is what this person typed, kept as a personal draft until the end of `kept_until`.
    """

    task_id: str
    task_name: str
    case: CaseSummary
    winner: str
    at: datetime | None = None
    recorded: tuple[str, ...] = ()
    where: str = ""
    own: tuple[CheckItem, ...] = ()
    kept_until: date | None = None
