"""Bars drawn on the server: geometry only; the template writes it as SVG with title and table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 760
LABEL = 300
ROW = 40
# Room for a letter of the words at the end of a bar.
LETTER = 8
LETTERS = 46
MOST_BARS = 15


@dataclass(frozen=True)
class Bar:
    """One row: lines of its label, the long bar, the part of it drawn dark, words at its end."""

    lines: tuple[tuple[float, str], ...]
    y: float
    long: float
    dark: float
    words: str
    words_x: float


@dataclass(frozen=True)
class BarChart:
    """Bars under each other; `left` out of the picture stand in the table only."""

    width: int
    height: int
    label: int
    bars: tuple[Bar, ...]
    left: int = 0


def bars(rows: Iterable[tuple[str, int, int, str]]) -> BarChart:
    """Return a chart of rows: label, whole value, part of it, words."""
    found = list(rows)
    shown = found[:MOST_BARS]
    most = max((whole for _label, whole, _part, _words in shown), default=0) or 1
    ending = LETTER * (2 + max((len(words) for *_row, words in shown), default=0))
    scale = (WIDTH - LABEL - ending) / most
    drawn = tuple(_bar(place, row, scale) for place, row in enumerate(shown))
    return BarChart(WIDTH, max(len(drawn), 1) * ROW, LABEL, drawn, len(found) - len(shown))


def _bar(place: int, row: tuple[str, int, int, str], scale: float) -> Bar:
    label, whole, part, words = row
    y = place * ROW
    long = round(max(whole * scale, 1), 1)
    return Bar(_lines(label, y), y + 10, long, round(part * scale, 1), words, LABEL + long + 8)


def _lines(label: str, y: int) -> tuple[tuple[float, str], ...]:
    lines: Sequence[str] = textwrap.wrap(label, LETTERS, max_lines=2, placeholder="…") or [label]
    first = y + 24 - 8 * (len(lines) - 1)
    return tuple((first + 16 * place, line) for place, line in enumerate(lines))
