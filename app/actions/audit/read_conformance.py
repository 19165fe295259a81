"""Judge the history of a case by the rules of the clauses, on the version that it ran on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.cases import CaseRow, InstanceRow
from app.domain.people import Actor
from app.domain.views.conformance import CaseConformance, RuleHistory
from app.mining.conformance import course_of, judge_course, worst
from app.mining.words import Reader
from app.permissions import check_can_inspect
from app.register.register import Doer
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, cases, event_logs, instances
from app.verification.rules import RuleFile, read_rules


def read_conformance(services: Services, actor: Actor | None, code: str) -> CaseConformance:
    """Return how each rule stands; `actor` is None on the command line.

    Raises PermissionDenied for all but auditors, NotFound.
    """
    if actor is not None:
        with refusals_recorded(services, actor, "Đối chiếu hồ sơ với quy tắc", about=code):
            check_can_inspect(actor)
    files = _rule_files(services)
    with services.database.reading() as tx:
        case = cases.by_code(tx, code)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id if actor else ""))
        found = [
            history
            for run in instances.of_case(tx, case.id)
            for history in _of_run(work, case, run, files)
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


def _of_run(
    work: Work, case: CaseRow, run: InstanceRow, files: Sequence[RuleFile]
) -> Iterator[RuleHistory]:
    catalogue = work.catalogue(run.release_id)
    activations = instances.activations(work.tx, run.id)
    calendar = work.world.calendar(case.profile)
    given = {"kind": case.kind, "channel": case.channel}
    reader = Reader(catalogue, run.process_id, activations, calendar, given)
    words = reader.read(audit_log.of_instance(work.tx, run.id, payloads=True))
    for file in files:
        for process_id in dict.fromkeys(one for rule in file.rules for one in rule.on):
            for activation_id in reader.activations_of(process_id):
                over = run.status != "running" or reader.has_ended(activation_id)
                course = course_of(run.id, words, activation_id, ended=over, is_torn=reader.is_torn)
                yield from judge_course(file, process_id, course)


def _rule_files(services: Services) -> list[RuleFile]:
    folder = services.settings.workflows_dir / "rules"
    return [read_rules(path.read_bytes()) for path in sorted(folder.glob("*.toml"))]
