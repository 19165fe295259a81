"""Between which limits the values of a profile's keys must lie, whoever writes them.

Kinds and choices stand in `keys`; here is what a number, a pattern or a list of rows must keep so
that the code that reads it stays true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from string import Formatter
from typing import Any

from app.domain.retention import ANY, CASE_KINDS, RESULTS
from app.errors import SettingsError
from app.profiles.keys import DUE_DAYS, ND73

LONGEST_TEXT = 500
MOST_LINES = 100
# A term of a year is none that a step waits for.
TERM = (1, 365)
# Fixed ones are those that a clause or its reading fixes: the key only shows them.
NUMBERS: Mapping[str, tuple[int, int]] = {
    **{f"due_days.{name}": TERM for name in DUE_DAYS},
    **{f"nd73.{name}": TERM for name in ND73},
    "due_days.override_report": (1, 1),
    "override.report_due": (1, 1),
    "rework_lapse_days": TERM,
    "rework_alert_round": (2, 20),
    "skip_check_below_office_size": (1, 20),
    "monitor_days": (1, 120),
    "report_grace": (0, 60),
    "number_padding": (1, 4),
    "appraisal.max_reappraisals": (0, 3),
    "appraisal.max_questions": (0, 10),
    "appraisal.council.min": (3, 99),
    "legal_review_rank": (1, 5),
    "cost_class_c": (1, 10**15),
    "reading_days": (1, 30),
    "retention.case_years": (1, 100),
}
PATTERN_NAMES = frozenset({"n", "symbol", "unit_abbr", "division"})
_CODE = re.compile(r"[a-z0-9_]{2,40}")


def check_limits(place: str, key: str, value: Any) -> None:
    """Refuse a value of the right kind that lies outside its limits.

    Raises SettingsError naming the place, which names the key, and the limit.
    """
    if key in NUMBERS:
        _check_number(place, value, *NUMBERS[key])
    if isinstance(value, str):
        _check_text(place, value)
    if isinstance(value, list) and not _are_rows(value):
        _check_texts(place, value)
    if key.startswith("number_patterns."):
        _check_pattern(place, value)
    if key in ROWS:
        ROWS[key](place, value)


def _check_number(place: str, value: int, least: int, most: int) -> None:
    if least == most and value != least:
        raise SettingsError(f"Sửa {place}: để {least}, quy định không cho số khác")
    if not least <= value <= most:
        raise SettingsError(f"Sửa {place}: ghi số từ {least} đến {most}, đang là {value}")


def _check_text(place: str, value: str) -> None:
    if not value.strip() or len(value) > LONGEST_TEXT or "\n" in value:
        raise SettingsError(f"Sửa {place}: ghi một dòng, từ 1 đến {LONGEST_TEXT} ký tự")


def _check_texts(place: str, value: Sequence[Any]) -> None:
    if not value or len(value) > MOST_LINES:
        raise SettingsError(f"Sửa {place}: ghi từ 1 đến {MOST_LINES} dòng, đang là {len(value)}")
    for line in value:
        if not isinstance(line, str):
            raise SettingsError(f"Sửa {place}: mỗi dòng phải là chữ")
        _check_text(place, line)


def _are_rows(value: Sequence[Any]) -> bool:
    return bool(value) and isinstance(value[0], Mapping)


def _check_pattern(place: str, value: str) -> None:
    """Refuse all but plain names in a pattern: a format may otherwise reach into objects."""
    try:
        parts = list(Formatter().parse(value))
    except ValueError as error:
        raise SettingsError(f"Sửa {place}: đóng mở ngoặc nhọn cho đủ cặp") from error
    names = [name for _, name, _, _ in parts if name is not None]
    plain = all(not spec and not turn for _, _, spec, turn in parts)
    if not plain or set(names) - PATTERN_NAMES or names.count("n") != 1 or names[0] != "n":
        known = ", ".join(f"{{{name}}}" for name in sorted(PATTERN_NAMES - {"n"}))
        raise SettingsError(f"Sửa {place}: ghi {{n}} đúng một lần, rồi mới tới {known}")
    if re.search(r"\d", "".join(text for text, _, _, _ in parts)):
        raise SettingsError(f"Sửa {place}: bỏ chữ số, chỉ {{n}} là số của văn bản")


def _check_levels(place: str, rows: Sequence[Mapping[str, Any]]) -> None:
    ranks = [row["rank"] for row in rows]
    if ranks != sorted(set(ranks)) or not set(ranks) <= set(range(1, 6)):
        raise SettingsError(f"Sửa {place}: cấp tăng dần từ 1 đến 5, mỗi cấp một dòng")
    _check_codes(place, "key", rows)


def _check_items(place: str, rows: Sequence[Mapping[str, Any]]) -> None:
    _check_codes(place, "item", rows)


def _check_codes(place: str, column: str, rows: Iterable[Mapping[str, Any]]) -> None:
    codes = [row[column] for row in rows]
    if not codes or len(codes) != len(set(codes)) or not all(map(_CODE.fullmatch, codes)):
        raise SettingsError(
            f"Sửa {place}: cột {column} ghi chữ thường không dấu, từ 2 đến 40 ký tự, "
            "mỗi dòng một mã khác nhau"
        )


def _check_terms(place: str, rows: Sequence[Mapping[str, Any]]) -> None:
    try:
        days = [date.fromisoformat(row["from"]) for row in rows]
    except ValueError as error:
        raise SettingsError(f"Sửa {place}: cột from ghi ngày theo dạng 2025-10-01") from error
    if not days or days != sorted(set(days)):
        raise SettingsError(f"Sửa {place}: xếp các nhiệm kỳ theo ngày bắt đầu, không trùng ngày")


def _check_periods(place: str, rows: Sequence[Mapping[str, Any]]) -> None:
    kinds, outcomes = {ANY, *CASE_KINDS}, {ANY, *(state.value for state in RESULTS)}
    least, most = NUMBERS["retention.case_years"]
    for row in rows:
        if row["kind"] not in kinds or row["outcome"] not in outcomes:
            raise SettingsError(
                f"Sửa {place}: kind là một trong {', '.join(sorted(kinds))}; "
                f"outcome là một trong {', '.join(sorted(outcomes))}"
            )
        if not least <= row["years"] <= most or not row["source"].strip():
            raise SettingsError(f"Sửa {place}: years từ {least} đến {most}, source ghi ai quy định")


ROWS: Mapping[str, Callable[[str, Any], None]] = {
    "level_list": _check_levels,
    "legality_items": _check_items,
    "party_terms": _check_terms,
    "retention.periods": _check_periods,
}
