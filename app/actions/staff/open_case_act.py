"""The page of one act on a case: its form's choices, or why it is refused now."""

from __future__ import annotations

from app.domain.clock import local_day
from app.domain.forms import Option
from app.domain.people import Actor
from app.domain.views import CaseAct, CaseActPage
from app.register.register import Doer
from app.steps.case_acts import case_acts, standing_of
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary
from app.steps.work import Work
from app.store import cases, clocks, facts, instances

NOT_NOW = "Việc này không mở cho đồng chí ở bước này của hồ sơ."


def open_case_act(services: Services, actor: Actor, code: str, key: str) -> CaseActPage:
    """Return the act as it stands now; raises NotFound for those who may not see the case."""
    with (
        refusals_recorded(services, actor, "Mở hồ sơ", about=code),
        services.database.reading() as tx,
    ):
        case = cases.by_code(tx, code)
        check_readable(services, tx, actor, case)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id))
        organisation = work.world.organisation
        clock = next(iter(reversed(clocks.of_case(tx, case.id))), None)
        running = instances.of_case(tx, case.id)
        sheets = facts.load_sheets(tx, case.id, clock.pass_id if clock else "", [])
        standing = standing_of(tx, case, clock, running, sheets)
        found = {act.key: act for act in case_acts(standing, actor)}
        return CaseActPage(
            case=case_summary(organisation, case),
            act=found.get(key, CaseAct(key, NOT_NOW)),
            people=tuple(Option(person.id, person.name) for person in organisation.people()),
            due=case_due(work.world.calendar(case.profile), clock, local_day(work.now)),
        )
