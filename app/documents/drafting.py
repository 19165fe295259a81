"""The first text of a document, which the drafter then edits: plain paragraphs, no mark-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError

from app.documents.doc_type import DocType
from app.documents.templates import HERE, drafts
from app.documents.variables import check_variables, full_context
from app.errors import StepRefused

DEFAULT_RULES = "Quy định về khuyến khích và bảo vệ cán bộ năng động, sáng tạo vì lợi ích chung"


def draft_body(doc_type: DocType, variables: Mapping[str, Any], own_text: str = "") -> str:
    """Write the first text from the type's template; paragraphs are parted by a blank line.

    `own_text` is what administrators put in place of the shipped one. Raises StepRefused naming
    the required variables that are missing, or the own text that cannot be filled.
    """
    check_variables(doc_type, variables)
    context = full_context(variables)
    context["clause_document"] = context["clause_document"] or DEFAULT_RULES
    if own_text:
        return filled(doc_type, own_text, context)
    text = drafts().get_template(f"{doc_type.key}.txt").render(context)
    return tidy(text)


def filled(doc_type: DocType, text: str, variables: Mapping[str, Any]) -> str:
    """Fill an administrators' text; raises StepRefused when a place in it cannot be filled."""
    try:
        return tidy(drafts().from_string(text).render(full_context(variables)))
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise StepRefused(
            f"Mẫu {doc_type.name} do quản trị sửa không điền được ({error}); "
            "sửa mẫu hoặc khôi phục bản đi kèm ở trang Mẫu văn bản"
        ) from error


def shipped_text(doc_type: DocType) -> str:
    """Return the template of a type as it comes with the program."""
    name = f"{doc_type.key}.txt"
    return (HERE / "drafts" / name).read_text("utf-8")


def tidy(text: str) -> str:
    """Drop blanks at line ends and more than one empty line in a row."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
