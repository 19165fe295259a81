"""The straight rest of a walk: everybody does the usual until every case has ended."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from app.actions.staff.allow_conditions import allow_conditions
from app.actions.staff.report_external_answer import report_external_answer
from app.domain.cases import CaseRow, TaskRow
from app.domain.clock import local_day
from app.store import cases, instances, messages
from tests.campaign.walking.answering import LAPSING, Answering, Blocked
from tests.campaign.walking.looking import Fault, all_cases, check_nobody_stuck
from tests.campaign.walking.time_passing import let_next_timer_fire, move_to
from tests.factories import AtWork

MOST_STEPS = 600


def finish(office: AtWork, answering: Answering, counts: Counter[str]) -> None:
    """Do what is open, first things first; raises Fault for a case that does not come to its end.

    A case whose open tasks nobody may do, because the walk declared conflicts, is left as it is.
    """
    blocked: set[str] = set()
    for _ in range(MOST_STEPS):
        waiting = [task for task in answering.open_tasks() if task.id not in blocked]
        if waiting:
            _answer(answering, waiting[0], blocked)
        elif not _send_what_is_awaited(office) and not _wait_for_silence(office, answering):
            break
    else:
        raise Fault(f"{MOST_STEPS} usual steps do not end the cases")
    move_to(office, office.clock.now() + timedelta(minutes=5))
    check_nobody_stuck(office)
    counts["blocked by conflicts"] += len(blocked)
    _check_ended(office, counts)


def _answer(answering: Answering, task: TaskRow, blocked: set[str]) -> None:
    try:
        answering.answer(task, 0.0)
    except Blocked:
        blocked.add(task.id)


def _send_what_is_awaited(office: AtWork) -> bool:
    """Let somebody send a message that a case waits for; False when none does."""
    with office.services.database.reading() as tx:
        rows = [cases.load(tx, case_id) for case_id in all_cases(office)]
        awaited = [(row, messages.awaited_in(tx, row.id)) for row in rows]
    for row, names in awaited:
        if "conditions_allow" in names:
            allow_conditions(office.services, office.actor(row.started_by), row.code)
            return True
        if "external_answer" in names:
            report_external_answer(office.services, office.actor(_officer(office, row)), row.code)
            return True
    return False


def _wait_for_silence(office: AtWork, answering: Answering) -> bool:
    """Let the terms of opinions that nobody can give run out; False when there are none."""
    if not any(task.element_id in LAPSING for task in answering.open_tasks()):
        return False
    let_next_timer_fire(office)
    return True


def _officer(office: AtWork, row: CaseRow) -> str:
    with office.services.database.reading() as tx:
        organisation = office.services.world(tx).organisation
    return organisation.holders("office", row.body_id, local_day(office.clock.now()))[0]


def _check_ended(office: AtWork, counts: Counter[str]) -> None:
    with office.services.database.reading() as tx:
        rows = [row for case_id in all_cases(office) for row in instances.of_case(tx, case_id)]
    for row in rows:
        counts[f"end {row.process_id}.{row.outcome}" if row.outcome else "not ended"] += 1
