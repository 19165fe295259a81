"""Read one series of numbers: each number with its paper, and what is missing, explained."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.cases import DocumentState
from app.domain.people import Actor
from app.domain.views.series import SeriesDetail, SeriesEntry
from app.errors import NotFound
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.number_series import first_starts, gaps_in, line_of, place_of, types_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases, documents, series
from app.store.series import INCOMING_SYMBOL, SeriesRow


def read_series(
    services: Services, actor: Actor, unit_id: str, symbol: str, period: str
) -> SeriesDetail:
    """Return one series with all its numbers; raises NotFound, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Mở một sổ số hiệu", about=f"{unit_id} {symbol}"),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        wanted = (unit_id, symbol, period)
        rows = {(x.unit_id, x.symbol, x.period_key): x for x in series.all_series(tx)}
        if wanted not in rows:
            raise NotFound("Chưa có sổ này; mở lại từ danh sách sổ")
        row, begun = rows[wanted], first_starts(work)
        line, entries = line_of(work, row, begun), _entries(work, row)
        taken = [entry.number for entry in entries]
        gaps = gaps_in(line.first, line.last, taken, begun.get(wanted))
        return SeriesDetail(line, tuple(entries), gaps, _voided(work, row))


def _entries(work: Work, row: SeriesRow) -> Sequence[SeriesEntry]:
    entries = _incoming(work, row) if row.symbol == INCOMING_SYMBOL else _issued(work, row)
    return sorted(entries, key=lambda entry: entry.number)


def _incoming(work: Work, row: SeriesRow) -> list[SeriesEntry]:
    rows = series.incoming_of(work.tx, row.unit_id, row.period_key)
    codes = cases.codes(work.tx, [one.case_id for one in rows])
    return [
        SeriesEntry(
            one.number,
            str(one.number),
            "Kế hoạch đến",
            one.registered_at,
            case_code=codes.get(one.case_id) or "",
        )
        for one in rows
    ]


def _issued(work: Work, row: SeriesRow) -> list[SeriesEntry]:
    keys = [one.key for one in types_of(row.symbol)]
    found = documents.issued_by(work.tx, row.unit_id, keys)
    placed = [(one, *place_of(work, one)) for one in found]
    here = [(one, number) for one, period, number in placed if period == row.period_key]
    codes = cases.codes(work.tx, [one.case_id for one, _ in here])
    return [
        SeriesEntry(
            number,
            one.number,
            one.title,
            one.issued_at or one.created_at,
            one.id,
            codes.get(one.case_id) or "",
        )
        for one, number in here
    ]


def _voided(work: Work, row: SeriesRow) -> int:
    keys = {one.key for one in types_of(row.symbol)}
    counts = documents.counts_by_state(work.tx)
    return sum(
        count
        for (body, doc_type, state), count in counts.items()
        if body == row.unit_id and doc_type in keys and state == DocumentState.VOIDED
    )
