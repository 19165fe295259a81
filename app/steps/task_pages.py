"""Parts of a page about a case: what it is about, its documents, where it stands on the diagram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.cases import PAPER_STEPS, DocumentRow, DocumentState, TaskRow
from app.domain.diagrams import Definition
from app.domain.views import DocumentItem, Fact
from app.register.register import CaseRegister
from app.steps.answer_texts import moment_text
from app.store import documents
from app.store.database import Transaction

ISSUE_TYPES = {
    "chua_quy_dinh": "Chưa được quy định",
    "da_quy_dinh_khong_phu_hop": "Đã quy định nhưng không phù hợp",
    "hon_hop": "Vừa chưa quy định, vừa có quy định không phù hợp",
    "trong_quy_dinh": "Trong quy định hiện hành",
}
REASONS = {
    "ngoai_chuc_trach": "Nội dung ngoài chức trách, nhiệm vụ của bên đề xuất (Điều 2)",
    "loai_van_de": "Loại vấn đề này không thuộc phạm vi áp dụng tại địa phương",
    "khong_giu_chuc_vu": "Bên đề xuất chưa giữ chức vụ lãnh đạo, quản lý (Điều 2.3)",
}
SHOWN = (DocumentState.ISSUED, DocumentState.FILED)


@dataclass(frozen=True)
class Where:
    """Where a case stands: the picture of the process, its name, one sentence."""

    svg: str
    name: str
    sentence: str


def about_case(register: CaseRegister) -> tuple[Fact, ...]:
    """Say in a few lines what the case is about."""
    plan = register.facts.case_facts()
    organisation = register.organisation
    people = [organisation.person(str(person)).name for person in plan.get("proposers") or ()]
    rows = [
        ("Bên đề xuất", ", ".join(people)),
        ("Loại vấn đề", ISSUE_TYPES.get(str(plan.get("issue_type")), "")),
        ("Mục tiêu", str(plan.get("objectives") or "")),
        ("Phạm vi", str(plan.get("scope_area") or "")),
        ("Thời gian", _span(plan.get("date_from"), plan.get("date_to"))),
    ]
    return tuple(Fact(label, text) for label, text in rows if text)


def held_back(register: CaseRegister) -> str:
    """Say why a plan could not be sent, while it has no code; nothing when it could."""
    if register.case.code:
        return ""
    return REASONS.get(str(register.facts.case_facts().get("reason_code")), "")


def _span(start: object, end: object) -> str:
    if not start or not end:
        return ""
    return f"{moment_text(str(start))} – {moment_text(str(end))}"


def document_items(rows: Iterable[DocumentRow]) -> tuple[DocumentItem, ...]:
    """List the papers of a case that count: issued and filed ones, oldest first."""
    return tuple(_item(row) for row in rows if row.state in SHOWN)


def _item(row: DocumentRow) -> DocumentItem:
    note = f"lần {row.item}" if row.doc_type == "KE_HOACH" else ""
    return DocumentItem(row.id, row.title, row.state, row.number, row.issued_at, note)


def paper_of(rows: Iterable[DocumentRow], task: TaskRow) -> DocumentItem | None:
    """Return the paper that a task works on, draft or not; the latest if one was voided."""
    if task.element_id not in PAPER_STEPS:
        return None
    here = (task.instance_id, task.activation_id)
    found = [row for row in rows if (row.instance_id, row.activation_id) == here]
    kept = [row for row in found if row.state is not DocumentState.VOIDED]
    return _item(kept[-1]) if kept else None


def documents_of(tx: Transaction, case_id: str) -> tuple[DocumentItem, ...]:
    """List the papers of a case."""
    return document_items(documents.of_case(tx, case_id))


def waiting_sentence(definition: Definition, task: TaskRow, who: str) -> str:
    """Say where the case waits and for whom."""
    name = definition.elements[task.element_id].name or task.name
    return f"Hồ sơ đang ở bước “{name}”, chờ {who}"
