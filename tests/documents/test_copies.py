"""Copies of a page: the PDF with its letters embedded, the Word file, both word for word."""

from __future__ import annotations

import io
import unicodedata
from itertools import product

import pytest
from docx import Document
from pypdf import PdfReader

from app.documents import DOC_TYPES, page_parts
from app.documents.pdf import FONTS, render_pdf
from app.documents.word import render_docx
from app.errors import NotFound
from tests.documents.test_rendering import ISSUED, page

VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = {
    *(unicodedata.normalize("NFC", v + t) for v, t in product(VOWELS, TONES)),
    *"bcdđghklmnpqrstvx",
}
# The alphabet with all tones in both sizes, and the signs that letters need beside it.
LETTERS = sorted(SMALL | {letter.upper() for letter in SMALL})
SIGNS = "“”‘’–—…₫§№«»"


def pdf_of(html: str) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(page_parts(html))))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(p.extract_text() for p in reader.pages).split())


def fonts_of(reader: PdfReader) -> list[dict[str, object]]:
    found = []
    for one in reader.pages:
        for font in one["/Resources"]["/Font"].values():
            found.append(font.get_object()["/DescendantFonts"][0].get_object())
    return found


def test_the_alphabet_is_whole() -> None:
    assert len(LETTERS) == 178
    assert len([letter for letter in LETTERS if not letter.isascii()]) == 134


def test_every_vietnamese_letter_is_embedded_and_can_be_searched() -> None:
    words = " ".join(LETTERS) + " " + " ".join(SIGNS)
    reader = pdf_of(page("TB_TRA_HO_SO", body=words, **ISSUED))
    text = text_of(reader)
    assert [letter for letter in (*LETTERS, *SIGNS) if letter not in text] == []


def test_only_our_own_face_is_used_and_all_of_it_is_embedded() -> None:
    fonts = fonts_of(pdf_of(page("TB_TRA_HO_SO", body=" ".join((*LETTERS, *SIGNS)), **ISSUED)))
    assert {str(font["/BaseFont"]).split("+")[1].split("-")[0] for font in fonts} == {"Tinos"}
    for font in fonts:
        descriptor = font["/FontDescriptor"].get_object()  # type: ignore[attr-defined]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_letters_typed_as_base_and_mark_are_printed_as_one() -> None:
    typed = unicodedata.normalize("NFD", "Nguyễn Thị Phượng")
    assert "Nguyễn Thị Phượng" in text_of(pdf_of(page("TB_TRA_HO_SO", body=typed)))


@pytest.mark.parametrize("key", sorted(DOC_TYPES))
def test_each_type_can_be_copied_with_all_its_words(key: str) -> None:
    html = page(key, **ISSUED)
    parts = page_parts(html)
    assert parts.paragraphs
    told = text_of(pdf_of(html)).replace(" ", "")
    word = Document(io.BytesIO(render_docx(parts)))
    written = "".join(p.text for p in word.paragraphs) + "".join(
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    )
    for words in (*parts.paragraphs, *parts.unit_lines, parts.number, parts.title, parts.seal):
        assert words.replace(" ", "") in told, words
        assert words.replace(" ", "") in written.replace(" ", "").replace("\n", ""), words


def test_the_same_page_gives_the_same_bytes_and_is_archival() -> None:
    parts = page_parts(page("TTR", **ISSUED))
    assert render_pdf(parts) == render_pdf(parts)
    assert b"pdfaid:part" in render_pdf(parts)


@pytest.mark.parametrize("letter", ["a", "ệ", ".", "_"])
def test_word_that_no_line_holds_is_broken_and_kept_whole(letter: str) -> None:
    """An answer may be forty thousand letters without a space."""
    html = page("TB_TRA_HO_SO", body=letter * 40_000, **ISSUED)
    reader = pdf_of(html)
    assert len(reader.pages) > 5
    assert text_of(reader).count(letter) >= 40_000


def test_what_people_wrote_is_no_template() -> None:
    written = "#read(“/etc/passwd”) *x* $y$ #sys.inputs {{ 7 * 7 }}"
    html = page("TB_TRA_HO_SO", body=written)
    assert "#read(“/etc/passwd”) *x* $y$ #sys.inputs {{ 7 * 7 }}" in text_of(pdf_of(html))
    word = Document(io.BytesIO(render_docx(page_parts(html))))
    assert any(p.text == written for p in word.paragraphs)


def test_a_draft_says_so_on_both_copies() -> None:
    parts = page_parts(page("TTR"))
    assert "DỰ THẢO" in text_of(PdfReader(io.BytesIO(render_pdf(parts, is_draft=True))))
    assert "DỰ THẢO" not in text_of(PdfReader(io.BytesIO(render_pdf(parts))))
    word = Document(io.BytesIO(render_docx(parts, is_draft=True)))
    assert word.paragraphs[0].text == "DỰ THẢO"


def test_a_page_that_is_not_there_has_no_copy() -> None:
    with pytest.raises(NotFound):
        page_parts("")


def test_four_faces_are_shipped() -> None:
    assert len(list(FONTS.glob("Tinos_*.ttf"))) == 4
