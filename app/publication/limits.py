"""How much an owner may write: sizes of files, lengths of names, notes and reasons."""

from __future__ import annotations

from app.domain.drafts import LONGEST_FILE, MOST_FILES
from app.domain.forms import FieldError
from app.errors import FormInvalid

LONGEST_NAME = 120
LONGEST_NOTE = 4_000
SHORTEST_REASON = 10


def check_size(content: bytes) -> None:
    """Raise FormInvalid for a file that is larger than any process needs."""
    if len(content) > LONGEST_FILE:
        text = f"Tệp lớn hơn {LONGEST_FILE // 1024 // 1024} MB; tách bớt rồi tải lại"
        raise FormInvalid([FieldError("file", "Tệp", text)])


def check_count(files: int) -> None:
    """Raise FormInvalid for a draft with more files than one process needs."""
    if files > MOST_FILES:
        text = f"Bản thảo có hơn {MOST_FILES} tệp; tách thành quy trình riêng"
        raise FormInvalid([FieldError("file", "Tệp", text)])


def checked_name(text: str) -> str:
    """Return the name of a version; raise FormInvalid where it is missing or too long."""
    return _checked("name", "Tên phiên bản", text, 3, LONGEST_NAME)


def checked_note(text: str) -> str:
    """Return a change note; raise FormInvalid where it says too little or too much."""
    return _checked("note", "Nội dung thay đổi", text, SHORTEST_REASON, LONGEST_NOTE)


def checked_reason(text: str) -> str:
    """Return the reason of a refusal; raise FormInvalid where it says too little or too much."""
    return _checked("reason", "Lý do trả lại", text, SHORTEST_REASON, LONGEST_NOTE)


def checked_override(text: str) -> str:
    """Return why situations may fail; raise FormInvalid where it says too little or too much."""
    return _checked("override", "Lý do vẫn công bố", text, SHORTEST_REASON, LONGEST_NOTE)


def checked_objection(text: str) -> str:
    """Return why a rule is thought wrong; raise FormInvalid where it says too little."""
    return _checked("reason", "Lý do thấy quy tắc sai", text, SHORTEST_REASON, LONGEST_NOTE)


def _checked(path: str, label: str, text: str, least: int, most: int) -> str:
    kept = text.strip()
    if not least <= len(kept) <= most:
        limit = f"Ghi {label.lower()}, từ {least} đến {most} ký tự"
        raise FormInvalid([FieldError(path, label, limit)])
    return kept
