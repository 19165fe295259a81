"""Look cases up by anything that is known of them, page after page."""

from __future__ import annotations

from app.documents import DOC_TYPES
from app.domain.case_search import CaseMark
from app.domain.forms import Option
from app.domain.people import Actor
from app.domain.views.case_search import SearchChoices, SearchPage
from app.permissions import check_can_watch, reads_every_case
from app.register.register import Doer
from app.steps.case_lines import case_lines
from app.steps.case_questions import Fields, kept_fields, reach_with_leave, read_question
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.steps.world import World
from app.store import case_search, saved_views, task_lists
from app.store.case_narrowing import narrowed
from app.store.database import Transaction

PAGE_SIZE = 50


def search_cases(
    services: Services, actor: Actor, fields: Fields, after: CaseMark | None = None
) -> SearchPage:
    """Return the cases that match, from a mark on.

    Raises PermissionDenied for those who do not watch, FormInvalid naming what cannot be read.
    """
    with refusals_recorded(services, actor, "Tra cứu hồ sơ"):
        check_can_watch(actor)
    query = read_question(services, fields)
    with services.database.reading() as tx:
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id))
        reach = reach_with_leave(services, tx, work.world, actor, query)
        asked = narrowed(tx, query, reach)
        found = case_search.find(tx, *asked, after=after, limit=PAGE_SIZE + 1)
        total = case_search.count(tx, *asked)
        shown = found[:PAGE_SIZE]
        return SearchPage(
            query=query,
            fields=kept_fields(fields),
            lines=case_lines(work, reach, [case for case, _mark in shown]),
            total=total,
            more=total >= case_search.COUNTED_TO,
            next=shown[-1][1] if len(found) > PAGE_SIZE else None,
            views=saved_views.shown_to(tx, actor.person_id),
            choices=_choices(tx, work.world),
            opens=reads_every_case(actor),
        )


def _choices(tx: Transaction, world: World) -> SearchChoices:
    organisation = world.organisation
    return SearchChoices(
        bodies=tuple(Option(unit.id, unit.name) for unit in organisation.units()),
        steps=tuple(Option(value, name) for value, name in task_lists.open_steps(tx)),
        doc_types=tuple(Option(key, kind.name) for key, kind in DOC_TYPES.items()),
    )
