"""Audit events: what is recorded, with the change, for each thing that happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventKind(StrEnum):
    """Closed list of audit events, past tense."""

    INSTANCE_STARTED = "instance_started"
    INSTANCE_ENDED = "instance_ended"
    TASK_COMPLETED = "task_completed"
    TASK_CLAIMED = "task_claimed"
    TASK_RELEASED = "task_released"
    TASK_CANCELLED = "task_cancelled"
    STEP_TAKEN = "step_taken"
    TIMER_FIRED = "timer_fired"
    MESSAGE_SENT = "message_sent"
    MESSAGE_KEPT = "message_kept"
    MESSAGE_DELIVERED = "message_delivered"
    PLAN_SUBMITTED = "plan_submitted"
    PASS_OPENED = "pass_opened"  # noqa: S105 a level pass, not a password
    CLOCK_CLOSED = "clock_closed"
    DEADLINE_BREACHED = "deadline_breached"
    REMINDER_SENT = "reminder_sent"
    ALERT_SENT = "alert_sent"
    VOTE_COUNTED = "vote_counted"
    AUTHORITY_DETERMINED = "authority_determined"
    DOCUMENT_DRAFTED = "document_drafted"
    DOCUMENT_SIGNED = "document_signed"
    DOCUMENT_ISSUED = "document_issued"
    DOCUMENT_FILED = "document_filed"
    DOCUMENT_DELIVERED = "document_delivered"
    DRAFT_SAVED = "draft_saved"
    FILE_UPLOADED = "file_uploaded"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    REFUSED = "refused"
    PROCESS_DRAFT_STARTED = "process_draft_started"
    PROCESS_DRAFT_SAVED = "process_draft_saved"
    PROCESS_DRAFT_TAKEN_OVER = "process_draft_taken_over"
    PROCESS_DRAFT_DISCARDED = "process_draft_discarded"
    PUBLICATION_REQUESTED = "publication_requested"
    PUBLICATION_RETURNED = "publication_returned"
    RELEASE_PUBLISHED = "release_published"
    RULE_DISPUTED = "rule_disputed"
    SITUATION_SAVED = "situation_saved"
    SITUATION_DELETED = "situation_deleted"
    SITUATIONS_ASKED = "situations_asked"
    SITUATIONS_STOPPED = "situations_stopped"
    SITUATIONS_OVERRIDDEN = "situations_overridden"
    MIGRATION_PROPOSED = "migration_proposed"
    MIGRATION_REHEARSED = "migration_rehearsed"
    MIGRATION_APPROVED = "migration_approved"
    MIGRATION_RETURNED = "migration_returned"
    MIGRATION_DONE = "migration_done"
    INSTANCE_MIGRATED = "instance_migrated"
    REPAIR_PROPOSED = "repair_proposed"
    REPAIR_REHEARSED = "repair_rehearsed"
    REPAIR_APPROVED = "repair_approved"
    REPAIR_RETURNED = "repair_returned"
    REPAIR_DONE = "repair_done"
    INSTANCE_REPAIRED = "instance_repaired"
    CALENDAR_CHANGED = "calendar_changed"
    PROFILE_CHANGED = "profile_changed"
    SETTING_PROPOSED = "setting_proposed"
    SETTING_APPROVED = "setting_approved"
    SETTING_RETURNED = "setting_returned"
    SERIES_STARTED = "series_started"
    CLOCK_RECOMPUTED = "clock_recomputed"
    TASK_DUE_RECOMPUTED = "task_due_recomputed"
    TASK_HANDED_OVER = "task_handed_over"
    ATTEMPT_DISPUTED = "attempt_disputed"
    CONFLICT_DECLARED = "conflict_declared"
    ORGANISATION_CHANGED = "organisation_changed"
    ORGANISATION_EXPORTED = "organisation_exported"
    ACCOUNT_CHANGED = "account_changed"
    CASE_READ = "case_read"
    CASE_RESTRICTED = "case_restricted"
    DOSSIER_EXPORTED = "dossier_exported"
    AUDIT_VERIFIED = "audit_verified"
    CHECK_ASKED = "check_asked"
    CHECK_STOPPED = "check_stopped"
    HEADS_SEALED = "heads_sealed"
    CASES_EXPORTED = "cases_exported"
    EVENT_LOG_EXPORTED = "event_log_exported"
    VIEW_SAVED = "view_saved"
    VIEW_REMOVED = "view_removed"
    INVARIANTS_CHECKED = "invariants_checked"
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_RETRIED = "incident_retried"
    INCIDENT_ANNOTATED = "incident_annotated"
    INCIDENT_SOLVED = "incident_solved"
    JOB_REVIVED = "job_revived"
    DESTRUCTION_PROPOSED = "destruction_proposed"
    DESTRUCTION_APPROVED = "destruction_approved"
    DESTRUCTION_RETURNED = "destruction_returned"
    DESTRUCTION_DONE = "destruction_done"
    CASE_DESTROYED = "case_destroyed"
    CASE_HELD = "case_held"
    HOLD_LIFTED = "hold_lifted"
    READING_ASKED = "reading_asked"
    READING_GRANTED = "reading_granted"
    READING_REFUSED = "reading_refused"
    LOG_EXPORTED = "log_exported"
    EXPORT_ENDED = "export_ended"
    DOSSIER_FAILED = "dossier_failed"


@dataclass(frozen=True)
class NewEvent:
    """An event about to be chained; `at` is when it happened, entry time is added on writing."""

    kind: EventKind
    at: datetime
    summary: str
    actor_id: str = ""
    actor_name: str = ""
    capacity: str = ""
    element_id: str = ""
    process_id: str = ""
    activation_id: str = ""
    case_id: str = ""
    clauses: tuple[str, ...] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordedEvent:
    """An event as it stands in the chain."""

    chain_id: str
    seq: int
    event: NewEvent
    entered_at: datetime
    payload_digest: str
    previous_hash: str
    hash: str
