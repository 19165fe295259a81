"""The catalogue of document types says who signs, what is needed and whom it reaches."""

from __future__ import annotations

import pytest

from app.documents import DOC_TYPES, VARIABLES, DocKind, SignerKind
from app.documents.templates import HERE
from app.documents.variables import required_of
from app.register.paper_recipients import KINDS
from app.steps.candidates import RESOLVERS


def test_the_reply_set_is_exactly_the_types_that_answer_the_proposer() -> None:
    assert {key for key, doc_type in DOC_TYPES.items() if doc_type.reply_set} == {
        "VB_CHO_CHU_TRUONG",
        "VB_KHONG_CHO",
        "TB_KHONG_KHA_THI",
        "TB_CHUAN_BI_LAI",
        "TB_TRA_HO_SO",
        "TB_CHUYEN_NOI_NHAN",
        "TB_XAC_NHAN_RUT",
        "TB_CHUYEN_CAP_TREN",
        "CV_TRA_CAP_DUOI",
    }


def test_only_issued_types_have_a_series_and_a_signer() -> None:
    for key, doc_type in DOC_TYPES.items():
        issued = doc_type.kind is DocKind.ISSUED
        assert bool(doc_type.symbol) is issued, key
        assert bool(doc_type.signer_role) is issued, key
        assert doc_type.needs_number is issued, key


def test_replies_of_substance_are_signed_for_the_collective() -> None:
    by_order = {k for k, d in DOC_TYPES.items() if d.signer_kind is SignerKind.TL}
    assert by_order == {
        "CV_GIAO_THAM_DINH",
        "TB_TRA_HO_SO",
        "TB_CHUYEN_NOI_NHAN",
        "TB_XAC_NHAN_RUT",
        "TB_CHUYEN_CAP_TREN",
    }
    assert DOC_TYPES["VB_CHO_CHU_TRUONG"].signer_role == "standing_committee"


def test_every_reply_reaches_the_proposer() -> None:
    assert all("proposer" in d.locked for d in DOC_TYPES.values() if d.reply_set)


def test_every_needed_variable_has_a_vietnamese_name() -> None:
    assert {name for d in DOC_TYPES.values() for name in d.required} <= set(VARIABLES)


def test_every_type_has_the_template_of_its_first_text() -> None:
    texts = {path.stem for path in (HERE / "drafts").glob("[A-Z]*.txt")}
    assert texts == set(DOC_TYPES)


def test_papers_signed_in_person_are_those_of_a_head_or_an_author() -> None:
    assert {k: d.signer_role for k, d in DOC_TYPES.items() if d.is_personal} == {
        "BC_RUI_RO_PHAP_LY": "legal_review_lead",
        "QD_NGUOI_DUNG_DAU": "leader",
        "BC_NGUOI_DUNG_DAU": "leader",
        "CV_CHI_DAO": "superior_leader",
        "XN_BAO_CAO": "recipient",
        "BC_KHAN_CAP": "reporter",
    }


@pytest.mark.clause("C-046")
def test_the_cadre_never_signs_what_the_collective_says_of_the_emergency() -> None:
    assert {k for k, d in DOC_TYPES.items() if d.barred} == {"KL_KHAN_CAP", "BC_VUOT_THAM_QUYEN"}


def test_every_role_that_drafts_or_signs_can_be_resolved() -> None:
    held_in_body = {"office", "office_lead", "standing_committee", "leader"}
    roles = {d.drafter_role for d in DOC_TYPES.values()} | {
        role
        for d in DOC_TYPES.values()
        for role in (d.signer_role, d.override_signer_role, *d.barred)
        if role
    }
    assert roles <= set(RESOLVERS) | held_in_body


def test_every_locked_kind_of_recipient_can_be_found() -> None:
    assert {kind for d in DOC_TYPES.values() for kind in d.locked} <= set(KINDS)


def test_a_forwarded_answer_needs_that_answer_and_no_meeting() -> None:
    doc_type = DOC_TYPES["VB_KHONG_CHO"]
    needed = required_of(doc_type, {"external_outcome": "rejected"})
    assert "votes_for" not in needed
    assert {"external_no", "external_on", "external_summary"} <= set(needed)
    assert required_of(doc_type, {}) == doc_type.required
