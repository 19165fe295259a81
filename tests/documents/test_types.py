"""The catalogue of document types holds what processes.md 6.1 says of the first cut."""

from __future__ import annotations

from app.documents import DOC_TYPES, VARIABLES, DocKind, SignerKind
from app.documents.templates import HERE


def test_the_reply_set_is_exactly_the_types_that_answer_the_proposer() -> None:
    assert {key for key, doc_type in DOC_TYPES.items() if doc_type.reply_set} == {
        "VB_CHO_CHU_TRUONG",
        "VB_KHONG_CHO",
        "TB_KHONG_KHA_THI",
        "TB_CHUAN_BI_LAI",
        "TB_TRA_HO_SO",
        "TB_CHUYEN_NOI_NHAN",
        "TB_XAC_NHAN_RUT",
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
    }
    assert DOC_TYPES["VB_CHO_CHU_TRUONG"].signer_role == "standing_committee"


def test_every_reply_reaches_the_proposer() -> None:
    assert all("proposer" in d.locked for d in DOC_TYPES.values() if d.reply_set)


def test_every_needed_variable_has_a_vietnamese_name() -> None:
    assert {name for d in DOC_TYPES.values() for name in d.required} <= set(VARIABLES)


def test_every_type_has_the_template_of_its_first_text() -> None:
    texts = {path.stem for path in (HERE / "drafts").glob("[A-Z]*.txt")}
    assert texts == set(DOC_TYPES)
