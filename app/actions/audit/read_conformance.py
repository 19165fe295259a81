"""Judge the history of a case by the rules of the clauses, on the version that it ran on."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.people import Actor
from app.domain.views.conformance import CaseConformance
from app.mining.conformance import worst
from app.mining.law import histories_of_run, rule_files
from app.permissions import check_can_inspect
from app.register.register import Doer
from app.steps.reading import check_contents_left
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases, event_logs, instances


def read_conformance(services: Services, actor: Actor | None, code: str) -> CaseConformance:
    """Return how each rule stands; `actor` is None on the command line.

    Raises PermissionDenied for all but auditors, NotFound.
    """
    if actor is not None:
        with refusals_recorded(services, actor, "Đối chiếu hồ sơ với quy tắc", about=code):
            check_can_inspect(actor)
    files = rule_files(services)
    with services.database.reading() as tx:
        case = cases.by_code(tx, code)
        check_contents_left(case)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id if actor else ""))
        found = [
            history
            for run in instances.of_case(tx, case.id)
            for history in histories_of_run(work, case, run, files)
        ]
    if actor is not None:
        note_read(services, actor, case, "Đối chiếu hồ sơ với quy tắc")
    return CaseConformance(case.code, case.title, worst(found))


def read_all_conformance(services: Services) -> Iterator[CaseConformance]:
    """Yield how the rules stand in each case, by code; for the command line."""
    with services.database.reading() as tx:
        found = event_logs.codes(tx)
    for code in found:
        yield read_conformance(services, None, code)
