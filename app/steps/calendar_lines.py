"""The lines of a year's calendar as an administrator sends them, each error at its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.calendar_views import DayLine
from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.working_days import DayKind
from app.working_days.calendar import is_weekday, weekday_and_date

LEAST_TEXT = 3


def check_lines(year: int, lines: Sequence[DayLine]) -> None:
    """Raise FormInvalid with every line that cannot stand in the year's calendar."""
    errors = [error for at, line in enumerate(lines) for error in _errors(year, at, line)]
    errors += _twice(lines)
    if errors:
        raise FormInvalid(errors)


def _errors(year: int, at: int, line: DayLine) -> Iterator[FieldError]:
    place = f"Dòng {at + 1}"
    if line.day.year != year:
        yield FieldError(f"days[{at}].day", f"{place}, ngày", f"Ghi một ngày của năm {year}")
    if line.kind not in set(DayKind):
        yield FieldError(f"days[{at}].kind", f"{place}, loại", "Chọn nghỉ hoặc làm bù")
    if len(line.name.strip()) < LEAST_TEXT:
        yield FieldError(f"days[{at}].name", f"{place}, tên", "Ghi tên ngày, ít nhất 3 ký tự")
    if len(line.decision.strip()) < LEAST_TEXT:
        yield FieldError(
            f"days[{at}].decision",
            f"{place}, văn bản",
            "Ghi văn bản quy định ngày này, ít nhất 3 ký tự",
        )
    if line.kind == DayKind.WORK and is_weekday(line.day):
        told = f"{weekday_and_date(line.day)} đã là ngày làm việc; bỏ dòng này"
        yield FieldError(f"days[{at}].kind", f"{place}, loại", told)


def _twice(lines: Sequence[DayLine]) -> list[FieldError]:
    days = [line.day for line in lines]
    return [
        FieldError(f"days[{at}].day", f"Dòng {at + 1}, ngày", f"Ngày {day:%d/%m/%Y} đã có ở trên")
        for at, day in enumerate(days)
        if day in days[:at]
    ]
