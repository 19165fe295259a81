"""The words of forms: the register that readers of the administration expect (ui.md section 12)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.forms.contexts import FORMS, refusals

PATHS = sorted(FORMS.glob("*/*.form"))
WORDED = frozenset(
    ("label", "dateLabel", "timeLabel", "description", "text", "message", "title", "ask")
)
FORBIDDEN = re.compile(
    r"không hợp lệ|trường bắt buộc|vui lòng|rất tiếc|\boops\b|\bbạn\b|phê duyệt|vi phạm|chúng tôi"
    r"|\binstance\b|\btoken\b|\bnode\b|\bjson\b|!(?!=)",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\btôi\b", re.IGNORECASE)
# oà, oè, uý: the newer placing of tone marks; the shown text uses the older one.
NEW_PLACING = re.compile(r"(?<![qQ])(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
VERB = re.compile(r"^(Ghi|Chọn|Bỏ|Tổng số phiếu là) ")
ASKING = re.compile(r"^(Ghi|Chọn|Đính kèm|Đánh dấu|Dòng \d+: (ghi|chọn)) ")
BARE_ANSWER = frozenset(("Có", "Không", "OK", "Hủy"))


def words(node: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text that a person may read, with the type of its component."""
    if isinstance(node, list):
        for part in node:
            yield from words(part, kind)
    elif isinstance(node, dict):
        inside = str(node.get("type", kind))
        for key, value in node.items():
            if key in WORDED and isinstance(value, str):
                yield inside, value
            elif key == "valuesExpression":
                yield from ((inside, text) for text in re.findall(r'"label": "([^"]*)"', value))
            else:
                yield from words(value, inside)


def texts_of(path: Path) -> list[tuple[str, str]]:
    """Return the words of one form."""
    return list(words(json.loads(path.read_bytes())))


def messages_of(path: Path) -> list[str]:
    """Return the refusals of one form, FEEL ones by their first literal."""
    rules = json.loads(path.read_bytes())["properties"]["rules"]
    found = [rule["message"] for rule in rules]
    return [re.findall(r'"([^"]*)"', m)[0] if m.startswith("=") else m for m in found]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_form_keeps_to_the_register(path: Path) -> None:
    assert [text for _, text in texts_of(path) if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_first_person_stands_only_in_declarations(path: Path) -> None:
    spoken = {kind for kind, text in texts_of(path) if FIRST_PERSON.search(text)}
    assert spoken <= {"checkbox"}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_refusals_begin_with_what_to_do(path: Path) -> None:
    assert [text for text in messages_of(path) if not VERB.match(text)] == []
    assert [text for text in messages_of(path) if text.endswith(".")] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_texts_are_composed_with_the_older_tone_marks(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    assert raw == unicodedata.normalize("NFC", raw)
    assert [text for _, text in texts_of(path) if NEW_PLACING.search(text)] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_choices_are_whole_answers(path: Path) -> None:
    assert [text for _, text in texts_of(path) if text in BARE_ANSWER] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_what_an_empty_form_answers_keeps_to_the_register(path: Path) -> None:
    found = refusals(f"{path.parent.name}.{path.stem}", {})
    sentences = list(found.values())
    assert sentences
    assert [text for text in sentences if FORBIDDEN.search(text)] == []
    assert [text for text in sentences if not ASKING.match(text)] == []


def test_the_check_itself_finds_a_forbidden_word() -> None:
    assert FORBIDDEN.search("Giá trị không hợp lệ")
    assert FORBIDDEN.search("Đã gửi!")
    assert NEW_PLACING.search("Tỉnh uỷ")
    assert not NEW_PLACING.search("Tỉnh ủy Hòa Bình, quý")
