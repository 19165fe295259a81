"""Show how each running case of a release would stand on another, before anybody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.case_requests import MOST_MOVED, RequestKind
from app.domain.cases import InstanceRow
from app.domain.people import Actor
from app.domain.reseating import Counterparts, Obstacle
from app.domain.views.version_moves import ChoosePage, MoveLine, Unmatched
from app.permissions import check_can_move_cases
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.reseating import Judged, judge
from app.steps.services import Services
from app.steps.version_move_pages import check_apart, chosen, line_of, release_choices
from app.steps.work import Work
from app.store import case_requests, instances


def choose_migration(
    services: Services,
    actor: Actor,
    from_release: str,
    to_release: str,
    counterparts: Counterparts,
) -> ChoosePage:
    """Return the instances with what fits and what does not; nothing is written.

    Without an origin only the releases are shown; without a target the newest one is.
    """
    with refusals_recorded(services, actor, "Xem chuyển phiên bản"):
        check_can_move_cases(actor)
        with services.database.reading() as tx:
            choices = release_choices(tx)
            if not from_release:
                return ChoosePage(choices)
            before = chosen(choices, from_release)
            after = chosen(choices, to_release or choices[0].id)
            check_apart(before.id, after.id)
            work = Work(services, tx, services.clock.now(), Doer())
            rows = instances.open_on(tx, before.id)[:MOST_MOVED]
            taken = case_requests.under_way(tx, RequestKind.MOVE, [row.id for row in rows])
            found = [(row, judge(work, row, after.id, counterparts)) for row in rows]
            lines = tuple(_line(work, row, one, row.id in taken) for row, one in found)
            plain = [judge(work, row, after.id, {}) for row in rows] if counterparts else []
            unmatched = tuple(_unmatched([*plain, *(one for _, one in found)], counterparts))
            return ChoosePage(choices, before, after, lines, unmatched)


def _line(work: Work, row: InstanceRow, judged: Judged, taken: bool) -> MoveLine:
    return replace(line_of(work, row, judged), taken=taken)


def _unmatched(found: Sequence[Judged], counterparts: Counterparts) -> Iterator[Unmatched]:
    """Yield each element that needs a counterpart once, with the one that was chosen for it."""
    waiting: dict[tuple[str, str], Obstacle] = {}
    for judged in found:
        for one in judged.obstacles:
            if one.choices:
                waiting.setdefault((one.process_id, one.element_id), one)
    for (process_id, element_id), one in waiting.items():
        name = counterparts.get((process_id, element_id), "")
        yield Unmatched(process_id, element_id, one.label, one.choices, name)
