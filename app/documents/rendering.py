"""The printable page of a document in the Party's layout, and the hash by which it is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from app.documents.numbering import blank_number
from app.documents.templates import pages
from app.documents.types import DocType, SignerKind
from app.documents.variables import full_context
from app.domain.people import Unit
from app.errors import StepRefused

ZEROS = "0" * 64
HASH_SPOT = re.compile(r'(<span class="doc-hash">)[0-9a-f]{64}(</span>)')


class LevelNames(Protocol):
    """How the organs of a level are called."""

    @property
    def committee(self) -> str:
        """The committee."""

    @property
    def standing_board(self) -> str:
        """The standing board."""


class PageSettings(Protocol):
    """What a page asks of a profile."""

    def text(self, key: str) -> str:
        """Return a text setting."""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""

    def number(self, key: str) -> int:
        """Return a number setting."""

    def party_term(self, day: date) -> str:
        """Return the Party term of a day."""

    def level(self, rank: int) -> LevelNames:
        """Return the names of a level."""


def render_html(
    doc_type: DocType, variables: Mapping[str, Any], profile: PageSettings, unit: Unit
) -> str:
    """Render the whole page; the variables are those of the draft, with `body` as edited.

    The page carries its own hash. Raises StepRefused when there is no text to print.
    """
    given = full_context(variables)
    if not str(given["body"] or "").strip():
        raise StepRefused(f"Ghi nội dung {doc_type.name} trước khi in")
    context = {
        **given,
        "doc": doc_type,
        "unit": unit,
        "heading_lines": unit.heading_lines or (unit.name.upper(),),
        "right_heading": profile.text("party_heading"),
        "number_line": number_line(doc_type, given["number"], profile, unit),
        "subject": doc_type.subject.format_map({"plan_title": given["plan_title"]}),
        "bases": profile.texts("legal_bases") if doc_type.cites_bases else (),
        "paragraphs": paragraphs(str(given["body"])),
        "signed_for": signed_for(doc_type, given["has_board"], profile, unit),
        "hash": ZEROS,
    }
    return sealed(pages().get_template("page.html").render(context))


def number_line(doc_type: DocType, number: Any, profile: PageSettings, unit: Unit) -> str:
    """Return the number under the heading: dots in a draft, nothing for unnumbered types."""
    if not doc_type.needs_number:
        return ""
    return str(number or blank_number(profile, doc_type, unit))


def signed_for(doc_type: DocType, has_board: bool | None, profile: PageSettings, unit: Unit) -> str:
    """Return the line above the signer's title: T/M or T/L and the collective's name.

    A body without a standing board (A-35) signs in the name of its committee.
    """
    if doc_type.signer_kind not in (SignerKind.TM, SignerKind.TL):
        return ""
    level = profile.level(unit.rank)
    organ = level.committee if has_board is False else level.standing_board
    mark = "T/M" if doc_type.signer_kind is SignerKind.TM else "T/L"
    return f"{mark} {organ.upper()}"


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text: its lines, without the empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def content_hash(html: str) -> str:
    """Return the SHA-256 of a page, not counting the hash printed on it."""
    blank = HASH_SPOT.sub(rf"\g<1>{ZEROS}\g<2>", html)
    return hashlib.sha256(blank.encode()).hexdigest()


def sealed(html: str) -> str:
    """Return the page with its own hash printed on it."""
    return HASH_SPOT.sub(rf"\g<1>{content_hash(html)}\g<2>", html)
