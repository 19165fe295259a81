"""Rows typed in a form or standing in a file, read into records; what cannot be read is named."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.domain.organisation_changes import Record
from app.domain.people import Organ, OrganisationRows, OrganKind, OrganRole, Unit, UnitKind
from app.organisation.sheets import (
    ORGAN_KINDS,
    SEPARATOR,
    YES_NO,
    Cell,
    Column,
    Sheet,
    plain,
)

LONGEST_CELL = 300
MOST_WHOLE = 100_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_ENUMS = {(Unit, "kind"): UnitKind, (Organ, "kind"): OrganKind}
REFERENCES = {
    Cell.UNIT: ("đơn vị", "units"),
    Cell.PERSON: ("người", "persons"),
    Cell.ORGAN: ("tập thể, văn phòng", "organs"),
    Cell.POSITION: ("chức vụ", "positions"),
}
Problem = tuple[str, str]


class Names:
    """Ids of what rows refer to, found by id, by `name (id)`, or by a name nobody else has."""

    def __init__(self, rows: OrganisationRows) -> None:
        units = {unit.id: unit.name for unit in rows.units}
        self.labels: Mapping[Cell, Mapping[str, str]] = {
            Cell.UNIT: units,
            Cell.PERSON: {person.id: person.name for person in rows.persons},
            Cell.ORGAN: {
                organ.id: f"{ORGAN_KINDS[organ.kind.value]} {units[organ.unit_id]}"
                for organ in rows.organs
            },
            Cell.POSITION: {position.id: position.title for position in rows.positions},
        }
        self._ids = {cell: _by_name(labels) for cell, labels in self.labels.items()}

    def label(self, cell: Cell, one: str | None) -> str:
        """Return the name of what an id stands for; an unknown id stands for itself."""
        return self.labels[cell].get(one or "", one or "")

    def find(self, cell: Cell, text: str) -> tuple[str, str]:
        """Return the id that a text names and what is wrong with it; one of them is empty."""
        known = self.labels[cell]
        inside = _IN_BRACKETS.search(text)
        if text in known:
            return text, ""
        if inside and inside[1] in known:
            return inside[1], ""
        named = self._ids[cell].get(text.casefold(), ())
        if len(named) == 1:
            return named[0], ""
        word = REFERENCES[cell][0]
        if named:
            return "", f"Ghi mã thay cho tên: có {len(named)} {word} tên “{text}”"
        if _ID.fullmatch(text):
            return text, ""
        return "", f"Chưa có {word} “{text}”; ghi mã hoặc tên đã có trong danh sách"


def _by_name(labels: Mapping[str, str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, name in labels.items():
        found[name.casefold()].append(one)
    return found


def read_record(
    sheet: Sheet, texts: Mapping[str, str], before: Record | None, names: Names
) -> tuple[Record | None, list[Problem]]:
    """Return the row that the texts say, or what stands in the way, column by column.

    A column that is not among the texts keeps what it was, in a new row it is empty.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in sheet.columns:
        if column.name not in texts and before is not None:
            continue
        value, problem = _read(sheet, column, cleaned(texts.get(column.name, "")), names)
        if not problem and _is_kept(column, before, value):
            problem = f"Giữ nguyên {column.word}; muốn đổi thì thêm {sheet.one} mới"
        if problem:
            problems.append((column.name, problem))
        values[column.name] = value
    if problems:
        return None, problems
    return (replace(before, **values) if before is not None else _made(sheet, values)), []


def read_key(sheet: Sheet, texts: Mapping[str, str], names: Names) -> tuple[str, list[Problem]]:
    """Return the key of the row that the texts are about, or what stands in the way."""
    parts, problems = [], []
    for column in sheet.keys:
        value, problem = _read(sheet, column, cleaned(texts.get(column.name, "")), names)
        if problem:
            problems.append((column.name, problem))
        parts.append(plain(value))
    return SEPARATOR.join(parts), problems


def cleaned(text: str) -> str:
    """Return a cell in NFC, without control characters and needless spaces."""
    found = unicodedata.normalize("NFC", text)
    printable = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in found)
    return " ".join(printable.split())


def _is_kept(column: Column, before: Record | None, value: Any) -> bool:
    """Tell whether a column that stays as the row was made would become something else."""
    return column.fixed and before is not None and getattr(before, column.name) != value


def _made(sheet: Sheet, values: dict[str, Any]) -> Record:
    if sheet.record is Unit:
        values["code"] = values["id"]
    if sheet.record is Organ:
        values["id"] = f"{values['unit_id']}.{values['kind'].value}"
    record: Record = sheet.record(**values)
    return record


def _read(sheet: Sheet, column: Column, text: str, names: Names) -> tuple[Any, str]:
    if not text:
        return _empty(column)
    if len(text) > LONGEST_CELL:
        return None, f"Rút gọn {column.word} còn nhiều nhất {LONGEST_CELL} ký tự"
    if text.startswith("="):
        return None, f"Ghi {column.word} bằng giá trị, không bằng công thức bắt đầu bằng dấu ="
    if column.cell in REFERENCES:
        return names.find(column.cell, text)
    if column.cell is Cell.DAY:
        return _day(text)
    if column.choices:
        return _choice(sheet, column, text)
    return _plain(column, text)


def _plain(column: Column, text: str) -> tuple[Any, str]:
    if column.cell is Cell.WHOLE:
        if text.isascii() and text.isdigit() and int(text) <= MOST_WHOLE:
            return int(text), ""
        return None, f"Ghi {column.word} bằng số nguyên, không quá {MOST_WHOLE}"
    if column.cell is Cell.LINES:
        return tuple(line.strip() for line in text.split("|") if line.strip()), ""
    if column.cell is Cell.ID and not _ID.fullmatch(text):
        return None, (
            f"Ghi {column.word} bằng chữ không dấu, số, dấu chấm, gạch nối; nhiều nhất 60 ký tự"
        )
    if column.cell is Cell.EMAIL and not _EMAIL.fullmatch(text):
        return None, f"Ghi {column.word} theo dạng ten@co-quan.vn"
    return text, ""


def _empty(column: Column) -> tuple[Any, str]:
    if column.required:
        verb = "Chọn" if column.choices or column.cell in REFERENCES else "Ghi"
        return None, f"{verb} {column.word}"
    nothing: dict[Cell, Any] = {Cell.TEXT: "", Cell.EMAIL: "", Cell.LINES: (), Cell.WHOLE: 0}
    return nothing.get(column.cell), ""


def _choice(sheet: Sheet, column: Column, text: str) -> tuple[Any, str]:
    """Read a choice by its key or its words, whatever the letter case."""
    for key, words in column.choices.items():
        if text.casefold() in (key.casefold(), words.casefold()):
            return _typed(sheet, column, key), ""
    return None, f"Chọn {column.word} trong: {', '.join(column.choices.values())}"


def _typed(sheet: Sheet, column: Column, key: str) -> Any:
    if column.choices is YES_NO:
        return key == "co"
    if column.name == "role":
        return OrganRole(key)
    enum = _ENUMS.get((sheet.record, column.name))
    return enum(key) if enum else key


def _day(text: str) -> tuple[date | None, str]:
    for form in _DAYS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if 1900 <= found.year <= 2200:
            return found, ""
    return None, "Ghi ngày theo dạng 24/04/2024"
