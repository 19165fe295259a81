"""Papers that a paper cites by number: the report just released, the leader's decision, replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.documents import DOC_TYPES
from app.domain.cases import DocumentRow
from app.domain.clock import local_day
from app.register.paper_source import decided_by_leader, name_of
from app.register.register import CaseRegister
from app.store import documents, passes

REPORTS_UP = ("BC_XIN_CHU_TRUONG", "BC_DE_XUAT_GIAI_PHAP", "BC_DE_BIET")
REPLIES = tuple(key for key, doc_type in DOC_TYPES.items() if doc_type.reply_set)


def citations(register: CaseRegister, key: str) -> dict[str, Any]:
    """Return what a paper of this type cites; nothing is read for the types that cite nothing."""
    cite = CITING.get(key)
    return cite(register) if cite else {}


def _reports_up(register: CaseRegister) -> dict[str, Any]:
    return {"reports_up": [_cited(register, row) for row in _of_pass(register, REPORTS_UP)]}


def _leader(register: CaseRegister) -> dict[str, Any]:
    if not decided_by_leader(register):
        return {}
    decision, report = "QD_NGUOI_DUNG_DAU", "BC_NGUOI_DUNG_DAU"
    found = {r.doc_type: _cited(register, r) for r in _of_pass(register, (decision, report))}
    return {
        "leader_decision_no": found.get(decision, {}).get("number"),
        "leader_decision_on": found.get(decision, {}).get("issued_on"),
        "leader_report_no": found.get(report, {}).get("number"),
    }


def _leader_with_history(register: CaseRegister) -> dict[str, Any]:
    return {**_leader(register), "history": _history(register)}


def _history(register: CaseRegister) -> list[Mapping[str, Any]]:
    """Return the replies to earlier submissions (SC-33: the report lists the rounds)."""
    rounds = {row.id: row.round_no for row in passes.of_case(register.tx, register.case.id)}
    rows = documents.of_kind(register.tx, register.case.id, REPLIES)
    return [
        {**_cited(register, row), "round_no": rounds.get(row.pass_id)}
        for row in rows
        if row.pass_id != register.pass_id
    ]


def _conclusion(register: CaseRegister) -> dict[str, Any]:
    rows = _of_pass(register, ("KL_KHAN_CAP",))
    return {"conclusion_no": _cited(register, rows[-1])["number"] if rows else None}


def _of_pass(register: CaseRegister, kinds: Sequence[str]) -> list[DocumentRow]:
    return [
        row
        for row in documents.of_kind(register.tx, register.case.id, kinds)
        if row.pass_id == register.pass_id
    ]


def _cited(register: CaseRegister, row: DocumentRow) -> dict[str, Any]:
    at = row.issued_at or register.now
    return {
        "name": row.title,
        # In the middle of a sentence: “số 05-QĐ/ThU”.
        "number": row.number[:1].lower() + row.number[1:],
        "issued_on": local_day(at).isoformat(),
        "to": ", ".join(name_of(register, recipient) for recipient in row.recipients),
    }


CITING: Mapping[str, Callable[[CaseRegister], dict[str, Any]]] = {
    "TB_CHUYEN_CAP_TREN": _reports_up,
    "BC_NGUOI_DUNG_DAU": _leader_with_history,
    "VB_CHO_CHU_TRUONG": _leader,
    "BC_VUOT_THAM_QUYEN": _conclusion,
}
