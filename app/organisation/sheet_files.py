"""CSV and XLSX files of one sheet, read into texts; hostile or foreign files are refused in words.

An XLSX file is a zip of XML: it is weighed before it is opened, read row by row, and no formula in
it is ever taken for a value.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NoReturn

from openpyxl import load_workbook

from app.domain.forms import FieldError
from app.domain.organisation_changes import MOST_ROWS, FileRows, ReadRow
from app.errors import ChuTruongError, FormInvalid
from app.organisation.row_reading import cleaned
from app.organisation.sheets import YES_NO, Column, Sheet

MOST_BYTES = 10 * 1024 * 1024
# What an honest file of so many rows unpacks to, many times over.
MOST_UNPACKED = 60 * 1024 * 1024
MOST_MEMBERS = 500
MOST_COLUMNS = 100
LONGEST_FIELD = 10_000
# An apostrophe that an export put before what a spreadsheet would run.
_SHIELDED = re.compile(r"^'(?=[=+\-@])")
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
# UTF-16: a declaration in it is not found by its letters.
_WIDE = (b"\xff\xfe", b"\xfe\xff")
Cells = Sequence[str]


def read_file(sheet: Sheet, name: str, content: bytes) -> FileRows:
    """Return the rows of a file below its headings; raises FormInvalid saying what to do."""
    if len(content) > MOST_BYTES:
        _refuse(f"Chọn tệp không quá {MOST_BYTES // 1024 // 1024} MB; chia thành nhiều tệp")
    if not content:
        _refuse("Chọn tệp có nội dung; tệp này trống")
    if content.startswith(b"PK"):
        lines = _xlsx(content)
    elif name.lower().endswith((".csv", ".txt")):
        lines = _csv(content)
    else:
        _refuse("Chọn tệp CSV hoặc XLSX; tải tệp mẫu rồi điền vào đó")
    return _under_headings(sheet, lines)


def _refuse(message: str) -> NoReturn:
    raise FormInvalid([FieldError("file", "Tệp", message)])


def _under_headings(sheet: Sheet, lines: Iterable[tuple[int, Cells]]) -> FileRows:
    columns: tuple[Column, ...] = ()
    rows: list[ReadRow] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if not columns:
            columns = _columns(sheet, cells)
            continue
        if len(rows) == MOST_ROWS:
            _refuse(f"Chia tệp: mỗi tệp nhiều nhất {MOST_ROWS} dòng".replace("000", " 000"))
        if any(cells[len(columns) :]):
            _refuse(f"Bỏ ô thừa ở dòng {number}: tệp chỉ có {len(columns)} cột có tên")
        named = zip(columns, (*cells, *[""] * len(columns)), strict=False)
        rows.append(ReadRow(number, {column.name: text for column, text in named}))
    if not rows:
        _refuse("Ghi ít nhất một dòng dưới dòng tên cột")
    return FileRows(sheet.key, tuple(column.name for column in columns), tuple(rows))


def _columns(sheet: Sheet, cells: Cells) -> tuple[Column, ...]:
    """Return the columns that the first line names, in its order."""
    by_heading = {column.heading.casefold(): column for column in sheet.columns}
    while cells and not cells[-1]:
        cells = cells[:-1]
    found = []
    for text in cells:
        column = by_heading.get(text.casefold())
        if column is None:
            known = ", ".join(column.heading for column in sheet.columns)
            _refuse(f"Sửa tên cột “{text[:60]}”: {sheet.title} có các cột {known}")
        if column in found:
            _refuse(f"Bỏ bớt một cột {column.heading}: tệp có hai cột cùng tên")
        found.append(column)
    missing = [c.heading for c in sheet.columns if c.key and c not in found]
    if missing:
        _refuse(f"Thêm cột {', '.join(missing)}: không có cột này thì không biết dòng của ai")
    return tuple(found)


def _csv(content: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse("Lưu tệp dạng CSV UTF-8 rồi tải lại: chữ trong tệp không đọc được")
    if "\x00" in text:
        _refuse("Lưu tệp dạng CSV UTF-8 rồi tải lại: tệp không phải văn bản")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_FIELD for cell in cells):
                _refuse(f"Rút gọn ô ở dòng {reader.line_num}: dài quá {LONGEST_FIELD} ký tự")
            yield reader.line_num, [_SHIELDED.sub("", cleaned(cell)) for cell in cells]
    except csv.Error:
        _refuse(f"Sửa dòng {reader.line_num}: dấu nháy kép mở mà không đóng")


def _xlsx(content: bytes) -> Iterator[tuple[int, Cells]]:
    _weigh(content)
    try:
        yield from _cells(content)
    except ChuTruongError:
        raise
    except Exception as error:
        # The reader fails at foreign bytes in many ways; none of them is a fault of ours.
        raise FormInvalid(
            [FieldError("file", "Tệp", "Lưu lại tệp bằng bảng tính dạng XLSX: tệp không đọc được")]
        ) from error


def _weigh(content: bytes) -> None:
    """Refuse what unpacks to too much or declares entities, before anything is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
                _refuse("Chọn tệp khác: tệp bung ra quá lớn; giữ một trang tính, bỏ hình")
            for member in members:
                _check_member(archive, member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        message = "Lưu lại tệp dạng XLSX không đặt mật khẩu: tệp hỏng hoặc bị khóa"
        raise FormInvalid([FieldError("file", "Tệp", message)]) from error


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    # Whatever it is called and however far down: a workbook says itself which member is its sheet.
    with archive.open(member) as stream:
        # The declared size may lie: what was weighed above is what is read, no more.
        content = stream.read(member.file_size)
    is_xml = member.filename.endswith((".xml", ".rels"))
    strange = content.startswith(_WIDE) or (is_xml and b"\x00" in content[:4096])
    if strange or _DECLARES.search(content):
        _refuse("Lưu lại tệp bằng bảng tính dạng XLSX: tệp có phần khai báo lạ")


def _cells(content: bytes) -> Iterator[tuple[int, Cells]]:
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            if number > 2 * MOST_ROWS:
                _refuse("Chia tệp hoặc bỏ các dòng trống: trang tính quá dài")
            yield number, [_cell(number, cell) for cell in row]
    finally:
        book.close()


def _cell(number: int, cell: Any) -> str:
    value = cell.value
    if getattr(cell, "data_type", "") == "f":
        _refuse(f"Dán giá trị thay cho công thức ở dòng {number}, ô {cell.coordinate}")
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO["co" if value else "khong"]
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _SHIELDED.sub("", cleaned(str(value)[:LONGEST_FIELD]))
