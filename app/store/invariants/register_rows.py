"""What the nightly queries read again and again: papers, clocks, passes, facts, as plain rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import orjson
from sqlalchemy import select

from app.domain.audit import EventKind
from app.domain.cases import DocumentState
from app.store.database import Transaction
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.cases import case_file, case_participant, clock, fact_sheet, level_pass
from app.store.tables.documents import document
from app.store.tables.execution import instance

Row = Mapping[str, Any]
MAIN = "p01_art4_case"
ISSUED = (DocumentState.ISSUED.value, DocumentState.FILED.value)
# Not the page: it is long and nothing here reads it.
_COLUMNS = tuple(column for column in document.c if column.name != "html")


def papers(tx: Transaction, *doc_types: str) -> list[Row]:
    """Return the issued and filed documents of these types (or of all), oldest first."""
    query = select(*_COLUMNS).where(document.c.state.in_(ISSUED))
    if doc_types:
        query = query.where(document.c.doc_type.in_(doc_types))
    return list(tx.rows(query.order_by(document.c.issued_at, document.c.id)))


def facts(tx: Transaction, kind: str) -> dict[str, Mapping[str, Any]]:
    """Return the facts of every case or every pass, by its id."""
    query = select(fact_sheet.c.scope_id, fact_sheet.c.facts).where(fact_sheet.c.kind == kind)
    return {row["scope_id"]: row["facts"] for row in tx.rows(query)}


def cases(tx: Transaction) -> dict[str, Row]:
    """Return every submitted case by its id."""
    query = select(case_file).where(case_file.c.submitted_at.is_not(None))
    return {row["id"]: row for row in tx.rows(query)}


def profiles(tx: Transaction) -> dict[str, str]:
    """Return the profile code of every case."""
    query = select(case_file.c.id, case_file.c.profile)
    return {row["id"]: row["profile"] for row in tx.rows(query)}


def clocks(tx: Transaction) -> list[Row]:
    """Return every clock, in order of receipt."""
    return list(tx.rows(select(clock).order_by(clock.c.received_at, clock.c.pass_id)))


def recorded_dues(tx: Transaction) -> dict[str, set[date]]:
    """Return every due date that the record gives a pass: opened, extended, recomputed."""
    kinds = (EventKind.PASS_OPENED.value, EventKind.CLOCK_RECOMPUTED.value)
    kept = (audit_payload.c.chain_id == audit_event.c.chain_id) & (
        audit_payload.c.seq == audit_event.c.seq
    )
    query = select(audit_payload.c.payload).join(audit_event, kept)
    found: dict[str, set[date]] = {}
    for row in tx.rows(query.where(audit_event.c.kind.in_(kinds))):
        payload = orjson.loads(row["payload"])
        due = payload.get("to") or payload["due"]
        day = date.fromisoformat(due[-1] if isinstance(due, list) else due)
        found.setdefault(payload["pass_id"], set()).add(day)
    return found


def passes(tx: Transaction) -> dict[str, Row]:
    """Return every level pass by its id, those of a case in their order."""
    query = select(level_pass).order_by(level_pass.c.case_id, level_pass.c.number)
    return {row["id"]: row for row in tx.rows(query)}


def proposers(tx: Transaction) -> dict[str, set[str]]:
    """Return the proposers of each case."""
    found: dict[str, set[str]] = {}
    query = select(case_participant).where(case_participant.c.role == "proposer")
    for row in tx.rows(query):
        found.setdefault(row["case_id"], set()).add(row["person_id"])
    return found


def main_ends(tx: Transaction) -> dict[str, Row]:
    """Return the last main instance of each case, when none of them is running."""
    query = select(instance.c.id, instance.c.case_id, instance.c.ended_at, instance.c.outcome)
    found: dict[str, Row] = {}
    running: set[str] = set()
    for row in tx.rows(query.where(instance.c.process_id == MAIN).order_by(instance.c.started_at)):
        found[row["case_id"]] = row
        if row["ended_at"] is None:
            running.add(row["case_id"])
    return {case_id: row for case_id, row in found.items() if case_id not in running}


def in_pass(rows: list[Row], paper: Row) -> Iterator[Row]:
    """Yield those rows that belong to the pass of a paper."""
    for row in rows:
        if row["case_id"] == paper["case_id"] and row["pass_id"] == paper["pass_id"]:
            yield row
