"""Series of numbers as administrators see them: how far each came, which numbers are missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.documents import DOC_TYPES, number_text, period_key
from app.documents.doc_type import DocType
from app.domain.cases import DocumentRow, DocumentState
from app.domain.clock import local_day
from app.domain.views.series import NumberGap, SeriesLine
from app.profiles import Profile
from app.steps.work import Work
from app.store import documents, series
from app.store.series import INCOMING_SYMBOL, SeriesRow, SeriesStart

Key = tuple[str, str]


def types_of(symbol: str) -> tuple[DocType, ...]:
    """Return the types of document that count in the series of a symbol."""
    numbered = (one for one in DOC_TYPES.values() if one.needs_number)
    return tuple(one for one in numbered if one.symbol == symbol)


def lines_of(work: Work) -> tuple[SeriesLine, ...]:
    """Return every series with how many of its numbers no paper carries."""
    rows, begun = series.all_series(work.tx), first_starts(work)
    missing = _missing(work, rows, begun)
    return tuple(
        line_of(work, row, begun, missing.get((row.unit_id, row.symbol), 0)) for row in rows
    )


def first_starts(work: Work) -> Mapping[tuple[str, str, str], SeriesStart]:
    """Return where each series that was let begin later begins."""
    return {(x.unit_id, x.symbol, x.period_key): x for x in series.starts(work.tx)}


def line_of(
    work: Work,
    row: SeriesRow,
    begun: Mapping[tuple[str, str, str], SeriesStart],
    missing: int = 0,
) -> SeriesLine:
    """Return one series as it stands."""
    unit = work.world.organisation.unit(row.unit_id)
    start = begun.get((row.unit_id, row.symbol, row.period_key))
    return SeriesLine(
        unit_id=row.unit_id,
        unit_name=unit.name,
        symbol=row.symbol,
        period_key=row.period_key,
        first=start.first_number if start else 1,
        last=row.last_number,
        next_text=_next_text(work, row),
        missing=missing,
    )


def _next_text(work: Work, row: SeriesRow) -> str:
    types = types_of(row.symbol)
    if row.symbol == INCOMING_SYMBOL or not types:
        return str(row.last_number + 1)
    unit = work.world.organisation.unit(row.unit_id)
    return number_text(_profile(work), types[0], unit, row.last_number + 1)


def _profile(work: Work) -> Profile:
    return work.world.profiles[work.services.settings.profile]


def _missing(
    work: Work,
    rows: Sequence[SeriesRow],
    begun: Mapping[tuple[str, str, str], SeriesStart],
) -> Mapping[Key, int]:
    """Count the numbers taken of each unit and symbol that no issued paper carries."""
    taken: dict[Key, int] = {}
    for row in rows:
        if row.symbol != INCOMING_SYMBOL:
            start = begun.get((row.unit_id, row.symbol, row.period_key))
            used = row.last_number - (start.first_number - 1 if start else 0)
            taken[row.unit_id, row.symbol] = taken.get((row.unit_id, row.symbol), 0) + used
    for (body, doc_type, state), count in documents.counts_by_state(work.tx).items():
        key = (body, DOC_TYPES[doc_type].symbol) if doc_type in DOC_TYPES else (body, "")
        if state == DocumentState.ISSUED and key in taken:
            taken[key] -= count
    return taken


def place_of(work: Work, row: DocumentRow) -> tuple[str, int]:
    """Return the period and the number that a paper took.

    Papers from before this was written with them tell by their text and day.
    """
    content = row.content
    if "series_number" in content:
        return str(content["series_period"]), int(content["series_number"])
    unit = work.world.organisation.unit(row.body_id)
    day = local_day(row.issued_at or row.created_at)
    found = re.search(r"\d+", row.number)
    period = period_key(_profile(work), DOC_TYPES[row.doc_type], day, unit)
    return period, int(found[0]) if found else 0


def gaps_in(
    first: int, last: int, taken: Sequence[int], start: SeriesStart | None
) -> tuple[NumberGap, ...]:
    """Return the numbers up to the last that nothing carries, as spans in order."""
    gaps = [NumberGap(1, first - 1, True, start.reason if start else "")] if first > 1 else []
    expected = first
    for number in [*sorted({one for one in taken if first <= one <= last}), last + 1]:
        if number > expected:
            gaps.append(NumberGap(expected, number - 1, False))
        expected = number + 1
    return tuple(gaps)
