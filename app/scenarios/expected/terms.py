"""Answer clocks and the marks that were missed."""

from __future__ import annotations

from datetime import date

from app.domain.cases import ClockRow
from app.domain.clock import LOCAL
from app.errors import ScenarioFailed
from app.scenarios.expected.asked import NONE, Asked, differ, minute
from app.scenarios.nodes import Table, items_of, number_of, plain, table_of, text_of
from app.store import clocks

CLOCK_KEYS = ("received", "due", "cap", "state", "closed", "late", "warning", "day_number")
MARKS = ("d20", "d25", "d30", "d50", "d55", "d60")


def clocks_is(asked: Asked) -> None:
    """Compare the answer clocks of the case, one a pass, oldest first."""
    with asked.reading() as tx:
        found = clocks.of_case(tx, asked.case_id)
    wanted = [table_of(node).only(*CLOCK_KEYS, *MARKS) for node in items_of(asked.node)]
    asked.same(len(found), len(wanted), "số lượt tính hạn")
    faults: list[str] = []
    for number, (clock, table) in enumerate(zip(found, wanted, strict=True), 1):
        _compare_clock(asked, faults, clock, table, number)
    if faults:
        raise ScenarioFailed("; ".join(faults))


def _compare_clock(
    asked: Asked, faults: list[str], clock: ClockRow, table: Table, number: int
) -> None:
    closed = clock.closed_at.astimezone(LOCAL).date().isoformat() if clock.closed_at else NONE
    known = {
        "received": clock.day0.isoformat(),
        "due": clock.due.isoformat(),
        "cap": clock.cap.isoformat(),
        "state": clock.state.value,
        "closed": closed,
        "late": str(clock.days_late),
        **{mark: f"{clock.marks[mark].astimezone(LOCAL):%Y-%m-%d}" for mark in MARKS},
    }
    for key, node in table.entries.items():
        if key in known:
            differ(faults, f"lượt {number}, {key}", known[key], text_of(node))
    warning = table.text("warning", NONE if not clock.warning else clock.warning)
    if warning not in (clock.warning or NONE):
        differ(faults, f"lượt {number}, warning", clock.warning or NONE, warning)
    numbered = table.get("day_number")
    for day, node in (table_of(numbered).entries if numbered else {}).items():
        count = asked.stage.calendar.count(clock.day0, date.fromisoformat(day))
        differ(faults, f"ngày {day} là ngày thứ", count, number_of(node))


def breaches_is(asked: Asked) -> None:
    """Compare the exact list of missed marks: mark, when due, when seen."""
    with asked.reading() as tx:
        rows = clocks.breaches_of_case(tx, asked.case_id)
    wanted = [table_of(node).only("mark", "due", "seen") for node in items_of(asked.node)]
    found = [
        {"mark": row.mark, "due": minute(row.due_at), "seen": minute(row.noticed_at)}
        for row in rows
    ]
    shown = [
        {key: value for key, value in one.items() if key in table.entries}
        for one, table in zip(found, wanted, strict=False)
    ]
    asked.same(len(found), len(wanted), f"số lần quá hạn {found}")
    asked.same(shown, [plain(table) for table in wanted])
