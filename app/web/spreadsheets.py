"""Tables as files for spreadsheets, row after row; no text in them is ever run as a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from xlsxwriter import Workbook

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Spreadsheets take more rows than this, but no cell with more letters.
LONGEST_CELL = 32_000
PIECE = 64 * 1024
Row = Sequence[str]


def harmless(text: str) -> str:
    """Return a cell that a spreadsheet shows as text: an apostrophe stands before what it runs."""
    cell = text[:LONGEST_CELL]
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV file as its rows come; the mark at its start tells that it is UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow(map(harmless, row))
        if buffer.tell() > PIECE:
            yield _taken(buffer)
    yield _taken(buffer)


def as_xlsx(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield an XLSX file; while it is made one row is in memory, the rest on disk."""
    with tempfile.TemporaryFile() as file:
        _write(file, rows)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


def _write(file: IO[bytes], rows: Iterable[Row]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, harmless(text))


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
