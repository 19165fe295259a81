"""The first text of a document, which the drafter then edits: plain paragraphs, no mark-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.documents.doc_type import DocType
from app.documents.templates import drafts
from app.documents.variables import check_variables, full_context

DEFAULT_RULES = "Quy định về khuyến khích và bảo vệ cán bộ năng động, sáng tạo vì lợi ích chung"


def draft_body(doc_type: DocType, variables: Mapping[str, Any]) -> str:
    """Write the first text from the type's template; paragraphs are parted by a blank line.

    Raises StepRefused naming the required variables that are missing.
    """
    check_variables(doc_type, variables)
    context = full_context(variables)
    context["clause_document"] = context["clause_document"] or DEFAULT_RULES
    text = drafts().get_template(f"{doc_type.key}.txt").render(context)
    return tidy(text)


def tidy(text: str) -> str:
    """Drop blanks at line ends and more than one empty line in a row."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
