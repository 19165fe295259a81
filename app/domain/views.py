"""What pages show: the frozen results of the reading actions, facts only.

Actions fill these, templates word them. Days are local dates (Asia/Ho_Chi_Minh), moments are
timezone-aware. Texts that come from law, diagram or register (names, sentences, reasons) are
Vietnamese; everything the interface itself says is worded and translated in `app.web`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain.cases import CaseState, DocumentState
from app.domain.forms import FieldError, FieldView


class DueState(StrEnum):
    """How an answer term stands (ui.md section 5, column Deadline)."""

    RUNNING = "running"
    EXTENDED = "extended"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    NO_CALENDAR = "no_calendar"


class TaskStanding(StrEnum):
    """How a task stands for its reader (ui.md section 5, row Task)."""

    WAITING = "waiting"
    HELD = "held"
    ON_BEHALF = "on_behalf"
    DONE = "done"
    CANCELLED = "cancelled"


class StepState(StrEnum):
    """How a step of the case's path stands."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    BAD = "bad"


class ChainState(StrEnum):
    """Result of verifying an audit chain (ui.md section 5, row Audit)."""

    INTACT = "intact"
    BROKEN = "broken"
    UNANCHORED = "unanchored"


@dataclass(frozen=True)
class DayNote:
    """A day that the count treats unlike its weekday: a holiday, or a made-up Saturday."""

    day: date
    name: str
    works: bool = False


@dataclass(frozen=True)
class CaseDue:
    """The answer term of a case's present pass, counted in working days.

    `day_no` is today's number (receipt is day 0), `term` the number of the due day (30, or more
    after an extension), `days_left` is negative when late. `notes` explain the date, `weekends`
    tells whether Saturdays and Sundays were left out as usual.
    """

    received: date
    due: date
    cap: date
    day_no: int
    days_left: int
    state: DueState = DueState.RUNNING
    term: int = 30
    cap_days: int = 60
    answered_on: date | None = None
    notes: tuple[DayNote, ...] = ()
    calendar: str = ""
    warning: str = ""


@dataclass(frozen=True)
class TaskDue:
    """A task's own date; `days_left` in working days, negative when late."""

    due: date
    days_left: int


@dataclass(frozen=True)
class CaseSummary:
    """A case in one line; `code` is empty before the plan was submitted."""

    id: str
    code: str
    title: str
    state: CaseState
    body_name: str = ""
    proposer: str = ""
    round_no: int = 1
    submitted_at: datetime | None = None


@dataclass(frozen=True)
class InboxItem:
    """One task in a list."""

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
    completed_at: datetime | None = None


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
class DocumentItem:
    """One document in a list; `note` says what matters of it (recipient, conclusion)."""

    id: str
    title: str
    state: DocumentState
    number: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Upload:
    """A stored file that a person attached; `size` in bytes."""

    id: str
    name: str
    size: int
    sha256: str = ""
    content_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Fact:
    """A label and what stands for it, as text."""

    label: str
    text: str


@dataclass(frozen=True)
class TaskPage:
    """A task with its form, what the case is about, where it stands and when it is due.

    `mode` is `page` or `sections`. `version` and `plan_hash` come back with the answers.
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


@dataclass(frozen=True)
class CheckItem:
    """One question with its answer as it will be recorded; `path` leads back to the field."""

    label: str
    answer: str
    path: str
    section: str = ""


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
class PlanDraft:
    """A plan that its proposer has not sent yet, or must prepare again."""

    task_id: str
    title: str
    state: CaseState
    saved_at: datetime | None = None
    round_no: int = 1


@dataclass(frozen=True)
class PlansPage:
    """A proposer's own drafts and sent plans; `channels` maps what may be started to its name."""

    drafts: tuple[PlanDraft, ...]
    sent: tuple[CaseItem, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)


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
class CaseStep:
    """One step of the path, newest first on the page; `task_id` when the reader may open it."""

    name: str
    state: StepState
    people: str = ""
    at: datetime | None = None
    due: date | None = None
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


@dataclass(frozen=True)
class DocumentPage:
    """One document; `html` is the printable page, already rendered and, once issued, immutable."""

    id: str
    title: str
    type_name: str
    state: DocumentState
    case: CaseSummary
    html: str
    number: str = ""
    sha256: str = ""
    signed_by: str = ""
    signed_capacity: str = ""
    signed_at: datetime | None = None
    issued_at: datetime | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChainCheck:
    """One chain after verification; `bad_row` counts from 1, 0 when nothing is wrong."""

    chain_id: str
    title: str
    rows: int
    state: ChainState
    head: str = ""
    bad_row: int = 0
    reason: str = ""
    case_code: str = ""


@dataclass(frozen=True)
class AuditPage:
    """Result of verifying every chain."""

    checked_at: datetime
    chains: tuple[ChainCheck, ...]
    head: str = ""


@dataclass(frozen=True)
class Preferences:
    """How a person wants pages shown: language vi|en, theme light|dark, contrast normal|high."""

    language: str = "vi"
    theme: str = "light"
    contrast: str = "normal"


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
