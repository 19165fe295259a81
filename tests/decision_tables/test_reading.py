"""Any bytes become a table or a refusal in words."""

from __future__ import annotations

import pytest

from app.decision_tables import read_table
from app.errors import DiagramRefused
from tests.decision_tables.factories import SPACE, dmn

GOOD = dmn([(["1"], ["2"])])
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;">]><definitions>&c;</definitions>'
)
FILE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<definitions xmlns="' + SPACE.encode() + b'">&a;</definitions>'
)


def test_table_keeps_its_cells_in_order() -> None:
    table = read_table(dmn([(["1", "-"], ["2"]), (["3", "4"], [""])], inputs=["a", "b"]))
    assert table.id == "dmn_test"
    assert [rule.tests for rule in table.rules] == [("1", "-"), ("3", "4")]
    assert [column.expression for column in table.inputs] == ["a", "b"]


def test_utf_16_is_read() -> None:
    assert read_table(GOOD.decode().encode("utf-16")).name == "Bảng thử"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "trống"),
        (b"   ", "trống"),
        (b"<html><body>x</body></html>", "không phải bảng quyết định"),
        (b"not xml", "không phải XML"),
        (GOOD[:-30], "không phải XML"),
        (BOMB, "DOCTYPE"),
        (FILE, "DOCTYPE"),
        (b"\x00\xff\xfe", "không phải XML"),
        (b"<definitions xmlns='" + SPACE.encode() + b"'/>", "0 quyết định"),
        (b"x" * 1_000_001, "lớn hơn 1 MB"),
        (GOOD.replace(b'hitPolicy="UNIQUE"', b'hitPolicy="PRIORITY"'), "PRIORITY"),
        (GOOD.replace(b'hitPolicy="UNIQUE"', b'hitPolicy="OUTPUT ORDER"'), "OUTPUT ORDER"),
        (GOOD.replace(b'hitPolicy="UNIQUE"', b'aggregation="SUM"'), "gộp số"),
        (dmn([(["1"], ["2"])], policy="COLLECT", aggregation="AVG"), "COLLECT AVG"),
        (dmn([(["1"], ["2"])], outputs=["tên kết quả"]), "không có tên làm dữ kiện"),
        (dmn([(["1"], ["2"])], inputs=[""]), "không có biểu thức"),
        (dmn([(["1", "2"], ["2"])]), "không đủ ô"),
        (dmn([(["1"], ["1"])] * 501), "501 dòng"),
    ],
)
def test_bytes_that_are_no_table_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        read_table(data)
    (finding,) = refused.value.findings
    assert words in finding.message
    assert finding.repair


def test_sums_over_two_columns_are_refused() -> None:
    data = dmn([(["1"], ["2", "3"])], policy="COLLECT", aggregation="SUM", outputs=["a", "b"])
    with pytest.raises(DiagramRefused, match="nhiều cột kết quả"):
        read_table(data)
