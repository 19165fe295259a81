"""What is erased of a case, what is kept and why; the inventory that its tombstone holds.

Chain rows stay, with the digests of their payloads. Triggers let payloads, submissions and papers
go only when an approved list names the case and its tombstone is written (revision 0034).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, func, literal, select, text, update

from app.domain.case_requests import RequestKind
from app.domain.cases import CaseState
from app.store import instances
from app.store.audit_log import INSTANCE_PREFIX, canonical, digest
from app.store.cases import fold
from app.store.database import Transaction
from app.store.tables.audit import audit_payload
from app.store.tables.case_requests import case_request, case_request_item
from app.store.tables.cases import (
    case_file,
    case_participant,
    fact_sheet,
    notification,
    notification_read,
)
from app.store.tables.documents import delivery, document, upload
from app.store.tables.execution import (
    activation,
    draft,
    instance,
    kept_message,
    message_wait,
    submission,
    task,
    task_candidate,
    timer,
)
from app.store.tables.incidents import incident, incident_attempt
from app.store.tables.people import conflict_declaration

GONE_TITLE = "Hồ sơ đã tiêu hủy"
Row = Mapping[str, Any]

_ID: Any = bindparam("of_case")
_INSTANCES = select(instance.c.id).where(instance.c.case_id == _ID)
_INCIDENTS = select(incident.c.id).where(incident.c.case_id == _ID)
_TASKS = select(task.c.id).where(task.c.case_id == _ID)
_PAPERS = select(document.c.id).where(document.c.case_id == _ID)
_REPAIRS = select(case_request.c.id).where(case_request.c.kind == RequestKind.REPAIR.value)
_NOTICES = select(notification.c.id).where(notification.c.case_id == _ID)
_CHAINS = select(literal(INSTANCE_PREFIX) + instance.c.id).where(instance.c.case_id == _ID)
# Erased in this order: what refers to another row goes before it.
ERASED: Mapping[Table, Any] = {
    audit_payload: audit_payload.c.chain_id.in_(_CHAINS),
    submission: submission.c.case_id == _ID,
    draft: draft.c.task_id.in_(_TASKS),
    task_candidate: task_candidate.c.task_id.in_(_TASKS),
    task: task.c.case_id == _ID,
    fact_sheet: fact_sheet.c.case_id == _ID,
    delivery: delivery.c.document_id.in_(_PAPERS),
    document: document.c.case_id == _ID,
    upload: upload.c.case_id == _ID,
    notification_read: notification_read.c.notification_id.in_(_NOTICES),
    notification: notification.c.case_id == _ID,
    kept_message: kept_message.c.case_id == _ID,
    message_wait: message_wait.c.case_id == _ID,
    timer: timer.c.instance_id.in_(_INSTANCES),
    activation: activation.c.instance_id.in_(_INSTANCES),
    case_participant: case_participant.c.case_id == _ID,
    conflict_declaration: conflict_declaration.c.case_id == _ID,
    # Of a move the row stays: it says which version the case ran on, no contents.
    case_request_item: and_(
        case_request_item.c.case_id == _ID, case_request_item.c.request_id.in_(_REPAIRS)
    ),
}
# What the record counts as, where a table was named otherwise when the first case was destroyed.
_COUNTED_AS: Mapping[Table, str] = {case_request_item: "repair_item"}
# Tables that name cases and stay as they are.
KEPT: Mapping[str, str] = {
    "audit_event": "the proof: rows carry digests, who acted and when, and are never deleted",
    "case_file": "title and starter are overwritten; code, kind and dates stay to be found by",
    "instance": "its state is emptied; it holds the head of its chain",
    "level_pass": "dates and bodies, no contents",
    "clock": "dates of the answer term, no contents",
    "breach": "dates of missed marks, no contents",
    "incident": "which step failed when; cause, trace, attempts and solution are emptied",
    "incoming": "the register of incoming papers: number and day",
    "destruction_item": "who agreed to the destruction",
    "case_hold": "why the case was held",
    "reading_grant": "who was let read it, and why",
}
# What the application's account may not delete by itself (account_rights).
_BY_FUNCTION = (audit_payload, submission)


@dataclass(frozen=True)
class Inventory:
    """How many rows of each kind there are, the digest of each thing, and the files on disk."""

    counts: Mapping[str, int]
    digests: tuple[tuple[str, str, str], ...]
    files: tuple[str, ...]


def inventory(tx: Transaction, case_id: str) -> Inventory:
    """Return what the case holds, before it is erased."""
    return Inventory(
        counts=_counts(tx, case_id),
        digests=tuple(_digests(tx, case_id)),
        files=tuple(row["stored_name"] for row in _rows(tx, upload, case_id)),
    )


def erase(tx: Transaction, case_id: str) -> None:
    """Delete the contents of a case, and empty what stays; the triggers judge whether it may be."""
    by_function = tx.dialect == "postgresql"
    if by_function:
        tx.execute(text("SELECT destroy_contents(:of_case)"), {"of_case": case_id})
    else:
        # Else what is deleted stays readable in free pages of the file.
        tx.execute(text("PRAGMA secure_delete = ON"))
    for table, condition in ERASED.items():
        if not (by_function and table in _BY_FUNCTION):
            tx.execute(delete(table).where(condition), {"of_case": case_id})
    instances.empty(tx, case_id)
    told = dict.fromkeys(("cause", "trace", "solution"), "")
    tx.execute(update(incident).where(incident.c.case_id == case_id).values(**told))
    tried = incident_attempt.c.incident_id.in_(_INCIDENTS)
    tx.execute(update(incident_attempt).where(tried).values(told=""), {"of_case": case_id})
    code = tx.rows(select(case_file.c.code).where(case_file.c.id == case_id))[0]["code"]
    values = {
        "title": GONE_TITLE,
        "started_by": "",
        "state": CaseState.DESTROYED.value,
        "search_text": fold(f"{code} {GONE_TITLE}"),
    }
    tx.execute(update(case_file).where(case_file.c.id == case_id).values(**values))


def destroyed(tx: Transaction) -> set[str]:
    """Return the cases of which only the tombstone is left."""
    query = select(case_file.c.id).where(case_file.c.state == CaseState.DESTROYED.value)
    return set(tx.execute(query).scalars())


def counted_as(table: Table) -> str:
    """Return under which name the record counts what is erased of a table."""
    # `str`: a name of a table is a kind of text that no JSON key may be.
    return _COUNTED_AS.get(table, str(table.name))


def _counts(tx: Transaction, case_id: str) -> dict[str, int]:
    parts = [
        select(func.count()).select_from(table).where(condition).scalar_subquery().label(table.name)
        for table, condition in ERASED.items()
    ]
    row = tx.rows(select(*parts), {"of_case": case_id})[0]
    return {counted_as(table): int(row[table.name]) for table in ERASED}


def _digests(tx: Transaction, case_id: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, id and SHA-256 of all that has contents; payloads' stand in the chain rows."""
    for row in _rows(tx, submission, case_id):
        yield "submission", row["id"], row["sha256"]
    for row in _rows(tx, document, case_id):
        yield "document", row["id"], row["sha256"] or digest(canonical(row["content"]))
    for row in _rows(tx, upload, case_id):
        yield "upload", row["id"], row["sha256"]
    for row in _rows(tx, fact_sheet, case_id):
        yield "fact_sheet", row["scope_id"], digest(canonical(row["facts"]))
    for row in _rows(tx, notification, case_id):
        yield "notification", row["id"], digest(row["text"])


def _rows(tx: Transaction, table: Table, case_id: str) -> list[Row]:
    query = select(table).where(ERASED[table]).order_by(*table.primary_key.columns)
    return list(tx.rows(query, {"of_case": case_id}))
