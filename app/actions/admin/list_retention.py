"""List what may be destroyed and why, the lists of two persons, and what is held."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.retention import MOST_CASES, EndedCase, Period
from app.domain.views.retention import DueLine, RetentionPage
from app.permissions import check_can_watch
from app.steps.refusals import refusals_recorded
from app.steps.retention import cutoffs, item_of, periods_of
from app.steps.services import Services
from app.store import retention

RESTRICTED = "Hồ sơ hạn chế"


def list_retention(services: Services, actor: Actor) -> RetentionPage:
    """Return the cases that ended first, first; raises PermissionDenied for those who do not watch.

    Cases that are open, held, listed, or referred to by open ones never appear.
    """
    with refusals_recorded(services, actor, "Xem lưu trữ"):
        check_can_watch(actor)
    periods = periods_of(services)
    limits = cutoffs(periods, services.clock.now())
    with services.database.reading() as tx:
        found = retention.due(tx, limits, MOST_CASES + 1) if limits else []
        return RetentionPage(
            due=tuple(_line(case, periods) for case in found[:MOST_CASES]),
            more=len(found) > MOST_CASES,
            lists=tuple(retention.latest(tx)),
            holds=tuple(retention.holds(tx)),
            periods=periods,
            proposes="admin" in actor.system_roles,
        )


def _line(case: EndedCase, periods: Iterable[Period]) -> DueLine:
    item = item_of("", case, periods)
    return DueLine(
        case_id=case.id,
        code=case.code,
        title=RESTRICTED if case.restricted else case.title,
        state=case.state,
        ended_on=local_day(case.ended_at),
        kept_until=item.kept_until,
        basis=item.basis,
    )
