"""Printable pages: the Party's layout, everything escaped, known by a hash that they carry."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from app.documents import DOC_TYPES, content_hash, draft_body, render_html
from app.documents.templates import HERE, drafts
from app.errors import StepRefused
from tests.documents.factories import decided, mg_profile, mg_unit


class Words(HTMLParser):
    """Collects texts, tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Words:
    words = Words()
    words.feed(html)
    return words


def page(key: str, unit_id: str = "MG-HX", **changes: Any) -> str:
    doc_type, variables = DOC_TYPES[key], decided(**changes)
    variables.setdefault("body", draft_body(doc_type, variables))
    return render_html(doc_type, variables, mg_profile(), mg_unit(unit_id))


ISSUED = {
    "number": "Số 05-CV/ThU",
    "issued_on": "2024-03-27",
    "recipient_names": ["Hoàng Thị Thu", "Ban Tổ chức Thị ủy"],
    "addressee_names": ["Hoàng Thị Thu"],
    "signer_name": "Lê Thị Mai Hương",
    "signer_title": "Phó Bí thư Thường trực",
}


@pytest.mark.parametrize("key", sorted(DOC_TYPES))
def test_each_type_has_a_page_without_inline_style_or_script(key: str) -> None:
    words = read(page(key))
    assert "style" not in words.attributes
    assert "script" not in words.tags
    assert "style" not in words.tags


def test_an_issued_letter_has_every_part_of_the_party_layout() -> None:
    html = page("VB_CHO_CHU_TRUONG", **ISSUED).partition("<article")[2]
    order = [
        "TỈNH ỦY MINH GIANG",
        "THỊ ỦY HÒA XUYÊN",
        ">*<",
        "Số 05-CV/ThU",
        "V/v cho chủ trương thực hiện kế hoạch “Chợ đêm thí điểm”",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Hòa Xuyên, ngày 27 tháng 3 năm 2024",
        "Kính gửi:",
        "Nơi nhận:",
        "T/M BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ THƯỜNG TRỰC",
        "Lê Thị Mai Hương",
        "Mã kiểm tra văn bản",
    ]
    places = [html.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.clause("C-001")
def test_a_decision_letter_lists_exactly_the_legal_bases_in_order() -> None:
    html = page("VB_CHO_CHU_TRUONG")
    bases = mg_profile().texts("legal_bases")
    assert html.count('class="doc-basis"') == len(bases)
    places = [html.index(f"Căn cứ {base}") for base in bases]
    assert places == sorted(places)
    assert "doc-basis" not in page("TB_TRA_HO_SO")


def test_a_notice_has_no_addressee_line_and_a_letter_to_several_lists_them() -> None:
    assert "Kính gửi" not in page("TB_CHUAN_BI_LAI", **ISSUED)
    html = page("CV_GIAO_THAM_DINH", **{**ISSUED, "addressee_names": ["Ban A", "Ban B"]})
    assert "<li>Ban A,</li>\n<li>Ban B.</li>" in html


def test_a_draft_shows_dots_where_number_and_date_will_stand() -> None:
    html = page("TTR")
    assert "Số …-TTr/ThU" in html
    assert "ngày … tháng … năm …" in html
    assert "(Đã ký)" not in html


def test_a_body_without_a_board_signs_for_its_committee() -> None:
    html = page("VB_CHO_CHU_TRUONG", "MG-HX-CT", has_board=False)
    assert "T/M ĐẢNG ỦY" in html
    assert "T/L BAN THƯỜNG VỤ" in page("CV_GIAO_THAM_DINH", has_board=True)


def test_a_filed_paper_has_no_number_line() -> None:
    assert "doc-number" not in page("BIEN_BAN")


def test_what_people_typed_is_escaped() -> None:
    html = page("TB_TRA_HO_SO", body="<script>alert(1)</script>\n\n{{ 7 * 7 }}")
    assert "<script>" not in html
    assert "{{ 7 * 7 }}" in html


def test_each_line_of_the_edited_text_becomes_a_paragraph() -> None:
    html = page("TB_TRA_HO_SO", body="Một\r\nhai\r\n\r\nba")
    assert "<p>Một</p>\n<p>hai</p>\n<p>ba</p>" in html


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(StepRefused, match="Ghi nội dung"):
        page("TB_TRA_HO_SO", body="  ")


def test_the_page_carries_its_own_hash_and_any_change_breaks_it() -> None:
    html = page("VB_KHONG_CHO", **ISSUED)
    digest = content_hash(html)
    assert f'<span class="doc-hash">{digest}</span>' in html
    assert content_hash(html.replace("9 ý kiến", "8 ý kiến")) != digest
    assert page("VB_KHONG_CHO", **ISSUED) == html


@pytest.mark.parametrize("text", ["{{ ''.__class__ }}", "{{ recieved_on }}"])
def test_the_sandbox_refuses_internals_and_misspelt_names(text: str) -> None:
    template = drafts().from_string(text)
    with pytest.raises(Exception, match=r"unsafe|undefined"):
        template.render()


def test_the_stylesheet_has_a_serif_face_and_paper_size() -> None:
    css = (HERE.parent / "web" / "static" / "css" / "document.css").read_text("utf-8")
    assert "size:A4" in css
    assert "Tinos" in css


def test_a_state_unit_prints_the_state_heading_and_no_asterisk() -> None:
    html = page("CV_GIAO_THAM_DINH", "MG-SNV")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in html
    assert "Độc lập - Tự do - Hạnh phúc" in html
    assert "doc-star" not in html
    assert '<p class="doc-about">V/v giao thẩm định' in html
    assert "TL. SỞ NỘI VỤ" in html


def test_a_leader_who_signs_in_person_signs_for_nobody_else() -> None:
    assert "T/M BAN THƯỜNG VỤ" in page("VB_CHO_CHU_TRUONG")
    assert "T/M" not in page("VB_CHO_CHU_TRUONG", signed_in_person=True)


def test_unit_without_a_place_of_its_own_writes_from_the_profiles() -> None:
    doc_type, variables = DOC_TYPES["VB_CHO_CHU_TRUONG"], decided(**ISSUED)
    variables.setdefault("body", draft_body(doc_type, variables))
    here = replace(mg_unit("MG-HX"), place="")
    html = render_html(doc_type, variables, mg_profile(), here)
    assert '<p class="doc-place">Minh Giang, ngày 27 tháng 3 năm 2024</p>' in html
    assert '<p class="doc-place">Hòa Xuyên, ngày' in page("VB_CHO_CHU_TRUONG", **ISSUED)
