"""Files of one sheet: both kinds are read alike, hostile and foreign ones are refused in words."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from app.domain.organisation_changes import MOST_ROWS, FileRows
from app.errors import FormInvalid
from app.organisation import sheet_files
from app.organisation.sheets import MEMBERSHIPS, PERSONS

HEAD = "Mã người;Họ và tên;Nơi công tác\n"


def read(content: bytes | str, name: str = "nguoi.csv") -> FileRows:
    raw = content.encode() if isinstance(content, str) else content
    return sheet_files.read_file(PERSONS, name, raw)


def refusal(content: bytes | str, name: str = "nguoi.csv") -> str:
    with pytest.raises(FormInvalid) as refused:
        read(content, name)
    return refused.value.errors[0].message


def book(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def rezipped(content: bytes, name: str, text: bytes) -> bytes:
    """Return the archive with one member replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for member in source.infolist():
            if member.filename != name:
                made.writestr(member.filename, source.read(member))
        made.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_file_is_read_whatever_parts_its_cells(mark: str, delimiter: str) -> None:
    found = read(mark + (HEAD + 'moi;"Phan\xa0Thị  Mới";MG\n\n').replace(";", delimiter))
    assert found.columns == ("id", "name", "unit_id")
    assert [(row.number, row.texts["name"]) for row in found.rows] == [(2, "Phan Thị Mới")]


def test_a_workbook_gives_days_and_whole_numbers_as_people_write_them() -> None:
    rows = (
        ("Tập thể, văn phòng", "Người", "Tư cách", "Từ ngày"),
        ("A", 12.0, "Phó", date(2024, 3, 4)),
    )
    found = sheet_files.read_file(MEMBERSHIPS, "x.xlsx", book(*rows))
    assert list(found.rows[0].texts.values()) == ["A", "12", "Phó", "04/03/2024"]


def test_an_apostrophe_that_an_export_put_there_is_taken_away() -> None:
    assert read(HEAD + "moi;'=A1;MG\n").rows[0].texts["name"] == "=A1"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "có nội dung"),
        (HEAD, "ít nhất một dòng"),
        ("Mã người;Lương\nmoi;1\n", "Sửa tên cột “Lương”"),
        ("Mã người;Mã người\nmoi;1\n", "hai cột cùng tên"),
        ("Họ và tên\nmoi\n", "Thêm cột Mã người"),
        (HEAD + "moi;A;MG;thừa\n", "ô thừa ở dòng 2"),
        (HEAD + 'moi;"A;MG\n', "Sửa dòng"),
        (HEAD.encode("utf-16"), "CSV UTF-8"),
        ((HEAD + "moi;Đỗ;MG\n").encode("cp1258", "replace"), "CSV UTF-8"),
        (HEAD + "moi;\x00;MG\n", "không phải văn bản"),
        (HEAD + "moi;" + "x" * 20_000 + ";MG\n", "Rút gọn ô ở dòng 2"),
        (b"PK\x03\x04 not an archive", "tệp hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_says_how_to_mend_it(content: bytes | str, told: str) -> None:
    assert told in refusal(content)


def test_a_picture_is_no_list() -> None:
    assert "CSV hoặc XLSX" in refusal(b"\x89PNG", "anh.png")


def test_ten_megabytes_are_too_many() -> None:
    assert "10 MB" in refusal(b"x" * (sheet_files.MOST_BYTES + 1))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_hundred_thousand_rows_are_refused_before_they_are_kept(kind: str) -> None:
    text = HEAD + "moi;A;MG\n" * 100_000
    rows = [("Mã người", "Họ và tên", "Nơi công tác"), *[("moi", "A", "MG")] * (MOST_ROWS + 1)]
    assert "Chia tệp" in refusal(text if kind == "csv" else book(*rows))


def test_a_formula_is_named_by_its_cell() -> None:
    rows = (("Mã người", "Họ và tên"), ("moi", "=1+1"))
    assert "công thức ở dòng 2, ô B2" in refusal(book(*rows))


def test_an_archive_that_unpacks_to_too_much_is_not_opened() -> None:
    bomb = rezipped(book(("Mã người",)), "xl/media/a.bin", b"0" * (sheet_files.MOST_UNPACKED + 1))
    assert len(bomb) < sheet_files.MOST_BYTES
    assert "bung ra quá lớn" in refusal(bomb)


def test_a_workbook_that_declares_entities_is_refused() -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    hostile = rezipped(book(("Mã người",)), "xl/worksheets/sheet1.xml", declared)
    assert "khai báo lạ" in refusal(hostile)


@pytest.mark.parametrize(
    ("name", "begun"),
    [("xl/worksheets/sheet1.xml", b"<!--" + b"x" * 5_000 + b"-->"), ("xl/worksheets/a.bin", b"")],
)
def test_entities_are_found_far_down_and_under_any_name(name: str, begun: bytes) -> None:
    declared = b'<?xml version="1.0"?>' + begun + b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "khai báo lạ" in refusal(rezipped(book(("Mã người",)), name, declared))
    wide = "<?xml version='1.0'?><!DOCTYPE a []><a/>".encode("utf-16")
    assert "khai báo lạ" in refusal(rezipped(book(("Mã người",)), name, wide))


def test_a_far_cell_costs_no_memory() -> None:
    made = Workbook()
    made.worksheets[0]["A1"] = "Mã người"
    made.worksheets[0]["XFD1048576"] = "xa"
    stream = io.BytesIO()
    made.save(stream)
    assert "Chia tệp hoặc bỏ các dòng trống" in refusal(stream.getvalue())


def test_a_broken_workbook_is_refused_in_words() -> None:
    broken = rezipped(book(("Mã người",)), "xl/workbook.xml", b"<workbook><sheets></workbook>")
    assert "Lưu lại tệp bằng bảng tính" in refusal(broken)
