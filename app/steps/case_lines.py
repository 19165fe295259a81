"""Found cases put into lines: where each stands, its term, its instances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.domain.cases import CaseRow
from app.domain.views.case_search import CaseLine
from app.steps.summaries import case_due, case_summary, people_of
from app.steps.world import World
from app.store import case_search, clocks, tasks
from app.store.database import Transaction


def case_lines(
    tx: Transaction, world: World, today: date, found: Sequence[CaseRow]
) -> tuple[CaseLine, ...]:
    """Return the lines of these cases, in three statements for any number of them."""
    ids = [case.id for case in found]
    latest = clocks.latest_of_cases(tx, ids)
    waiting = tasks.open_of_cases(tx, ids)
    runs = case_search.runs_of(tx, ids)
    return tuple(
        CaseLine(
            case=case_summary(world.organisation, case),
            due=case_due(world.calendar(case.profile), latest.get(case.id), today),
            doing="; ".join(
                f"{task.name}: {people_of(world.organisation, task)}"
                for task in waiting.get(case.id, ())
            ),
            runs=tuple(_runs(runs.get(case.id, ()))),
        )
        for case in found
    )


def _runs(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for row in rows:
        state = "đang chạy" if row["status"] == "running" else "đã kết thúc"
        yield f"{row['process_id']}, bản {row['release_id']}: {state}"
