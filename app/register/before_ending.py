"""What must be true before an instance ends, by process: one guard for each invariant.

The step that would end it is refused, so the case stays where it was and its task stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.documents import DOC_TYPES
from app.domain.cases import ClockState, DocumentRow, DocumentState
from app.domain.execution import ROOT
from app.errors import StepRefused
from app.register.paper_source import name_of
from app.register.register import CaseRegister
from app.store import clocks, documents, tasks

Guard = Callable[[CaseRegister, str, Sequence[DocumentRow]], None]
ACTED_ALONE = "record_own_decision"
OWED_AFTER_ACTING = ("BC_KHAN_CAP", "KL_KHAN_CAP")


def check_may_end(register: CaseRegister, process_id: str, instance_id: str) -> None:
    """Refuse the end of an instance that still owes a paper.

    Raises StepRefused naming the invariant.
    """
    guards = ON_END.get(process_id, ())
    if not guards:
        return
    papers = documents.of_case(register.tx, register.case.id)
    issued = [paper for paper in papers if paper.state is DocumentState.ISSUED]
    for guard in guards:
        guard(register, instance_id, issued)


def plan_answered(register: CaseRegister, _instance_id: str, issued: Sequence[DocumentRow]) -> None:
    """INV-01: no case ends while a term of answer runs, nor a submitted one without an answer."""
    running = [
        clock
        for clock in clocks.of_case(register.tx, register.case.id)
        if clock.state is ClockState.RUNNING
    ]
    answered = any(DOC_TYPES[paper.doc_type].reply_set for paper in issued)
    if running or (register.case.submitted_at and not answered):
        raise StepRefused(
            "Hồ sơ chưa kết thúc được: bên đề xuất chưa có văn bản trả lời; ban hành trước",
            clauses=("C-029", "INV-01"),
        )


def act_reported(register: CaseRegister, instance_id: str, issued: Sequence[DocumentRow]) -> None:
    """INV-05: who acted alone has reported in writing, and the collective has concluded."""
    if not tasks.completers(register.tx, instance_id, ROOT, [ACTED_ALONE]):
        return
    out = {paper.doc_type for paper in issued if paper.instance_id == instance_id}
    owed = [DOC_TYPES[key].name for key in OWED_AFTER_ACTING if key not in out]
    if owed:
        raise StepRefused(
            f"Việc tự quyết định chưa kết thúc được: chưa ban hành {', '.join(owed)}",
            clauses=("C-045", "C-046", "INV-05"),
        )


def issuers_told(register: CaseRegister, _instance_id: str, issued: Sequence[DocumentRow]) -> None:
    """INV-06: a go-ahead on unsuitable texts has its report to each body that issued one."""
    if not any(paper.doc_type == "VB_CHO_CHU_TRUONG" for paper in issued):
        return
    told = {paper.item for paper in issued if paper.doc_type == "BC_CO_QUAN_BAN_HANH"}
    owed = [str(i) for i in register.facts.case_facts().get("issuer_ids") or ()]
    names = [name_of(register, issuer) for issuer in owed if issuer not in told]
    if names:
        raise StepRefused(
            f"Hồ sơ chưa kết thúc được: chưa báo cáo cơ quan ban hành {', '.join(names)}",
            clauses=("C-048", "INV-06"),
        )


ON_END: Mapping[str, tuple[Guard, ...]] = {
    "p01_art4_case": (plan_answered, issuers_told),
    "p02_emergency_action": (act_reported,),
}
