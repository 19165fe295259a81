"""What lines of the record are looked up by: closed lists of acts and orders, and no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.audit import EventKind


class LogSort(StrEnum):
    """In which order lines stand; the value is the word in the address."""

    NEWEST = "moi"
    OLDEST = "cu"


class LogAct(StrEnum):
    """What a line is about; `OTHER` is whatever none of the others names."""

    TASK = "viec"
    COURSE = "dien_bien"
    TERM = "thoi_han"
    PAPER = "van_ban"
    READING = "xem"
    SIGNING_IN = "dang_nhap"
    REFUSAL = "tu_choi"
    PROCESS = "quy_trinh"
    MIGRATION = "chuyen_phien_ban"
    RETENTION = "luu_tru"
    PROOF = "chung_minh"
    OTHER = "khac"


KINDS: Mapping[LogAct, tuple[EventKind, ...]] = {
    LogAct.TASK: (
        *(EventKind.TASK_COMPLETED, EventKind.TASK_CLAIMED, EventKind.TASK_RELEASED),
        *(EventKind.TASK_CANCELLED, EventKind.TASK_HANDED_OVER, EventKind.DRAFT_SAVED),
        *(EventKind.FILE_UPLOADED, EventKind.CONFLICT_DECLARED, EventKind.PLAN_SUBMITTED),
        *(EventKind.VOTE_COUNTED, EventKind.AUTHORITY_DETERMINED),
    ),
    LogAct.COURSE: (
        *(EventKind.INSTANCE_STARTED, EventKind.INSTANCE_ENDED, EventKind.STEP_TAKEN),
        *(EventKind.TIMER_FIRED, EventKind.MESSAGE_SENT, EventKind.MESSAGE_KEPT),
        *(EventKind.MESSAGE_DELIVERED, EventKind.PASS_OPENED),
    ),
    LogAct.TERM: (
        *(EventKind.CLOCK_CLOSED, EventKind.DEADLINE_BREACHED, EventKind.REMINDER_SENT),
        *(EventKind.ALERT_SENT, EventKind.CLOCK_RECOMPUTED, EventKind.TASK_DUE_RECOMPUTED),
    ),
    LogAct.PAPER: (
        *(EventKind.DOCUMENT_DRAFTED, EventKind.DOCUMENT_SIGNED, EventKind.DOCUMENT_ISSUED),
        *(EventKind.DOCUMENT_FILED, EventKind.DOCUMENT_DELIVERED),
    ),
    LogAct.READING: (
        *(EventKind.CASE_READ, EventKind.CASE_RESTRICTED, EventKind.DOSSIER_EXPORTED),
        *(EventKind.READING_ASKED, EventKind.READING_GRANTED, EventKind.READING_REFUSED),
        *(EventKind.CASES_EXPORTED, EventKind.EVENT_LOG_EXPORTED, EventKind.LOG_EXPORTED),
        *(EventKind.EXPORT_ENDED, EventKind.DOSSIER_FAILED),
    ),
    LogAct.SIGNING_IN: (*(EventKind.SIGNED_IN, EventKind.SIGNED_OUT, EventKind.SIGN_IN_REFUSED),),
    LogAct.REFUSAL: (EventKind.REFUSED, EventKind.ATTEMPT_DISPUTED),
    LogAct.PROCESS: (
        *(EventKind.PROCESS_DRAFT_STARTED, EventKind.PROCESS_DRAFT_SAVED),
        *(EventKind.PROCESS_DRAFT_TAKEN_OVER, EventKind.PROCESS_DRAFT_DISCARDED),
        *(EventKind.PUBLICATION_REQUESTED, EventKind.PUBLICATION_RETURNED),
        *(EventKind.RELEASE_PUBLISHED, EventKind.RULE_DISPUTED),
        *(EventKind.SITUATION_SAVED, EventKind.SITUATION_DELETED, EventKind.SITUATIONS_ASKED),
        *(EventKind.SITUATIONS_STOPPED, EventKind.SITUATIONS_OVERRIDDEN),
    ),
    LogAct.MIGRATION: (
        *(EventKind.MIGRATION_PROPOSED, EventKind.MIGRATION_REHEARSED),
        *(EventKind.MIGRATION_APPROVED, EventKind.MIGRATION_RETURNED),
        *(EventKind.MIGRATION_DONE, EventKind.INSTANCE_MIGRATED),
    ),
    LogAct.RETENTION: (
        *(EventKind.DESTRUCTION_PROPOSED, EventKind.DESTRUCTION_APPROVED),
        *(EventKind.DESTRUCTION_RETURNED, EventKind.DESTRUCTION_DONE),
        *(EventKind.CASE_DESTROYED, EventKind.CASE_HELD, EventKind.HOLD_LIFTED),
    ),
    LogAct.PROOF: (
        *(EventKind.AUDIT_VERIFIED, EventKind.CHECK_ASKED, EventKind.CHECK_STOPPED),
        *(EventKind.HEADS_SEALED, EventKind.INVARIANTS_CHECKED),
    ),
}


@dataclass(frozen=True)
class LogQuery:
    """What a person asks for; an empty part asks nothing. Days are local and both included.

    `person_ids` are those whose name matches, None when nobody was asked for; `by_people` leaves
    out what the system did by itself.
    """

    person_ids: tuple[str, ...] | None = None
    capacity: str = ""
    code: str = ""
    act: LogAct | None = None
    date_from: date | None = None
    date_to: date | None = None
    by_people: bool = False
    sort: LogSort = LogSort.NEWEST


@dataclass(frozen=True)
class LogMark:
    """Where a page ended: the last line's time of entry, chain and number."""

    entered_at: datetime
    chain_id: str
    seq: int


@dataclass(frozen=True)
class LogLine:
    """One line of the record; `code` names its case, if it has one."""

    chain_id: str
    seq: int
    kind: EventKind
    at: datetime
    entered_at: datetime
    actor_name: str
    capacity: str
    case_id: str
    code: str
    restricted: bool
    summary: str
    clauses: tuple[str, ...]

    @property
    def mark(self) -> LogMark:
        """Where the line stands among all."""
        return LogMark(self.entered_at, self.chain_id, self.seq)
