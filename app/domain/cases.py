"""The case register's rows as frozen data: case, pass, clock, document, task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class CaseState(StrEnum):
    """States of a case as people read them (ui.md section 5); the list is closed.

    A plan that was withdrawn or not sent again is `ENDED`; the record of an emergency action that
    came to one of its ends is `CONCLUDED`. Of a `DESTROYED` case only the tombstone is left.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AUTHORITY = "authority"
    APPRAISAL = "appraisal"
    MEETING = "meeting"
    LEADER = "leader"
    DRAFTING = "drafting"
    REWORK = "rework"
    ESCALATED = "escalated"
    APPROVED = "approved"
    APPROVED_BY_LEADER = "approved_by_leader"
    REFUSED = "refused"
    INFEASIBLE = "infeasible"
    ENDED = "ended"
    CONCLUDED = "concluded"
    DESTROYED = "destroyed"


class TaskState(StrEnum):
    """States of a task row."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class ClockState(StrEnum):
    """States of a pass's answer clock."""

    RUNNING = "running"
    CLOSED = "closed"
    BREACHED = "breached"


class DocumentState(StrEnum):
    """States of a document row."""

    DRAFT = "draft"
    SIGNED = "signed"
    ISSUED = "issued"
    FILED = "filed"
    VOIDED = "voided"


@dataclass(frozen=True)
class CaseRow:
    """One dossier. `code` is empty until the plan is submitted."""

    id: str
    code: str
    title: str
    kind: str
    channel: str
    state: CaseState
    profile: str
    body_id: str
    started_by: str
    created_at: datetime
    submitted_at: datetime | None = None
    round_no: int = 0
    restricted: bool = False


@dataclass(frozen=True)
class PassRow:
    """One pass at one level; `number` counts from 1 within the case."""

    id: str
    case_id: str
    number: int
    round_no: int
    body_id: str
    entry_reason: str
    opened_at: datetime


@dataclass(frozen=True)
class ClockRow:
    """The answer clock of a pass. Days are local dates; the term ends at 24:00 of `due`.

    A `withdrawn` one was stopped by the proposer: its plan has no answer.
    """

    pass_id: str
    case_id: str
    body_id: str
    round_no: int
    received_at: datetime
    day0: date
    due: date
    cap: date
    state: ClockState
    marks: Mapping[str, datetime] = field(default_factory=dict)
    announced_due: date | None = None
    extended: bool = False
    closed_at: datetime | None = None
    closed_by: str = ""
    days_late: int = 0
    warning: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class InstanceRow:
    """One process instance with its engine state; `lock_version` guards against lost updates."""

    id: str
    case_id: str
    pass_id: str
    process_id: str
    release_id: str
    status: str
    state: bytes
    lock_version: int
    started_at: datetime
    outcome: str = ""
    ended_at: datetime | None = None
    audit_seq: int = 0
    audit_hash: str = ""


# Tasks that write, check and sign one paper.
PAPER_STEPS = frozenset(("edit_draft", "check_draft", "sign_document"))


@dataclass(frozen=True)
class TaskRow:
    """One user task of one instance; candidates are (role, body) or the named persons."""

    id: str
    instance_id: str
    case_id: str
    pass_id: str
    activation_id: str
    process_id: str
    element_id: str
    name: str
    form_id: str
    role: str
    body_id: str
    opened_at: datetime
    state: TaskState = TaskState.OPEN
    due_at: datetime | None = None
    person_ids: tuple[str, ...] = ()
    excluded_ids: tuple[str, ...] = ()
    claimed_by: str = ""
    completed_by: str = ""
    completed_capacity: str = ""
    completed_at: datetime | None = None
    lock_version: int = 1


@dataclass(frozen=True)
class DocumentRow:
    """One document of a case; immutable from the moment it is issued or filed."""

    id: str
    case_id: str
    pass_id: str
    instance_id: str
    activation_id: str
    doc_type: str
    state: DocumentState
    body_id: str
    title: str
    content: Mapping[str, Any]
    created_at: datetime
    item: str = ""
    variant: str = ""
    number: str = ""
    html: str = ""
    sha256: str = ""
    drafted_by: str = ""
    signed_by: str = ""
    signed_capacity: str = ""
    signed_at: datetime | None = None
    issued_at: datetime | None = None
    recipients: tuple[str, ...] = ()
