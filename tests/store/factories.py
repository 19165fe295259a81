"""Rows for tests of the store; every field has a plain default."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import (
    CaseRow,
    CaseState,
    ClockRow,
    ClockState,
    DocumentRow,
    DocumentState,
    InstanceRow,
    PassRow,
    TaskRow,
)
from app.store import cases, clocks, instances, passes, releases, tasks
from app.store.database import Database, Transaction

NOW = datetime(2024, 3, 4, 2, 0, tzinfo=UTC)


def case_row(id_: str = "case-1", **changes: Any) -> CaseRow:
    """A submitted case at Hòa Xuyên."""
    values: dict[str, Any] = {
        "id": id_,
        "code": "",
        "title": "Khoán quản lý chợ dân sinh",
        "kind": "new",
        "channel": "dien_tu",
        "state": CaseState.SUBMITTED,
        "profile": "MG",
        "body_id": "MG-HX",
        "started_by": "thu",
        "created_at": NOW,
    }
    return CaseRow(**values | changes)


def pass_row(id_: str = "pass-1", **changes: Any) -> PassRow:
    """The first pass of the case."""
    values: dict[str, Any] = {
        "id": id_,
        "case_id": "case-1",
        "number": 1,
        "round_no": 1,
        "body_id": "MG-HX",
        "entry_reason": "submitted",
        "opened_at": NOW,
    }
    return PassRow(**values | changes)


def clock_row(**changes: Any) -> ClockRow:
    """The running clock of the first pass."""
    values: dict[str, Any] = {
        "pass_id": "pass-1",
        "case_id": "case-1",
        "body_id": "MG-HX",
        "round_no": 1,
        "received_at": NOW,
        "day0": date(2024, 3, 4),
        "due": date(2024, 4, 15),
        "cap": date(2024, 5, 30),
        "state": ClockState.RUNNING,
        "marks": {"d30": datetime(2024, 4, 15, 17, 0, tzinfo=UTC)},
    }
    return ClockRow(**values | changes)


def instance_row(id_: str = "instance-1", **changes: Any) -> InstanceRow:
    """A running instance of the main process."""
    values: dict[str, Any] = {
        "id": id_,
        "case_id": "case-1",
        "pass_id": "",
        "process_id": "p01_art4_case",
        "release_id": "r1",
        "status": "running",
        "state": b"\x00state",
        "lock_version": 1,
        "started_at": NOW,
    }
    return InstanceRow(**values | changes)


def task_row(id_: str = "task-1", **changes: Any) -> TaskRow:
    """An open task of the standing committee of Hòa Xuyên."""
    values: dict[str, Any] = {
        "id": id_,
        "instance_id": "instance-1",
        "case_id": "case-1",
        "pass_id": "pass-1",
        "activation_id": "activation-1",
        "process_id": "p01a_intake_authority",
        "element_id": "confirm_authority",
        "name": "Thường trực cho ý kiến",
        "form_id": "p01a_intake_authority.confirm_authority",
        "role": "standing_committee",
        "body_id": "MG-HX",
        "opened_at": NOW,
    }
    return TaskRow(**values | changes)


def document_row(id_: str = "document-1", **changes: Any) -> DocumentRow:
    """A draft of the assignment letter."""
    values: dict[str, Any] = {
        "id": id_,
        "case_id": "case-1",
        "pass_id": "pass-1",
        "instance_id": "instance-1",
        "activation_id": "activation-9",
        "doc_type": "CV_GIAO_THAM_DINH",
        "state": DocumentState.DRAFT,
        "body_id": "MG-HX",
        "title": "Công văn giao thẩm định",
        "content": {"body": "Kính gửi …"},
        "created_at": NOW,
    }
    return DocumentRow(**values | changes)


def event(summary: str = "Tiếp nhận, vào sổ", **changes: Any) -> NewEvent:
    """An audit event of the case."""
    values: dict[str, Any] = {
        "kind": EventKind.TASK_COMPLETED,
        "at": NOW,
        "summary": summary,
        "actor_id": "nga",
        "actor_name": "Nguyễn Thị Nga",
        "capacity": "Văn phòng Thị ủy Hòa Xuyên",
        "case_id": "case-1",
        "clauses": ("C-029",),
        "payload": {"note": "đủ hồ sơ"},
    }
    return NewEvent(**values | changes)


def put_release(tx: Transaction) -> None:
    """Publish a release with one file, `r1`."""
    artifact = releases.NewArtifact("process", "p01_art4_case", "p01_art4_case.bpmn", b"<xml/>")
    releases.publish(tx, [artifact], "owner", NOW)


def put_case(database: Database, *rows: TaskRow) -> None:
    """Keep a case with pass, clock, one instance and these tasks."""
    with database.transaction() as tx:
        put_release(tx)
        cases.insert(tx, case_row())
        passes.insert(tx, pass_row())
        clocks.insert(tx, clock_row())
        instances.insert(tx, instance_row())
        tasks.open_tasks(tx, rows)
