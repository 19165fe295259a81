"""The printable page of a document in the Party's or State's layout, known by its hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from app.documents.doc_type import DocType, SignerKind
from app.documents.numbering import blank_number, is_state
from app.documents.templates import pages
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
        "of_state": is_state(unit),
        "right_heading": right_heading(profile, unit),
        "written_at": unit.place or profile.text("place_name"),
        "number_line": number_line(doc_type, given["number"], profile, unit),
        "subject": doc_type.subject.format_map({"plan_title": given["plan_title"]}),
        "bases": profile.texts("legal_bases") if doc_type.cites_bases else (),
        "paragraphs": paragraphs(str(given["body"])),
        "signed_for": signed_for(doc_type, given, profile, unit),
        "hash": ZEROS,
    }
    return sealed(pages().get_template("page.html").render(context))


def number_line(doc_type: DocType, number: Any, profile: PageSettings, unit: Unit) -> str:
    """Return the number under the heading: dots in a draft, nothing for unnumbered types."""
    if not doc_type.needs_number:
        return ""
    return str(number or blank_number(profile, doc_type, unit))


def right_heading(profile: PageSettings, unit: Unit) -> tuple[str, ...]:
    """Return the lines at the right: the Party's name, or the State's with its motto."""
    return profile.texts("state_heading") if is_state(unit) else (profile.text("party_heading"),)


def signed_for(
    doc_type: DocType, given: Mapping[str, Any], profile: PageSettings, unit: Unit
) -> str:
    """Return the line above the signer's title: T/M or T/L and the collective's name.

    A body without a standing board (A-35) signs in the name of its committee; a leader who signs
    in person after an override, in nobody's.
    """
    if doc_type.signer_kind not in (SignerKind.TM, SignerKind.TL) or given["signed_in_person"]:
        return ""
    collective = doc_type.signer_kind is SignerKind.TM
    if is_state(unit):
        return f"{'TM.' if collective else 'TL.'} {unit.name.upper()}"
    level = profile.level(unit.rank)
    organ = level.committee if given["has_board"] is False else level.standing_board
    return f"{'T/M' if collective else 'T/L'} {organ.upper()}"


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
