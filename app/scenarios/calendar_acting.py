"""The step `calendar`: an administrator enters a year's days, or nobody has entered them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from app.errors import ScenarioFailed
from app.scenarios.acting import go_to, settle, typed
from app.scenarios.pages import Page
from app.scenarios.script import EnterCalendar, ForgetCalendar
from app.scenarios.stage import PAUSE, Stage
from app.store import calendar_days

COLUMNS = ("day", "kind", "name", "decision")
Line = Mapping[str, str]


def forget_calendar(stage: Stage, step: ForgetCalendar) -> None:
    """Go on as if nobody had entered the year's calendar."""
    with stage.services.database.transaction() as tx:
        calendar_days.remove_year(tx, stage.services.settings.profile, step.year)


def enter_calendar(stage: Stage, step: EnterCalendar) -> None:
    """Open the year, take days out and write days in, look at the effect, save."""
    go_to(stage, step)
    if not step.at:
        stage.move_to(stage.clock.now() + PAUSE)
    person, action = stage.fixture.person(step.who), f"/quan-tri/lich/{step.year}"
    page = stage.desk.get(person, f"/quan-tri/lich?nam={step.year}")
    lines = _changed(_lines(page, action), step)
    fields = {name: [line[name] for line in lines] for name in COLUMNS}
    # Who may not open the page sends it all the same, as a forger would.
    seen, _ = stage.desk.press(person, "/viec", action, {**fields, "act": ["preview"]})
    if seen.status == HTTPStatus.OK:
        seen, _ = stage.desk.press(person, "/viec", action, {**fields, "act": ["save"]})
    settle(step.refused, seen)


def _lines(page: Page, action: str) -> list[Line]:
    """Return the rows that the page shows: those entered, or what it proposes."""
    controls = page.form(action)
    columns = [controls[name].values if name in controls else [] for name in COLUMNS]
    rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return [row for row in rows if row["day"]]


def _changed(lines: list[Line], step: EnterCalendar) -> list[Line]:
    removed = {_written(day) for day in step.removed}
    unknown = removed - {line["day"] for line in lines}
    if unknown:
        raise ScenarioFailed(f"lịch năm {step.year} không có ngày {', '.join(sorted(unknown))}")
    kept = [line for line in lines if line["day"] not in removed]
    return [*kept, *({**line, "day": _written(line["day"])} for line in step.added)]


def _written(day: str) -> str:
    found = typed(day)
    return found[0] if found else day
