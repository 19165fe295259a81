"""A page as PDF/A with its letters embedded: typst, our own template, our own fonts.

What people wrote goes in as data, never as template text; the template can reach no other file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from app.documents.page_parts import PageParts
from app.errors import SettingsError

HERE = Path(__file__).parent
TEMPLATE = HERE / "pages" / "page.typ"
FONTS = HERE / "built"
# Archival, every letter with its Unicode value, so that a copy can be searched.
STANDARD: Final = "a-2u"
# A word that no line holds: it would leave the page, and PDF/A holds none of sixteen thousand.
_LONGEST_WORD = 200
_UNBROKEN = re.compile(rf'[^\s"\\]{{{_LONGEST_WORD},}}')
_MAY_BREAK = "\u200b"


def render_pdf(parts: PageParts, *, at: datetime | None = None, is_draft: bool = False) -> bytes:
    """Return the PDF of a page; the same page and moment give the same bytes.

    Raises SettingsError while the fonts have not been built (`make assets`).
    """
    data = {**parts.as_data(), "is_draft": is_draft}
    return compile_pdf(TEMPLATE, data, at)


def _breakable(word: re.Match[str]) -> str:
    """Let a line end within a word that is longer than lines are."""
    text = word[0]
    parts = (text[at : at + _LONGEST_WORD] for at in range(0, len(text), _LONGEST_WORD))
    return _MAY_BREAK.join(parts)


def compile_pdf(template: Path, page: Mapping[str, Any], at: datetime | None) -> bytes:
    """Return the PDF of a template of ours filled with data; raises SettingsError without fonts."""
    if not any(FONTS.glob("*.ttf")):
        raise SettingsError("Chưa có phông chữ của bản PDF; chạy make assets rồi thử lại")
    data = _UNBROKEN.sub(_breakable, json.dumps(page, ensure_ascii=False))
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"page": data},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()) if at else 0,
    )
    return bytes(made)
