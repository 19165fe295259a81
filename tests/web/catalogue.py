"""The texts of the interface, taken from code and templates, and their English translations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app import web

HERE = Path(web.__file__).parent
PO = HERE / "translations/en/LC_MESSAGES/messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "ngettext": (1, 2),
}


@cache
def texts() -> dict[str, tuple[str, ...]]:
    """Return every text with its plural form, if any, by its first form."""
    found: dict[str, tuple[str, ...]] = {}
    for _file, _line, message, _comments, _context in extract_from_dir(
        HERE, METHODS, keywords=KEYWORDS, directory_filter=lambda path: "frontend" not in path
    ):
        forms = message if isinstance(message, tuple) else (message,)
        found[forms[0]] = forms
    return found


@cache
def catalogue() -> Catalog:
    """Return the English catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")
