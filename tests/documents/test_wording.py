"""Dates, moments, numbers and coded answers as a Vietnamese reader expects them."""

from __future__ import annotations

from datetime import date

import pytest

from app.documents import wording


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2024-03-27", "27/03/2024"),
        ("2024-03-26T17:30:00+00:00", "27/03/2024"),
        (date(2024, 1, 2), "02/01/2024"),
    ],
)
def test_a_day_is_that_of_viet_nam(value: object, written: str) -> None:
    assert wording.day(value) == written


def test_a_moment_names_hour_minute_and_day() -> None:
    assert wording.moment("2024-03-26T07:05:00Z") == "14 giờ 05 ngày 26/03/2024"


def test_the_dateline_pads_what_could_be_altered_by_hand() -> None:
    assert wording.dateline("2024-02-05") == "ngày 05 tháng 02 năm 2024"
    assert wording.dateline("2024-12-26") == "ngày 26 tháng 12 năm 2024"
    assert wording.dateline(None) == "ngày … tháng … năm …"


def test_money_has_dots_and_an_unknown_code_stays_as_it_is() -> None:
    assert wording.amount(150_000_000) == "150.000.000"
    assert wording.label("thi_diem") == "thực hiện thí điểm"
    assert wording.label("khác") == "khác"


def test_one_code_reads_differently_as_a_missing_part() -> None:
    assert wording.label("hieu_qua") == "có hiệu quả"
    assert wording.missing_item("hieu_qua") == "hiệu quả, kết quả tích cực dự kiến"
