"""INV-13, 18, 19 and 20: who acted might act, every act is on record, no instance lost anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import func, select

from app.domain.audit import EventKind
from app.domain.cases import DocumentState, TaskState
from app.domain.invariants import LawInForce, Violation
from app.store import audit_check
from app.store.database import Transaction
from app.store.invariants import register_rows as rows
from app.store.tables.access import user_account
from app.store.tables.audit import audit_event, audit_payload
from app.store.tables.documents import document
from app.store.tables.execution import instance, task
from app.store.tables.people import conflict_declaration

# Those whose own matter it is act on it; the others stay away.
OWN_MATTER = ("proposer", "cadre", "reporter", "recipient")


def acted_in_conflict(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-13: somebody signed an own draft, or acted on a case after declaring a conflict."""
    for paper in rows.papers(tx):
        own = paper["signed_by"] and paper["signed_by"] == paper["drafted_by"]
        if own and paper["doc_type"] not in law.own_drafts:
            what = f"{paper['doc_type']} {paper['number']} do một người soạn và ký"
            yield Violation("INV-13", what, paper["case_id"], paper["instance_id"])
    conflict = conflict_declaration
    query = (
        select(task.c.case_id, task.c.instance_id, task.c.name, task.c.completed_by)
        .join(
            conflict,
            (conflict.c.case_id == task.c.case_id)
            & (conflict.c.person_id == task.c.completed_by)
            & (conflict.c.declared_at < task.c.completed_at),
        )
        .where(task.c.state == TaskState.DONE.value, task.c.role.not_in(OWN_MATTER))
        .order_by(task.c.completed_at)
    )
    for row in tx.rows(query):
        what = f"“{row['name']}” do người có lợi ích liên quan làm ({row['completed_by']})"
        yield Violation("INV-13", what, row["case_id"], row["instance_id"])


def not_on_record(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-18: a chain does not verify, or an act has no line with actor and capacity."""
    for chain in audit_check.verify(tx):
        yield Violation("INV-18", f"{chain.chain_id}: {chain.reason}")
    events = audit_event.c
    done = select(task.c.case_id).where(task.c.state == TaskState.DONE.value)
    issued = select(document.c.case_id).where(document.c.state == DocumentState.ISSUED.value)
    for acts, kind in (
        (Counter(row["case_id"] for row in tx.rows(done)), EventKind.TASK_COMPLETED),
        (Counter(row["case_id"] for row in tx.rows(issued)), EventKind.DOCUMENT_ISSUED),
    ):
        lines = select(events.case_id, func.count().label("lines"))
        lines = lines.where(events.kind == kind.value).group_by(events.case_id)
        recorded = {row["case_id"]: row["lines"] for row in tx.rows(lines)}
        for case_id, number in sorted(acts.items()):
            if recorded.get(case_id, 0) < number:
                missing = number - recorded.get(case_id, 0)
                yield Violation("INV-18", f"{missing} việc {kind} không có dòng nhật ký", case_id)
    query = select(events.case_id, events.chain_id, events.seq).where(
        events.kind == EventKind.TASK_COMPLETED.value,
        (events.actor == "") | (events.capacity == ""),
    )
    for row in tx.rows(query.order_by(events.chain_id, events.seq)):
        what = f"{row['chain_id']} dòng {row['seq']}: thiếu người làm hoặc tư cách"
        yield Violation("INV-18", what, row["case_id"])


def lost_by_moving(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-19: an instance is on a version without record, lost what was open, or left it open."""
    on_record: dict[str, str] = {}
    stands = {}
    for row in _versions_on_record(tx):
        payload = orjson.loads(row["payload"]) if row["payload"] else {}
        on_record[row["id"]] = payload.get("to") or payload.get("release") or ""
        stands[row["id"]] = row
        lost = set(payload.get("open_before", ())) - set(payload.get("open_after", ()))
        if lost:
            what = f"chuyển phiên bản làm mất {len(lost)} việc, hẹn giờ hoặc thông điệp đang chờ"
            yield Violation("INV-19", what, row["case_id"], row["id"])
    for instance_id, row in stands.items():
        if on_record[instance_id] and on_record[instance_id] != row["release_id"]:
            what = "chạy theo bản công bố khác bản đã ghi trong nhật ký"
            yield Violation("INV-19", what, row["case_id"], instance_id)
    left = (
        select(task.c.name, task.c.case_id, task.c.instance_id)
        .join(instance, instance.c.id == task.c.instance_id)
        .where(task.c.state == TaskState.OPEN.value, instance.c.ended_at.is_not(None))
    )
    for row in tx.rows(left.order_by(task.c.id)):
        what = f"quy trình đã kết thúc mà “{row['name']}” còn mở"
        yield Violation("INV-19", what, row["case_id"], row["instance_id"])


def _versions_on_record(tx: Transaction) -> Iterator[Mapping[str, Any]]:
    """Yield where each instance started and was moved to, as recorded, in order."""
    events = audit_event.c
    kinds = (EventKind.INSTANCE_STARTED.value, EventKind.INSTANCE_MIGRATED.value)
    query = (
        select(instance.c.id, instance.c.case_id, instance.c.release_id, audit_payload.c.payload)
        .join(audit_event, events.chain_id == "instance:" + instance.c.id)
        .join(
            audit_payload,
            (audit_payload.c.chain_id == events.chain_id) & (audit_payload.c.seq == events.seq),
        )
        .where(events.kind.in_(kinds))
        .order_by(instance.c.id, events.seq)
    )
    yield from tx.rows(query)


def system_did_business(tx: Transaction, law: LawInForce) -> Iterator[Violation]:
    """INV-20: somebody who runs the system completed a task of the procedure."""
    query = select(user_account.c.person_id, user_account.c.system_roles)
    accounts = tx.rows(query.order_by(user_account.c.person_id))
    system = [row["person_id"] for row in accounts if law.system_roles & set(row["system_roles"])]
    done = select(task.c.case_id, task.c.instance_id, task.c.name, task.c.completed_by)
    done = done.where(task.c.state == TaskState.DONE.value, task.c.completed_by.in_(system))
    for row in tx.rows(done.order_by(task.c.completed_at)):
        what = f"“{row['name']}” do tài khoản hệ thống {row['completed_by']} làm"
        yield Violation("INV-20", what, row["case_id"], row["instance_id"])
