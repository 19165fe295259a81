"""Cases whose rows are not what their record says: changed, taken out or put in by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.audit import EventKind
from app.steps.agreement.projections import PROJECTIONS, UNTOLD
from app.steps.agreement.sayings import ANYTHING, SAYINGS, Saying
from app.steps.agreement.versions import Versions
from app.store import recorded_rows
from app.store.audit_faults import Broken, Fault
from app.store.database import Transaction
from app.store.recorded_rows import Line

KINDS = frozenset({*SAYINGS, EventKind.STEP_TAKEN})
NAMES: Mapping[str, str] = {
    "case_file": "hồ sơ",
    "instance": "lượt chạy",
    "task": "việc",
    "submission": "biểu đã gửi",
    "document": "văn bản",
    "level_pass": "lượt xem xét",
    "clock": "hạn trả lời",
    "breach": "lần quá hạn",
    "conflict_declaration": "kê khai xung đột lợi ích",
    "hold": "việc giữ lại hồ sơ",
    "lifted_hold": "việc bỏ giữ lại hồ sơ",
    "asked_reading": "yêu cầu xin xem",
    "answered_reading": "trả lời yêu cầu xin xem",
    "upload": "tệp kèm theo",
    "fact_sheet": "dữ kiện của hồ sơ",
}
_SAYINGS = {kind.value: say for kind, say in SAYINGS.items()}


Told = list[tuple[Saying, Line]]


def _overruled(told: Told) -> Iterator[tuple[str, Any, Line]]:
    """Yield each column of a row with what was said of it last; a beginning overrules nothing."""
    found: dict[str, tuple[Any, Line]] = {}
    for saying, line in told:
        for name, value in saying.columns.items():
            known = found.get(name)
            if known is None or not (saying.begins or _is_later(known[1], line)):
                found[name] = value, line
    yield from ((name, value, line) for name, (value, line) in found.items())


def _is_later(known: Line, line: Line) -> bool:
    return known.chain_id != line.chain_id and known.entered_at > line.entered_at


def disagreements(tx: Transaction, case_ids: Sequence[str]) -> list[Broken]:
    """Return the first row of each chain of these cases that says something else than the rows do.

    Nothing is asked of destroyed cases: their tombstones are checked with the chains.
    """
    gone = recorded_rows.destroyed(tx, case_ids)
    found: dict[str, Broken] = {}
    for broken in _found(tx, [one for one in case_ids if one not in gone]):
        known = found.setdefault(broken.chain_id, broken)
        if broken.seq < known.seq:
            found[broken.chain_id] = broken
    return list(found.values())


def _found(tx: Transaction, case_ids: Sequence[str]) -> Iterator[Broken]:
    said: dict[tuple[str, Any], Told] = {}
    versions = Versions()
    for line in recorded_rows.lines(tx, case_ids, KINDS):
        for one in _sayings(line):
            said.setdefault((one.table, one.key), []).append((one, line))
        yield from (_broken(table, at, Fault.DIFFERS) for table, at in versions.add(line))
    tables = {name: recorded_rows.rows(tx, name, case_ids) for name in recorded_rows.TABLES}
    untold = list[tuple[str, Saying]]()
    for name, project in PROJECTIONS.items():
        for row in tables[name]:
            for one in project(row):
                told = said.pop((one.table, one.key), None)
                if told is None:
                    untold += [(row.get("case_id", ""), one)] if name not in UNTOLD else []
                else:
                    yield from _differing(one, told)
    yield from (_broken(place[0], told[-1][1], Fault.GONE) for place, told in said.items())
    yield from (_broken(table, line, Fault.DIFFERS) for table, line in versions.of_rows(tables))
    yield from _put_in(tx, untold)


def _sayings(line: Line) -> Iterator[Saying]:
    say = _SAYINGS.get(line.kind)
    return say(line) if say else iter(())


def _differing(row: Saying, told: Told) -> Iterator[Broken]:
    stands = row.columns
    if len(told) == 1:
        (said, line), *_ = told
        wrong = [one for one, value in said.columns.items() if stands[one] != value]
        lines = [line] if wrong and any(said.columns[one] is not ANYTHING for one in wrong) else []
    else:
        lines = [
            line
            for name, value, line in _overruled(told)
            if value is not ANYTHING and stands[name] != value
        ]
    yield from (_broken(row.table, line, Fault.DIFFERS) for line in lines)


def _broken(table: str, line: Line, fault: Fault) -> Broken:
    return Broken(line.chain_id, line.seq, fault, what=NAMES[table])


def _put_in(tx: Transaction, untold: Sequence[tuple[str, Saying]]) -> Iterator[Broken]:
    """Name rows that no line tells of, at the end of the first chain of their case."""
    ends = recorded_rows.lengths(tx, [case_id for case_id, _ in untold]) if untold else {}
    for case_id, row in untold:
        if case_id in ends:
            chain_id, rows = ends[case_id]
            yield Broken(chain_id, rows, Fault.UNTOLD, what=NAMES[row.table])
