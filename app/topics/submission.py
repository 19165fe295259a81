"""Topics of sending a plan in: which body manages it, its code, its snapshots (C-021 … C-025)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.cases import CaseState, DocumentRow, DocumentState
from app.domain.clock import LOCAL, local_day
from app.domain.notices import Notice, NoticeKind
from app.errors import StepRefused
from app.store import cases, documents
from app.topics.context import TopicContext


def resolve_managing_body(context: TopicContext) -> None:
    """Find the committee that manages the proposer; a group's is that of its head (A-24)."""
    managing, informed = _managing_bodies(context)
    register = context.register
    body_id = managing if context.fact("channel") == "dien_tu" else register.case.body_id
    unit = register.organisation.unit(body_id)
    if not unit.onboarded:
        raise StepRefused(
            f"{unit.name} quản lý bên đề xuất và chưa dùng hệ thống này; gửi kế hoạch bằng văn bản",
            clauses=("C-025",),
        )
    if register.organisation.direct_superior(body_id) is None:
        raise StepRefused(f"{unit.name} chưa có cấp trên trực tiếp; báo quản trị bổ sung")
    context.write("managing_body_id", managing)
    context.write("informed_body_ids", informed)
    context.write("manager_rank", register.organisation.unit(managing).rank)
    context.write("body_id", body_id)
    context.write("body_rank", unit.rank)
    context.write("has_board", register.organisation.has_board(body_id, register.today))
    context.write("body_stack", [body_id])
    register.update_case(body_id=body_id)


def _managing_bodies(context: TopicContext) -> tuple[str, list[str]]:
    organisation, today = context.register.organisation, context.register.today
    if context.fact("proposer_org"):
        superior = organisation.direct_superior(str(context.fact("proposer_org")))
        if superior is None:
            raise StepRefused("Tổ chức đề xuất chưa có cấp trên trực tiếp; báo quản trị bổ sung")
        return superior, []
    people = [str(person) for person in context.need("proposers")]
    head = str(context.fact("group_head") or people[0])
    managing = organisation.managing_body(head, today)
    if managing is None:
        name = organisation.person(head).name
        raise StepRefused(f"Chưa xác định được cấp ủy quản lý {name}; báo quản trị bổ sung chức vụ")
    others = {organisation.managing_body(person, today) for person in people}
    return managing, sorted(body for body in others if body and body != managing)


def inform_own_head(context: TopicContext) -> None:
    """Tell the head of the proposer's place of work; it informs and does not wait (C-111)."""
    register = context.register
    for person in context.fact("proposers") or []:
        unit_id = register.organisation.person(str(person)).unit_id
        text = f"Cán bộ của cơ quan xây dựng kế hoạch “{context.fact('title')}”"
        register.notify(Notice(NoticeKind.INFORMATION, text, role="own_head", body_id=unit_id))


def submit(context: TopicContext) -> None:
    """Mint the case's code, keep the plan's snapshot, note when it reached the office."""
    register = context.register
    year = register.today.year
    # The plan that follows an emergency action stays in the case its papers cite.
    code = register.case.code or cases.next_case_code(register.tx, register.profile.code, year)
    register.update_case(
        code=code,
        title=str(context.fact("title") or register.case.title),
        round_no=1,
        state=CaseState.SUBMITTED,
        submitted_at=register.now,
    )
    people = [str(person) for person in context.fact("proposers") or ()]
    cases.add_participants(register.tx, register.case.id, {"proposer": people})
    context.write("round_no", 1)
    stamp = _paper_stamp(context)
    late = stamp is not None and local_day(stamp) < register.today
    # A stamp of an earlier day is marked: the term began before anybody could see it.
    _receive(context, stamp or register.now, "earlier_stamp" if late else "submission")
    _keep_snapshot(context)
    for body_id in context.fact("informed_body_ids") or []:
        text = f"Kế hoạch {code} có thành viên do cấp ủy quản lý; gửi để biết"
        register.notify(Notice(NoticeKind.INFORMATION, text, role="office", body_id=str(body_id)))


def resubmit(context: TopicContext) -> None:
    """Open the next round of the same case with a snapshot of its own (A-04, INV-11)."""
    register = context.register
    round_no = register.case.round_no + 1
    register.update_case(
        round_no=round_no,
        state=CaseState.SUBMITTED,
        title=str(context.fact("title") or register.case.title),
    )
    people = [str(person) for person in context.fact("proposers") or ()]
    cases.add_participants(register.tx, register.case.id, {"proposer": people})
    context.write("round_no", round_no)
    context.write("entry_reason", "resubmitted")
    context.write("decision_recorded", False)
    _receive(context, register.now, "resubmission")
    _keep_snapshot(context)
    # From a round set by the profile on, leader and monitor body are told.
    if round_no >= register.profile.number("rework_alert_round"):
        _watch_rounds(context, round_no)


def _receive(context: TopicContext, received_at: datetime, source: str) -> None:
    context.write("received_at", received_at.isoformat())
    context.write("received_source", source)


def _paper_stamp(context: TopicContext) -> datetime | None:
    text = context.fact("paper_received_on")
    if not text:
        return None
    stamp = date.fromisoformat(str(text)[:10])
    if stamp == local_day(context.register.now):
        return context.register.now
    return datetime.combine(stamp, time(), LOCAL)


def plan_digest(plan: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a plan's canonical JSON; replies cite it (INV-22)."""
    text = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _keep_snapshot(context: TopicContext) -> None:
    register = context.register
    plan = {key: context.fact(key) for key in context.plan_keys if context.fact(key) is not None}
    digest = plan_digest(plan)
    context.write("plan_hash", digest)
    row = DocumentRow(
        id=uuid4().hex,
        case_id=register.case.id,
        pass_id="",
        instance_id=context.instance_id,
        activation_id=context.activation.id,
        doc_type="KE_HOACH",
        state=DocumentState.FILED,
        body_id=register.case.body_id,
        title=register.case.title,
        content=plan,
        created_at=register.now,
        item=str(register.case.round_no),
        sha256=digest,
        drafted_by=register.doer.person_id,
        issued_at=register.now,
    )
    documents.insert(register.tx, row)
    register.papers.append(row)
    register.record(
        EventKind.PLAN_SUBMITTED,
        f"Nhận kế hoạch {register.case.code}, lần {register.case.round_no}",
        element_id=context.element.id,
        process_id=context.activation.process_id,
        clauses=context.element.clauses,
        payload={"code": register.case.code, "round": register.case.round_no, "hash": digest},
    )


def _watch_rounds(context: TopicContext, round_no: int) -> None:
    register = context.register
    text = f"Hồ sơ {register.case.code} chuẩn bị lại lần thứ {round_no - 1}, nay là lượt {round_no}"
    monitor = register.profile.text("lead_bodies.monitor")
    for role, body_id in (("leader", register.case.body_id), ("appraisal_body", monitor)):
        register.notify(Notice(NoticeKind.ALERT, text, role=role, body_id=body_id))
    register.record(EventKind.ALERT_SENT, text, payload={"round": round_no})
