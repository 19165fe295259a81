"""Types of issued documents, their numbers and their printable pages; no database here."""

from __future__ import annotations

from app.documents.drafting import draft_body
from app.documents.numbering import number_text, period_key
from app.documents.page_parts import PageParts, page_parts
from app.documents.rendering import content_hash, render_html
from app.documents.types import DOC_TYPES, DocKind, DocType, SignerKind
from app.documents.variables import VARIABLES, check_variables, missing_variables

__all__ = [
    "DOC_TYPES",
    "VARIABLES",
    "DocKind",
    "DocType",
    "PageParts",
    "SignerKind",
    "check_variables",
    "content_hash",
    "draft_body",
    "missing_variables",
    "number_text",
    "page_parts",
    "period_key",
    "render_html",
]
