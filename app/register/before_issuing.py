"""What must be true before a paper leaves, by document type: one guard for each invariant.

The diagrams lead no case to these refusals and publishing proves it; a guard holds all the same
when a diagram, a form or a fact is not what was proved. Which guard watches which type is in
`ON_FACTS` (asked when the paper is drafted, and again when issued) and `ON_PAPER` (when issued).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.documents import DocType
from app.domain.cases import DocumentRow, DocumentState
from app.errors import StepRefused
from app.register.paper_source import decided_by_leader
from app.register.register import CaseRegister
from app.store import documents

GO_AHEAD, HEAD_DECIDES = "VB_CHO_CHU_TRUONG", "QD_NGUOI_DUNG_DAU"
REPORT_UP, INFORMING = "BC_XIN_CHU_TRUONG", "BC_DE_BIET"
SOLUTION = "BC_DE_XUAT_GIAI_PHAP"
REWORK = "TB_CHUAN_BI_LAI"
OVERRIDE_REPORT = "BC_NGUOI_DUNG_DAU"
SIGNED_OR_ISSUED = (DocumentState.SIGNED, DocumentState.ISSUED)


def check_may_draft(register: CaseRegister, doc_type: DocType) -> None:
    """Refuse a paper that the facts of the case do not allow at all.

    Raises StepRefused naming the invariant.
    """
    superior_first(register, doc_type)
    for guard in ON_FACTS.get(doc_type.key, ()):
        guard(register)


def check_may_issue(register: CaseRegister, draft: DocumentRow, doc_type: DocType) -> None:
    """Refuse a signed paper that the facts, or its own words and recipients, do not allow.

    Raises StepRefused naming the invariant.
    """
    check_may_draft(register, doc_type)
    if doc_type.reply_set:
        proposer_answered(register, draft)
        somebody_signed(register, draft)
    for guard in ON_PAPER.get(doc_type.key, ()):
        guard(register, draft)


def proposer_answered(register: CaseRegister, draft: DocumentRow) -> None:
    """INV-01: an answer goes to one who proposed, or has them among its copies."""
    proposers = {str(person) for person in register.facts.case_facts().get("proposers") or ()}
    if proposers and proposers.isdisjoint(draft.recipients):
        raise StepRefused(
            f"{draft.title} chưa gửi bên đề xuất; ghi bên đề xuất vào nơi nhận",
            clauses=("C-029", "INV-01"),
        )


def superior_first(register: CaseRegister, doc_type: DocType) -> None:
    """INV-02: a leader's go-ahead waits for the report to the superior (A-17)."""
    if not (doc_type.override_signer_role and decided_by_leader(register)):
        return
    reports = documents.of_kind(
        register.tx, register.case.id, (OVERRIDE_REPORT,), pass_id=register.pass_id
    )
    if not reports:
        raise StepRefused(
            f"{doc_type.name}: chưa có báo cáo cấp trên; ban hành báo cáo của người đứng đầu trước",
            clauses=("C-041", "INV-02"),
        )


def head_may_decide(register: CaseRegister) -> None:
    """INV-03: the head decides only where the forum met, discussed, and found no majority."""
    facts = register.facts.pass_facts()
    open_to_head = {"no_consensus"}
    if register.profile.override_scope == "not_approved":
        open_to_head.add("rejected")
    kept = {
        "đủ số người dự": facts.get("quorum_ok") is True,
        "đã thảo luận kỹ": facts.get("discussed_thoroughly") is True,
        "trong thẩm quyền": facts.get("authority") == "trong",
        "chưa đạt đa số": facts.get("vote_result") in open_to_head,
        "thẩm định không kết luận không khả thi": facts.get("overall") != "negative",
        "người đứng đầu tại vị, không có lợi ích liên quan": facts.get("leader_status")
        not in ("xung_dot", "khuyet"),
    }
    lacking = [what for what, holds in kept.items() if not holds]
    if lacking:
        raise StepRefused(
            f"Người đứng đầu chưa được quyết định, còn thiếu điều kiện: {'; '.join(lacking)}",
            clauses=("C-039", "INV-03"),
        )


