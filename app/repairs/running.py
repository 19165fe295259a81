"""When an instance may be ended or begun anew by hand: never past what is still owed."""

from __future__ import annotations

from app.documents import DOC_TYPES
from app.domain.cases import DocumentState, InstanceRow
from app.errors import StepRefused
from app.register.before_ending import check_may_end
from app.register.register import CaseRegister
from app.repairs.beginning import Beginning, beginning_of
from app.store import documents, instances


def check_owes_nothing(register: CaseRegister, instance: InstanceRow) -> None:
    """Refuse to end what still owes a paper; nobody may, administrators included (SC-75).

    Raises StepRefused naming the invariant.
    """
    check_may_end(register, instance.process_id, instance.id)
    papers = documents.of_case(register.tx, register.case.id)
    signed = [
        DOC_TYPES[paper.doc_type].name
        for paper in papers
        if paper.instance_id == instance.id and paper.state is DocumentState.SIGNED
    ]
    if signed:
        raise StepRefused(
            f"Chưa kết thúc được: {', '.join(signed)} đã ký mà chưa ban hành; ban hành trước",
            clauses=("INV-01",),
        )


def check_may_restart(register: CaseRegister, instance: InstanceRow) -> Beginning:
    """Return how to begin a process anew; refuse what runs, or left a paper that others rely on.

    Raises StepRefused naming the invariant, or who has to ask anew.
    """
    beside = instances.of_case(register.tx, register.case.id)
    same = [row for row in beside if row.process_id == instance.process_id]
    if any(row.ended_at is None for row in same):
        raise StepRefused("Quy trình này của hồ sơ đang chạy; không bắt đầu thêm một lượt nữa")
    out = [
        DOC_TYPES[paper.doc_type].name
        for paper in documents.of_case(register.tx, register.case.id)
        if paper.state is not DocumentState.DRAFT and paper.instance_id == instance.id
    ]
    if out:
        names = ", ".join(dict.fromkeys(out))
        raise StepRefused(
            f"Lượt đã kết thúc có {names}; văn bản đã ra thì không làm lại, không bắt đầu lại được",
            clauses=("INV-11", "INV-22"),
        )
    return beginning_of(register, instance)
