"""Start a process by hand on a case: refused, for each begins by a step, a message or a door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from app.documents import DOC_TYPES
from app.domain.cases import CaseRow
from app.domain.people import Actor
from app.errors import PermissionDenied
from app.permissions import check_is_staff
from app.register.before_issuing import check_may_draft
from app.register.register import Doer
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import cases, instances, passes

ISSUING = "s01_issue_document"
# These begin a case of their own; the page that starts plans has their buttons.
BEGINNINGS = frozenset({"p01_art4_case", "p02_emergency_action"})


def start_process(
    services: Services, actor: Actor, code: str, process_id: str, inputs: Mapping[str, str]
) -> NoReturn:
    """Refuse a start that only somebody's own post can ask for; the attempt is recorded (SC-20).

    `inputs` are those of the process, of issuing a paper its `doc_type`: the rule of the document
    type is told before the rule that nobody starts this by hand (processes.md section 7). Raises
    NotFound for who may not see the case, StepRefused, PermissionDenied.
    """
    with (
        refusals_recorded(services, actor, "Tự khởi động quy trình", about=f"{code} {process_id}"),
        services.database.reading() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        check_is_staff(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        name = _name_of(work, case, process_id)
        if process_id == ISSUING:
            _check_paper(work, case, inputs.get("doc_type", ""))
        raise PermissionDenied(_why(process_id, name), clauses=("C-179",))


def _name_of(work: Work, case: CaseRow, process_id: str) -> str:
    """Return what the process is called in the release of the case; raise NotFound."""
    catalogue = work.catalogue(instances.of_case(work.tx, case.id)[0].release_id)
    catalogue.program(process_id)
    return catalogue.definitions[process_id].name


def _check_paper(work: Work, case: CaseRow, key: str) -> None:
    if key in DOC_TYPES:
        register = work.register_of(case, passes.latest_of_case(work.tx, case.id), "")
        check_may_draft(register, DOC_TYPES[key])


def _why(process_id: str, name: str) -> str:
    if process_id in BEGINNINGS:
        return f"“{name}” bắt đầu ở trang Lập kế hoạch, không bắt đầu từ một hồ sơ"
    return f"“{name}” do bước trước của hồ sơ mở, không ai tự bắt đầu; xem việc đang chờ ở hồ sơ"
