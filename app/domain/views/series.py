"""What administrators see of the series of numbers, outgoing and incoming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.forms import Option

INCOMING = "incoming"


@dataclass(frozen=True)
class SeriesLine:
    """One series; `next_text` is how its next number will be written.

    `missing` counts numbers of this unit and symbol, over all periods, that no paper carries.
    """

    unit_id: str
    unit_name: str
    symbol: str
    period_key: str
    first: int
    last: int
    next_text: str
    missing: int = 0

    @property
    def is_incoming(self) -> bool:
        """Tell whether it is the register of incoming plans."""
        return self.symbol == INCOMING

    @property
    def is_unused(self) -> bool:
        """Tell whether no number was taken yet."""
        return self.last < self.first


@dataclass(frozen=True)
class SeriesPage:
    """All series, and what a first number may be set for."""

    lines: tuple[SeriesLine, ...]
    units: tuple[Option, ...]
    symbols: tuple[Option, ...]
    periods: tuple[Option, ...]


@dataclass(frozen=True)
class SeriesEntry:
    """One number that was taken, and the paper that carries it."""

    number: int
    text: str
    title: str
    at: datetime
    document_id: str = ""
    case_code: str = ""


@dataclass(frozen=True)
class NumberGap:
    """Numbers that no paper carries; `outside` when the series was let begin after them."""

    first: int
    last: int
    outside: bool
    reason: str = ""


@dataclass(frozen=True)
class SeriesDetail:
    """One series with every number; `voided` drafts never took one."""

    line: SeriesLine
    entries: tuple[SeriesEntry, ...]
    gaps: tuple[NumberGap, ...]
    voided: int
