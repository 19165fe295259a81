"""Found cases put into lines: where each stands, its term, its instances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.case_search import CaseReach
from app.domain.cases import CaseRow
from app.domain.version_ids import release_number
from app.domain.views.case_search import CaseLine
from app.steps.summaries import case_due, case_summary, people_of
from app.steps.work import Work
from app.store import case_search, clocks, tasks

RESTRICTED = "Hồ sơ hạn chế"
STATES = {"running": "đang chạy", "suspended": "đang tạm dừng"}


def case_lines(work: Work, reach: CaseReach, found: Sequence[CaseRow]) -> tuple[CaseLine, ...]:
    """Return the lines of these cases, in three statements for any number of them.

    Of a restricted one the title is withheld from who has no leave to read it.
    """
    tx, world, today = work.tx, work.world, reach.today
    ids = [case.id for case in found]
    latest = clocks.latest_of_cases(tx, ids)
    waiting = tasks.open_of_cases(tx, ids)
    runs = case_search.runs_of(tx, ids)
    return tuple(
        CaseLine(
            case=case_summary(world.organisation, _shown(case, reach)),
            due=case_due(world.calendar(case.profile), latest.get(case.id), today),
            doing="; ".join(
                f"{task.name}: {people_of(world.organisation, task)}"
                for task in waiting.get(case.id, ())
            ),
            runs=tuple(_runs(work, runs.get(case.id, Counter()))),
        )
        for case in found
    )


def _shown(case: CaseRow, reach: CaseReach) -> CaseRow:
    withheld = case.restricted and case.id not in reach.leave
    return replace(case, title=RESTRICTED) if withheld else case


def _runs(work: Work, runs: Counter[case_search.Run]) -> Iterator[str]:
    """Yield the runs of a case in words; those that repeat, as the watch of a term does, once."""
    for run, count in runs.items():
        name = work.catalogue(run.release_id).process_name(run.process_id)
        times = f"{count} lượt " if count > 1 else ""
        state = STATES.get(run.status, "đã kết thúc")
        yield f"{name}, phiên bản công bố {release_number(run.release_id)}: {times}{state}"
