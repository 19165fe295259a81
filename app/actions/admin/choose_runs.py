"""List the open runs of picked cases, from which an administrator chooses what to repair or move.

Of the cases only that they are there and where they stand is shown (INV-18).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.case_requests import MOST_REPAIRED
from app.domain.cases import CaseRow
from app.domain.clock import local_day
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.views.chosen_runs import ChosenRun, ChosenRuns, EndedCase
from app.errors import FormInvalid
from app.permissions import check_can_move_cases
from app.register.register import Doer
from app.steps.case_questions import Fields, reach_with_leave, read_question
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary, people_of
from app.steps.work import Work
from app.store import case_search, clocks, instances, tasks, timers


def choose_runs(services: Services, actor: Actor, fields: Fields) -> ChosenRuns:
    """Return the runs of the cases that match; nothing is written.

    Raises PermissionDenied for all but administrators, FormInvalid naming what cannot be read, and
    when more cases match than one request takes.
    """
    with refusals_recorded(services, actor, "Chọn lượt chạy để sửa"):
        check_can_move_cases(actor)
    query = read_question(services, fields)
    with services.database.reading() as tx:
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id))
        reach = reach_with_leave(services, tx, work.world, actor, query)
        found = case_search.find(tx, query, reach, limit=MOST_REPAIRED + 1)
        _check_few(len(found))
        rows = [case for case, _mark in found]
        runs = tuple(_runs(work, rows))
        ended = [row for row in rows if row.id not in {run.case.id for run in runs}]
        return ChosenRuns(runs, tuple(_ended(work, ended)), work.world.latest_release)


def _check_few(count: int) -> None:
    if count > MOST_REPAIRED:
        message = f"Thu hẹp bộ lọc hoặc đánh dấu ít hơn: mỗi đề nghị tối đa {MOST_REPAIRED} hồ sơ"
        raise FormInvalid([FieldError("q", "Số hồ sơ chọn được", message)])


def _runs(work: Work, rows: Sequence[CaseRow]) -> Iterator[ChosenRun]:
    tx, ids = work.tx, [row.id for row in rows]
    of_case = instances.open_of_cases(tx, ids)
    latest, waiting = clocks.latest_of_cases(tx, ids), _waiting(work, ids)
    soonest = timers.soonest_of(tx, [one.id for found in of_case.values() for one in found])
    for case in rows:
        calendar = work.world.calendar(case.profile)
        due = case_due(calendar, latest.get(case.id), local_day(work.now))
        for one in of_case.get(case.id, ()):
            yield ChosenRun(
                instance_id=one.id,
                case=case_summary(work.world.organisation, case),
                process_name=work.catalogue(one.release_id).process_name(one.process_id),
                release_id=one.release_id,
                started_at=one.started_at,
                suspended=one.status != "running",
                waiting=tuple(waiting.get(one.id, ())),
                next_timer=soonest.get(one.id),
                due=due,
            )


def _waiting(work: Work, case_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the open tasks with who has them, by instance."""
    found: dict[str, list[str]] = {}
    for rows in tasks.open_of_cases(work.tx, case_ids).values():
        for task in rows:
            who = people_of(work.world.organisation, task)
            found.setdefault(task.instance_id, []).append(f"“{task.name}”: {who}")
    return found


def _ended(work: Work, rows: Sequence[CaseRow]) -> Iterator[EndedCase]:
    for case in rows:
        first = instances.of_case(work.tx, case.id)[:1]
        summary = case_summary(work.world.organisation, case)
        yield EndedCase(summary, first[0].id if first else "")
