"""Topics of passing a case up and back: the target, the push with its report, the pop (INV-12)."""

from __future__ import annotations

from datetime import date, datetime, time

from app.domain.audit import EventKind
from app.domain.cases import CaseState, DocumentRow, DocumentState
from app.domain.clock import LOCAL
from app.errors import StepRefused
from app.store import deliveries, documents
from app.topics.context import TopicContext

INTAKE = "p01a_intake_authority"
REPORTS_UP = ("BC_XIN_CHU_TRUONG", "BC_DE_XUAT_GIAI_PHAP")
RETURN_LETTER = ("CV_TRA_CAP_DUOI",)
# A case that passes the same pair of bodies this often is shown to the upper leader (SC-51).
PASSES_TO_WATCH = 3


def record(context: TopicContext) -> None:
    """Fix where the case goes: the competent body (4.2) or the direct superior (4.3b, INV-10)."""
    register = context.register
    body = register.case.body_id
    superior = register.organisation.direct_superior(body)
    if superior is None:
        name = register.organisation.unit(body).name
        raise StepRefused(f"{name} chưa có cấp trên trực tiếp; báo quản trị bổ sung")
    at_intake = context.activation.process_id == INTAKE
    target = str(context.need("competent_body")) if at_intake else superior
    context.write("escalation_kind", "4_2" if at_intake else "4_3b")
    context.write("target_id", target)
    context.write("target_onboarded", register.organisation.unit(target).onboarded)
    context.write("skips_level", target != superior)
    _record(context, f"Báo cáo {register.organisation.unit(target).name}", {"target": target})


def push_body(context: TopicContext) -> None:
    """Put the case before the upper body; the report up must have been issued (INV-12)."""
    target, kind = str(context.need("target_id")), str(context.need("escalation_kind"))
    report = _issued(context, REPORTS_UP)
    if report is None:
        raise StepRefused(
            "Chưa phát hành báo cáo cấp trên; phát hành trước khi chuyển hồ sơ",
            clauses=("C-027", "INV-12"),
        )
    stack = [*list(context.fact("body_stack") or []), target]
    _move(context, target, stack, f"escalated_{kind}", _delivered(context, report))
    context.write("hop_no", int(context.fact("hop_no") or 0) + 1)
    context.write("superior_granted", False)
    _watch_pair(context, stack)


def pop_body(context: TopicContext) -> None:
    """Give the case back to the body below; the return letter must have been issued (A-38)."""
    stack = list(context.fact("body_stack") or [])
    if len(stack) < 2:
        raise StepRefused(
            "Hồ sơ bắt đầu ở cấp này, không có cấp dưới để trả", clauses=("C-027", "INV-12")
        )
    letter = _issued(context, RETURN_LETTER)
    if letter is None:
        raise StepRefused(
            "Chưa phát hành công văn trả cấp dưới; phát hành trước khi trả hồ sơ",
            clauses=("C-027", "INV-12"),
        )
    granted = context.fact("return_mode") == "authorised"
    context.write("superior_granted", granted)
    context.write("grant_document_id", letter.id if granted else None)
    context.write("grant_letter", None)
    if context.fact("return_mode") == "wrong_level":
        _mark_wrong_level(context, stack[-2], stack[-1])
    _move(context, stack[-2], stack[:-1], "returned_down", _delivered(context, letter))


def take_back(context: TopicContext) -> None:
    """Take the case back from a superior outside the system, as its letter says (A-10, A-38).

    The superior was never on `body_stack`: the case stays at its body, whose term starts on the
    day the letter came in. With `authorised` the decision is granted, as by a superior inside.
    """
    register = context.register
    target, granted = str(context.need("target_id")), context.fact("return_mode") == "authorised"
    context.write("superior_granted", granted)
    context.write("grant_document_id", None)
    context.write("grant_letter", _letter_of(context, target) if granted else None)
    if not granted:
        _mark_wrong_level(context, register.case.body_id, target)
    came_in = date.fromisoformat(str(context.need("external_received_on")))
    received = datetime.combine(came_in, time(), LOCAL)
    stack = list(context.fact("body_stack") or [])
    _move(context, register.case.body_id, stack, "returned_down", received)


def _letter_of(context: TopicContext, superior: str) -> str:
    day = date.fromisoformat(str(context.need("doc_date")))
    name = context.register.organisation.unit(superior).name
    return f"{context.need('doc_no')} ngày {day:%d/%m/%Y} của {name}"


def _mark_wrong_level(context: TopicContext, below_id: str, above_id: str) -> None:
    """Note that the body below passed up what was its own to decide; the monitor body sees it."""
    register = context.register
    below = register.organisation.unit(below_id).name
    _record(context, "Kết luận thẩm quyền của cấp dưới: sai cấp", {"mark": "wrong_level"})
    context.write("returned_from", above_id)
    earlier = list(context.fact("returned_by_ids") or [])
    context.write("returned_by_ids", list(dict.fromkeys([*earlier, above_id])))
    text = f"Hồ sơ {register.case.code} bị trả lại: {below} kết luận thẩm quyền sai cấp"
    register.alert(text, (("appraisal_body", register.profile.text("lead_bodies.monitor")),))


def _move(
    context: TopicContext, body_id: str, stack: list[str], reason: str, received_at: datetime
) -> None:
    register = context.register
    organisation = register.organisation
    context.write("body_stack", stack)
    context.write("body_id", body_id)
    context.write("body_rank", organisation.unit(body_id).rank)
    context.write("has_board", organisation.has_board(body_id, register.today))
    context.write("entry_reason", reason)
    context.write("decision_recorded", False)
    context.write("received_at", received_at.isoformat())
    context.write("received_source", reason)
    register.update_case(body_id=body_id, state=CaseState.ESCALATED)


def _issued(context: TopicContext, kinds: tuple[str, ...]) -> DocumentRow | None:
    register = context.register
    rows = [
        row
        for row in documents.of_case(register.tx, register.case.id)
        if row.doc_type in kinds
        and row.state is DocumentState.ISSUED
        and row.pass_id == register.pass_id
    ]
    return rows[-1] if rows else None


def _delivered(context: TopicContext, paper: DocumentRow) -> datetime:
    """Return when the paper reached the other body: its clock starts then (A-03)."""
    register = context.register
    rows = deliveries.of_documents(register.tx, [paper.id])
    moments = [row.delivered_at for row in rows if row.delivered_at is not None]
    return min(moments, default=paper.issued_at or register.now)


def _watch_pair(context: TopicContext, stack: list[str]) -> None:
    register = context.register
    pair = f"{stack[-2]}>{stack[-1]}"
    counts = dict(register.facts.case_facts().get("pair_passes") or {})
    counts[pair] = int(counts.get(pair, 0)) + 1
    register.facts.set(context.activation.id, "pair_passes", counts, "case")
    if counts[pair] >= PASSES_TO_WATCH:
        text = f"Hồ sơ {register.case.code} qua lại giữa hai cấp lần thứ {counts[pair]}"
        register.alert(text, (("leader", stack[-1]),), payload={"pair": pair})


def _record(context: TopicContext, summary: str, payload: dict[str, object]) -> None:
    context.register.record(
        EventKind.AUTHORITY_DETERMINED,
        summary,
        element_id=context.element.id,
        process_id=context.activation.process_id,
        activation_id=context.activation.id,
        clauses=context.element.clauses,
        payload=payload,
    )