def not_negative(register: CaseRegister) -> None:
    """INV-04: a plan appraised infeasible is neither put to the forum nor decided on (A-12)."""
    if register.facts.pass_facts().get("overall") == "negative":
        raise StepRefused(
            "Thẩm định kết luận kế hoạch không khả thi; chỉ thông báo bằng văn bản",
            clauses=("C-036", "INV-04"),
        )


def superior_informed(register: CaseRegister, draft: DocumentRow) -> None:
    """INV-09: a report beyond the direct superior leaves with the report that informs it."""
    superior = register.organisation.direct_superior(draft.body_id)
    if superior is None or superior in draft.recipients:
        return
    informing = documents.of_kind(
        register.tx, register.case.id, (INFORMING,), SIGNED_OR_ISSUED, pass_id=register.pass_id
    )
    if not any(superior in paper.recipients for paper in informing):
        name = register.organisation.unit(superior).name
        raise StepRefused(
            f"{draft.title} vượt cấp: ký báo cáo để biết gửi {name} để ban hành đồng thời",
            clauses=("C-028", "INV-09"),
        )


def solution_proposed(register: CaseRegister, draft: DocumentRow) -> None:
    """INV-10: over authority at the meeting goes to the direct superior, with a solution."""
    superior = register.organisation.direct_superior(draft.body_id)
    if superior not in draft.recipients or not str(draft.content.get("proposed_solution") or ""):
        raise StepRefused(
            f"{draft.title} phải gửi cấp trên trực tiếp và nêu đề xuất giải pháp",
            clauses=("C-038", "INV-10"),
        )


def points_named(register: CaseRegister, draft: DocumentRow) -> None:
    """INV-11: who sends a plan back says what to prepare anew."""
    if not draft.content.get("rework_points"):
        raise StepRefused(
            f"{draft.title} chưa nêu nội dung cần chuẩn bị lại; ghi từng nội dung vào biên bản",
            clauses=("C-042", "INV-11"),
        )


def lawful(register: CaseRegister) -> None:
    """INV-15: no go-ahead while a hard item of the legality checklist is not met (A-23)."""
    hard = {item.item: item.label for item in register.profile.legality_items if item.hard}
    rows = register.facts.pass_facts().get("legality") or ()
    failed = [hard[row["item"]] for row in rows if row.get("ok") is False and row["item"] in hard]
    if failed:
        raise StepRefused(
            f"Không cho chủ trương khi chưa đạt: {'; '.join(failed)}",
            clauses=("C-012", "INV-15"),
        )


def somebody_signed(register: CaseRegister, draft: DocumentRow) -> None:
    """INV-21: no answer is issued by time alone; a person has signed it."""
    if not draft.signed_by:
        raise StepRefused(
            f"{draft.title} chưa có người ký; trình ký trước khi ban hành",
            clauses=("C-029", "INV-21"),
        )


def cites_its_plan(register: CaseRegister, draft: DocumentRow) -> None:
    """INV-22: a decision cites the plan as it was submitted in the round of its pass."""
    if register.passing is None:
        return
    plans = documents.of_kind(register.tx, register.case.id, ("KE_HOACH",))
    kept = {plan.item: plan.sha256 for plan in plans}
    round_no = register.passing.round_no
    if draft.content.get("plan_hash") != kept.get(str(round_no)):
        raise StepRefused(
            f"{draft.title} dẫn bản kế hoạch khác bản đã nộp lần {round_no}; dựng lại dự thảo",
            clauses=("C-037", "INV-22"),
        )


ON_FACTS: Mapping[str, tuple[Callable[[CaseRegister], None], ...]] = {
    "TTR": (not_negative,),
    GO_AHEAD: (not_negative, lawful),
    "VB_KHONG_CHO": (not_negative,),
    HEAD_DECIDES: (not_negative, head_may_decide, lawful),
}
ON_PAPER: Mapping[str, tuple[Callable[[CaseRegister, DocumentRow], None], ...]] = {
    GO_AHEAD: (cites_its_plan,),
    "VB_KHONG_CHO": (cites_its_plan,),
    "TB_KHONG_KHA_THI": (cites_its_plan,),
    REWORK: (cites_its_plan, points_named),
    REPORT_UP: (superior_informed,),
    SOLUTION: (solution_proposed,),
}
