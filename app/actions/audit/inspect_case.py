"""Show one case whole: its runs, times, terms, papers, record, and what they say in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.cases import CaseRow, ClockRow, DocumentRow, PassRow, TaskState
from app.domain.clock import LOCAL, local_day
from app.domain.people import Actor
from app.domain.views.inspection import ClockPage, Inspection, Paper
from app.permissions import check_can_inspect
from app.register.register import Doer
from app.steps.explaining import ENTRIES, Dossier, explain
from app.steps.inspected_record import record_rows
from app.steps.inspected_runs import RunRows, outcome_of, rules_of, run_of, run_rows
from app.steps.reading import check_contents_left
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary, people_of
from app.steps.work import Work
from app.store import audit_log, cases, clocks, documents, passes, tasks


def inspect_case(services: Services, actor: Actor, code: str) -> Inspection:
    """Return the whole case; reading a restricted one is recorded.

    Raises PermissionDenied for all but auditors, NotFound.
    """
    with (
        refusals_recorded(services, actor, "Kiểm tra hồ sơ", about=code),
        services.database.reading() as tx,
    ):
        check_can_inspect(actor)
        case = cases.by_code(tx, code)
        check_contents_left(case)
        page = _whole(Work(services, tx, services.clock.now(), Doer(actor.person_id)), case)
    note_read(services, actor, case, "Kiểm tra toàn bộ hồ sơ")
    return page


def _whole(work: Work, case: CaseRow) -> Inspection:
    tx, organisation = work.tx, work.world.organisation
    events = audit_log.of_case(tx, case.id, payloads=True)
    all_tasks = tasks.of_case(tx, case.id)
    papers = documents.of_case(tx, case.id)
    ticking, passed = clocks.of_case(tx, case.id), passes.of_case(tx, case.id)
    rows = run_rows(work, case, all_tasks, events)
    waiting = [task for task in all_tasks if task.state is TaskState.OPEN]
    dossier = Dossier(
        case=case,
        events=events,
        tasks=all_tasks,
        papers={paper.id: paper for paper in papers},
        clocks={clock.pass_id: clock for clock in ticking},
        passes={one.id: one for one in passed},
        runs=[one.instance for one in rows],
        organisation=organisation,
        calendar=work.world.calendar(case.profile),
        today=local_day(work.now),
        outcomes=_outcomes(work, rows),
        rules=_rules(work, rows),
        waiting=[f"“{task.name}”: {people_of(organisation, task)}" for task in waiting],
    )
    return Inspection(
        case=case_summary(organisation, case),
        explained=explain(dossier),
        runs=tuple(run_of(work, case, one) for one in rows),
        clocks=tuple(_clocks(work, case, ticking, passed)),
        papers=tuple(_papers(work, papers)),
        record=tuple(record_rows(work, events, dossier.runs)),
        checked_at=work.now,
    )


def _outcomes(work: Work, rows: Sequence[RunRows]) -> dict[str, str]:
    """Return how each run that asked people ended, by its chain."""
    return {
        audit_log.chain_of(one.instance.id): outcome_of(
            work.catalogue(one.instance.release_id), one.instance
        )
        for one in rows
        if one.tasks
    }


def _rules(work: Work, rows: Sequence[RunRows]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in rows:
        found |= rules_of(work.catalogue(one.instance.release_id), one)
    return found


def _clocks(
    work: Work, case: CaseRow, rows: Iterable[ClockRow], passed: Sequence[PassRow]
) -> Iterable[ClockPage]:
    calendar, by_id = work.world.calendar(case.profile), {one.id: one for one in passed}
    breaches = clocks.breaches_of_case(work.tx, case.id)
    for row in rows:
        due, one = case_due(calendar, row, local_day(work.now)), by_id[row.pass_id]
        if due is None:
            continue
        yield ClockPage(
            body=work.world.organisation.unit(row.body_id).name,
            number=one.number,
            reason=ENTRIES.get(one.entry_reason, "hồ sơ được chuyển lên cấp trên"),
            due=due,
            days_late=row.days_late,
            missed=tuple(
                f"mốc {breach.mark}: hết lúc {breach.due_at.astimezone(LOCAL):%H:%M, %d/%m/%Y}, "
                f"ghi nhận {breach.noticed_at.astimezone(LOCAL):%H:%M, %d/%m/%Y}"
                for breach in breaches
                if breach.pass_id == row.pass_id
            ),
        )


def _papers(work: Work, rows: Iterable[DocumentRow]) -> Iterable[Paper]:
    organisation = work.world.organisation
    for row in rows:
        known = row.signed_by and organisation.has_person(row.signed_by)
        yield Paper(
            id=row.id,
            title=row.title,
            state=row.state,
            number=row.number,
            sha256=row.sha256,
            signer=organisation.person(row.signed_by).name if known else "",
            capacity=row.signed_capacity,
            signed_at=row.signed_at,
            issued_at=row.issued_at,
        )
