"""What the page Xin xem shows: requests to read restricted cases, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.reading_grants import GrantState, ReadingGrant


@dataclass(frozen=True)
class ReadingLine:
    """One request as it stands this moment; `yours` tells who asked."""

    row: ReadingGrant
    standing: GrantState
    yours: bool


@dataclass(frozen=True)
class ReadingsPage:
    """The newest requests; `asks` tells those who may ask."""

    lines: tuple[ReadingLine, ...]
    asks: bool
