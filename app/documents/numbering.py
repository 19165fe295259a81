"""Numbers of documents: the series a number belongs to and how it is written (processes.md 6.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from app.documents.doc_type import DocType
from app.domain.people import Unit, UnitKind


class NumberSettings(Protocol):
    """What numbering asks of a profile."""

    def text(self, key: str) -> str:
        """Return a text setting."""

    def number(self, key: str) -> int:
        """Return a number setting."""

    def party_term(self, day: date) -> str:
        """Return the Party term of a day."""


STATE_KINDS = frozenset({UnitKind.STATE_AGENCY, UnitKind.SERVICE_UNIT})


def is_state(unit: Unit) -> bool:
    """Tell whether the unit's papers have the State's heading and numbers, not the Party's."""
    return unit.kind in STATE_KINDS


def period_key(
    profile: NumberSettings, doc_type: DocType, day: date, unit: Unit | None = None
) -> str:
    """Return the period in which the type's series counts on: the Party term or the year."""
    kind = "state" if unit is not None and is_state(unit) else "party"
    if profile.text(f"reset_rules.{kind}") == "term":
        return profile.party_term(day)
    return str(day.year)


def number_text(
    profile: NumberSettings, doc_type: DocType, unit: Unit, n: int, division: str = ""
) -> str:
    """Write number `n` of the unit's series: “Số 05-CV/ThU”, of the State “Số: 398/SNV-CCVC”."""
    return _written(
        profile, doc_type, unit, str(n).zfill(profile.number("number_padding")), division
    )


def blank_number(profile: NumberSettings, doc_type: DocType, unit: Unit) -> str:
    """Write the number line of a draft, with dots where the number will stand."""
    return _written(profile, doc_type, unit, "…", "")


def _written(profile: NumberSettings, doc_type: DocType, unit: Unit, n: str, division: str) -> str:
    values: Mapping[str, Any] = {
        "n": n,
        "symbol": doc_type.symbol,
        "unit_abbr": unit.abbreviation,
        "division": division,
    }
    pattern = profile.text(f"number_patterns.{_pattern(doc_type, unit)}")
    return pattern.format_map(values).rstrip("-")


def _pattern(doc_type: DocType, unit: Unit) -> str:
    """Return the pattern: of the State a letter has no symbol, every other paper has one."""
    if not is_state(unit):
        return "party"
    return "state_decision" if doc_type.heading else "state_letter"
