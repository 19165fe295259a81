"""The texts of documents as administrators edit them: what counts, what may be put in its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from app.documents import DOC_TYPES
from app.documents.doc_type import DocType
from app.documents.drafting import filled, shipped_text
from app.documents.samples import sample_variables
from app.documents.template_check import faults_in
from app.documents.template_names import lost_in
from app.documents.variables import VARIABLES
from app.domain.forms import FieldError
from app.domain.setting_changes import TEMPLATE, SettingChange
from app.errors import FormInvalid, NotFound, StepRefused
from app.steps.work import Work
from app.store import setting_changes

LABEL = "Nội dung mẫu"


def type_of(key: str) -> DocType:
    """Return the type of a key; raise NotFound."""
    if key not in DOC_TYPES:
        raise NotFound("Không có loại văn bản này; mở lại từ danh sách mẫu")
    return DOC_TYPES[key]


def present_text(work: Work, doc_type: DocType) -> str:
    """Return the text that counts now."""
    return work.world.templates.get(doc_type.key, "") or shipped_text(doc_type)


def sample_of(doc_type: DocType, text: str) -> str:
    """Return the text filled with invented values; raise FormInvalid naming what does not pass."""
    told = faults_in(text) or _lost(doc_type, text)
    if not told:
        try:
            return filled(doc_type, text, sample_variables())
        except StepRefused as refused:
            told = (refused.message,)
    raise FormInvalid([FieldError("text", LABEL, one) for one in told])


def _lost(doc_type: DocType, text: str) -> tuple[str, ...]:
    """Say which variables that the document needs the text no longer says."""
    names = lost_in(doc_type, text)
    told = ", ".join(f"{name} ({VARIABLES[name]})" for name in names)
    return (f"Giữ trong mẫu các biến mà văn bản này phải có: {told}",) if names else ()


def unified(text: str) -> str:
    """Return a text with the line ends of its file, whatever a browser or editor sent."""
    return "\n".join(text.splitlines()).strip() + "\n"


def compared(work: Work, change: SettingChange) -> tuple[tuple[str, str], ...]:
    """Return the lines that a change takes out (−) and puts in (+), over what it goes on from."""
    doc_type = type_of(change.subject.removeprefix(TEMPLATE))
    base = setting_changes.load(work.tx, change.base) if change.base else None
    before = _text(doc_type, base)
    return tuple(_differences(before, _text(doc_type, change)))


def _text(doc_type: DocType, change: SettingChange | None) -> str:
    return str((change.values if change else {}).get("text") or shipped_text(doc_type))


def _differences(before: str, after: str) -> Iterator[tuple[str, str]]:
    for line in difflib.ndiff(unified(before).splitlines(), unified(after).splitlines()):
        if line[0] in "+-" and line[2:].strip():
            yield ("−" if line[0] == "-" else "+", line[2:])
