"""Numbers of documents: the series a number belongs to and how it is written (processes.md 6.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from app.documents.types import DocType
from app.domain.people import Unit


class NumberSettings(Protocol):
    """What numbering asks of a profile."""

    def text(self, key: str) -> str:
        """Return a text setting."""

    def number(self, key: str) -> int:
        """Return a number setting."""

    def party_term(self, day: date) -> str:
        """Return the Party term of a day."""


def period_key(profile: NumberSettings, doc_type: DocType, day: date) -> str:
    """Return the period in which the type's series counts on: the Party term or the year."""
    if profile.text("reset_rules.party") == "term":
        return profile.party_term(day)
    return str(day.year)


def number_text(profile: NumberSettings, doc_type: DocType, unit: Unit, n: int) -> str:
    """Write number `n` of the unit's series, such as “Số 05-CV/ThU”."""
    values: Mapping[str, Any] = {
        "n": str(n).zfill(profile.number("number_padding")),
        "symbol": doc_type.symbol,
        "unit_abbr": unit.abbreviation,
    }
    return profile.text("number_patterns.party").format_map(values)


def blank_number(profile: NumberSettings, doc_type: DocType, unit: Unit) -> str:
    """Write the number line of a draft, with dots where the number will stand."""
    values = {"n": "…", "symbol": doc_type.symbol, "unit_abbr": unit.abbreviation}
    return profile.text("number_patterns.party").format_map(values)
