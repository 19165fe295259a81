"""The parts of a printable page, read back from the page itself.

What is issued is the page as it was stored; PDF and Word copies say what it says, word for word,
whatever became of templates and profiles since.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

from lxml import html as markup

from app.errors import NotFound


@dataclass(frozen=True)
class PageParts:
    """One page cut into its parts; `bases` are the opening “Căn cứ” lines of the body."""

    name: str
    unit_lines: tuple[str, ...]
    has_star: bool
    number: str
    about: str
    heading_lines: tuple[str, ...]
    place: str
    title: str
    subject: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    paragraphs: tuple[str, ...]
    recipients: tuple[str, ...]
    signed_for: str
    signer_title: str
    signed: str
    signer_name: str
    seal: str

    def as_data(self) -> dict[str, Any]:
        """Return the parts as plain data."""
        return asdict(self)


def page_parts(page: str) -> PageParts:
    """Cut a stored page into its parts; raises NotFound when there is no page."""
    if not page:
        raise NotFound("Văn bản này chưa có bản in")
    tree = markup.document_fromstring(page)
    return PageParts(
        name=_first(tree, ".//title"),
        unit_lines=(*_of(tree, "doc-unit-above"), *_of(tree, "doc-unit-own")),
        has_star=bool(_of(tree, "doc-star")),
        number=_one(tree, "doc-number"),
        about=_one(tree, "doc-about"),
        heading_lines=(*_of(tree, "doc-nation"), *_of(tree, "doc-motto")),
        place=_one(tree, "doc-place"),
        title=_one(tree, "doc-title"),
        subject=_one(tree, "doc-subject"),
        addressees=_addressees(tree),
        bases=_of(tree, "doc-basis"),
        paragraphs=_texts(tree.xpath("//div[@class='doc-body']/p[not(@class)]")),
        recipients=_texts(tree.xpath("//div[@class='doc-recipients']//li")),
        signed_for=_one(tree, "doc-signed-for"),
        signer_title=_one(tree, "doc-signer-title"),
        signed=_one(tree, "doc-signed"),
        signer_name=_one(tree, "doc-signer-name"),
        seal=_one(tree, "doc-seal"),
    )


def _addressees(tree: Any) -> tuple[str, ...]:
    inside = tree.xpath("//div[@class='doc-to']//li | //div[@class='doc-to']/p[position() > 1]")
    return _texts(inside)


def _of(tree: Any, name: str) -> tuple[str, ...]:
    return _texts(tree.xpath(f"//*[@class='{name}']"))


def _one(tree: Any, name: str) -> str:
    return " ".join(_of(tree, name))


def _first(tree: Any, path: str) -> str:
    found = tree.find(path)
    return "" if found is None else _text(found)


def _texts(elements: Any) -> tuple[str, ...]:
    return tuple(_text(element) for element in elements)


def _text(element: Any) -> str:
    # Composed letters only: a font has one picture for each of them. Word takes no control codes.
    words = unicodedata.normalize("NFC", " ".join(element.text_content().split()))
    return "".join(letter for letter in words if letter.isprintable())
