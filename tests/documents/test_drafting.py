"""First texts: concrete, from the facts, and refused while a needed fact is missing."""

from __future__ import annotations

import re

import pytest

from app.documents import DOC_TYPES, draft_body, missing_variables
from app.errors import StepRefused
from tests.documents.factories import PLAN_HASH, decided


@pytest.mark.parametrize("key", sorted(DOC_TYPES))
def test_each_type_has_a_clean_first_text(key: str) -> None:
    doc_type = DOC_TYPES[key]
    text = draft_body(doc_type, decided())
    assert ("Chợ đêm thí điểm" if "plan_title" in doc_type.about else "sạt lở đường") in text
    assert not re.search(r"None|\{|\n{3}| {2}|\.\.$", text)


@pytest.mark.parametrize("key", sorted(DOC_TYPES))
def test_each_type_is_refused_when_one_needed_variable_is_missing(key: str) -> None:
    doc_type = DOC_TYPES[key]
    for name in doc_type.required:
        assert missing_variables(doc_type, decided(**{name: None})) == (name,)
        with pytest.raises(StepRefused):
            draft_body(doc_type, decided(**{name: ""}))


def test_the_refusal_names_in_vietnamese_what_is_missing() -> None:
    with pytest.raises(StepRefused, match="Bổ sung phạm vi, chu kỳ báo cáo trước khi dựng"):
        draft_body(DOC_TYPES["VB_CHO_CHU_TRUONG"], decided(scope="", reporting_cycle=None))


def test_zero_votes_are_a_value_and_not_a_gap() -> None:
    assert missing_variables(DOC_TYPES["VB_KHONG_CHO"], decided(votes_abstain=0)) == ()


@pytest.mark.clause("C-029")
def test_the_go_ahead_cites_plan_vote_scope_and_conditions() -> None:
    text = draft_body(
        DOC_TYPES["VB_CHO_CHU_TRUONG"],
        decided(conditions="Đóng cửa trước 23 giờ", issuer_names="Chính phủ"),
    )
    for part in (
        "MG-2024-0007",
        PLAN_HASH,
        "9 ý kiến đồng ý, 1 ý kiến không đồng ý, 1 ý kiến khác, trên tổng số 11 thành viên",
        "thực hiện thí điểm",
        "từ ngày 01/04/2024 đến ngày 30/09/2024",
        "hằng quý",
        "Đóng cửa trước 23 giờ",
        "báo cáo Chính phủ",
    ):
        assert part in text


def test_recused_members_do_not_count_among_the_entitled() -> None:
    text = draft_body(DOC_TYPES["VB_KHONG_CHO"], decided(recused=["thu", "khoi"]))
    assert "trên tổng số 9 thành viên" in text


@pytest.mark.clause("C-042")
def test_the_rework_notice_lists_each_point_and_the_date() -> None:
    text = draft_body(DOC_TYPES["TB_CHUAN_BI_LAI"], decided(round_no=2))
    assert "1. phương án tài chính.\n2. đánh giá rủi ro." in text
    assert "hết ngày 10/05/2024" in text
    assert "trình lần 2" in text


@pytest.mark.clause("C-036")
def test_the_infeasible_notice_quotes_the_reasons_of_the_report() -> None:
    text = draft_body(DOC_TYPES["TB_KHONG_KHA_THI"], decided())
    assert "Chưa có nguồn thu ổn định" in text
    assert "tính khả thi: không khả thi" in text


@pytest.mark.clause("C-048")
def test_the_report_to_an_issuer_lists_its_provisions_and_the_request() -> None:
    rows = [
        {"doc_no": "Nghị định 1/2020", "provision": "Điều 5", "request": "sua_doi"},
        {"issuer": "CP", "provisions": "Điều 7", "request": "bãi bỏ khoản 2"},
    ]
    text = draft_body(DOC_TYPES["BC_CO_QUAN_BAN_HANH"], decided(provisions=rows))
    assert "1. Nghị định 1/2020, Điều 5. Đề nghị: sửa đổi." in text
    assert "2. Điều 7. Đề nghị: bãi bỏ khoản 2." in text


