"""A page as a Word file, for those who must edit it there; built from its parts, no template."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.documents.page_parts import PageParts

FACE = "Times New Roman"
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def render_docx(parts: PageParts, *, is_draft: bool = False) -> bytes:
    """Return the Word file of a page in the official layout."""
    document = Document()
    _set_page(document)
    if is_draft:
        _write(document, "DỰ THẢO", RIGHT, bold=True)
    _heading(document, parts)
    _body(document, parts)
    _foot(document, parts)
    document.core_properties.title = parts.name
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(14)
    # Word takes letters with marks for East Asian ones unless told.
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    style.paragraph_format.space_after = Pt(6)


def _heading(document: Any, parts: PageParts) -> None:
    left, right = _two_columns(document)
    *above, own = parts.unit_lines or ("",)
    _lines(left, above)
    _lines(left, [own], bold=True)
    _lines(left, ["*"] if parts.has_star else [])
    _lines(left, [parts.number, parts.about])
    _lines(right, parts.heading_lines, bold=True)
    _lines(right, [parts.place], italic=True)
    _write(document, "")


def _body(document: Any, parts: PageParts) -> None:
    for words in (parts.title, parts.subject):
        if words:
            _write(document, words, CENTRE, bold=True)
    if parts.addressees:
        _write(document, f"Kính gửi: {' '.join(parts.addressees)}", CENTRE)
    for words in parts.bases:
        _indent(_write(document, words, JUSTIFIED, italic=True))
    for words in parts.paragraphs:
        _indent(_write(document, words, JUSTIFIED))


def _foot(document: Any, parts: PageParts) -> None:
    left, right = _two_columns(document)
    if parts.recipients:
        _lines(left, ["Nơi nhận:"], centred=False, bold=True, italic=True)
        _lines(left, [f"- {name}" for name in parts.recipients], centred=False)
    _lines(right, [parts.signed_for, parts.signer_title], bold=True)
    _lines(right, [parts.signed], italic=True)
    _lines(right, [parts.signer_name], bold=True)
    _write(document, parts.seal).runs[0].font.size = Pt(9)


def _two_columns(document: Any) -> Any:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell in cells:
        # A fresh cell has an empty paragraph; it takes the first line.
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    return cells


def _lines(cell: Any, lines: Iterable[str], *, centred: bool = True, **face: bool) -> None:
    for words in lines:
        if not words:
            continue
        first = cell.paragraphs[0]
        spot = cell.add_paragraph() if first.text else first
        spot.alignment = CENTRE if centred else None
        spot.paragraph_format.space_after = Pt(0)
        _run(spot, words, **face)


def _write(document: Any, words: str, place: Any = None, **face: bool) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = place
    _run(paragraph, words, **face)
    return paragraph


def _run(paragraph: Any, words: str, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic = bold, italic


def _indent(paragraph: Any) -> None:
    paragraph.paragraph_format.first_line_indent = Mm(10)
