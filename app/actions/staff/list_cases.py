"""Cases the reader may see that match a search; marks and case do not matter in the search."""

from __future__ import annotations

from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views import CaseItem, CasesPage
from app.steps.reading import bodies_read_by
from app.steps.services import Services
from app.steps.summaries import case_due, case_summary, people_of
from app.store import cases, clocks, tasks

PAGE_SIZE = 50


def list_cases(services: Services, actor: Actor, query: str = "", page: int = 1) -> CasesPage:
    """Return one page of cases, newest first; never one the reader may not know of (SC-101)."""
    page = max(page, 1)
    bodies = bodies_read_by(services, actor)
    today = local_day(services.clock.now())
    with services.database.reading() as tx:
        world = services.world(tx)
        found = cases.search(
            tx,
            text=query,
            body_ids=bodies,
            person_id=actor.person_id,
            limit=PAGE_SIZE,
            offset=(page - 1) * PAGE_SIZE,
        )
        total = cases.count(tx, text=query, body_ids=bodies, person_id=actor.person_id)
        ids = [case.id for case in found]
        latest = clocks.latest_of_cases(tx, ids)
        waiting = tasks.open_of_cases(tx, ids)
    items = []
    for case in found:
        doing = "; ".join(
            f"{task.name}: {people_of(world.organisation, task)}"
            for task in waiting.get(case.id, ())
        )
        due = case_due(world.calendar(case.profile), latest.get(case.id), today)
        items.append(CaseItem(case_summary(world.organisation, case), due, doing))
    pages = max((total + PAGE_SIZE - 1) // PAGE_SIZE, 1)
    return CasesPage(query, tuple(items), page, pages, total)