def test_an_incomplete_dossier_names_the_missing_parts() -> None:
    text = draft_body(DOC_TYPES["TB_TRA_HO_SO"], decided(proposer_names=""))
    assert "rủi ro có thể xảy ra" in text
    assert "hiệu quả, kết quả tích cực dự kiến" in text
    assert "do bên đề xuất" in text


def test_a_typed_full_stop_is_not_doubled() -> None:
    text = draft_body(DOC_TYPES["TB_CHUAN_BI_LAI"], decided(rework_points=[{"point": "Vốn. "}]))
    assert "1. Vốn.\n" in text


def test_a_plan_that_lapsed_reads_unlike_one_that_was_withdrawn() -> None:
    doc_type = DOC_TYPES["TB_XAC_NHAN_RUT"]
    assert "không nộp lại" in draft_body(doc_type, decided(variant="khong_nop_lai"))
    assert "đã rút kế hoạch" in draft_body(doc_type, decided(variant=""))


def test_markup_in_a_title_stays_plain_text_in_a_draft() -> None:
    text = draft_body(DOC_TYPES["VB_KHONG_CHO"], decided(plan_title="<b>{{ 7*7 }}</b>"))
    assert "<b>{{ 7*7 }}</b>" in text


@pytest.mark.clause("C-028")
def test_the_notice_to_the_proposer_cites_the_numbers_just_released() -> None:
    text = draft_body(DOC_TYPES["TB_CHUYEN_CAP_TREN"], decided())
    assert "Báo cáo xin chủ trương số 07-BC/ThU ngày 12/03/2024, gửi Tỉnh ủy Minh Giang." in text


@pytest.mark.clause("C-040")
def test_the_go_ahead_of_a_leader_names_the_decision_and_the_report_before_it() -> None:
    text = draft_body(DOC_TYPES["VB_CHO_CHU_TRUONG"], decided(signed_in_person=True))
    assert "Quyết định số 03-QĐ/ThU" in text
    assert "Báo cáo số 08-BC/ThU" in text
    assert "không thống nhất được" in text


def test_a_leader_who_declines_leaves_no_agreement() -> None:
    refused = decided(decision="khong", declined_reason="Chưa rõ nguồn vốn")
    text = draft_body(DOC_TYPES["VB_KHONG_CHO"], refused)
    assert "không thống nhất được" in text
    assert "Chưa rõ nguồn vốn" in text


@pytest.mark.parametrize("key", ["VB_CHO_CHU_TRUONG", "VB_KHONG_CHO", "TB_CHUAN_BI_LAI"])
def test_the_answer_of_an_outside_superior_is_handed_on_without_a_meeting(key: str) -> None:
    outside = decided(external_outcome="approved", held_at=None, votes_for=None, votes_against=None)
    text = draft_body(DOC_TYPES[key], outside)
    assert "Trung ương đã trả lời tại văn bản 120-TB/TW ngày 03/06/2024" in text
    assert "biểu quyết" not in text


def test_the_leader_reports_the_rounds_before() -> None:
    row = {
        "round_no": 1,
        "name": "Thông báo chuẩn bị lại",
        "number": "số 04-TB/ThU",
        "issued_on": "2024-04-01",
    }
    text = draft_body(DOC_TYPES["BC_NGUOI_DUNG_DAU"], decided(history=[row]))
    assert "Lần trình 1: Thông báo chuẩn bị lại số 04-TB/ThU ngày 01/04/2024." in text


def test_a_matter_returned_as_authorised_reads_unlike_one_of_the_wrong_level() -> None:
    doc_type = DOC_TYPES["CV_TRA_CAP_DUOI"]
    assert "giao Thị ủy Hòa Xuyên" in draft_body(doc_type, decided(return_mode="authorised"))
    assert "thuộc thẩm quyền của" in draft_body(doc_type, decided(return_mode="wrong_level"))
