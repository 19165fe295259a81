"""Show one request to move cases: its instances, its rehearsal, how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.domain.case_requests import MoveItem, RequestState, VersionMove
from app.domain.jobs import Progress
from app.domain.people import Actor
from app.domain.views.version_moves import MovePage
from app.permissions import check_can_move_cases
from app.register.register import Doer
from app.steps.kept_rehearsals import kept_rehearsal
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.version_move_pages import chosen, line_of, release_choices
from app.steps.work import Work
from app.store import case_requests, instances
from app.store.database import Transaction


def read_migration(services: Services, actor: Actor, move_id: str) -> MovePage:
    """Return the request as it stands; raises NotFound."""
    with refusals_recorded(services, actor, "Xem chuyển phiên bản", about=move_id):
        check_can_move_cases(actor)
        with services.database.reading() as tx:
            move = case_requests.load(tx, VersionMove, move_id)
            choices = release_choices(tx)
            work = Work(services, tx, services.clock.now(), Doer())
            items = case_requests.items(tx, MoveItem, move_id)
            return MovePage(
                move,
                chosen(choices, move.from_release),
                chosen(choices, move.to_release),
                tuple(
                    line_of(work, instances.load(tx, one.instance_id), item=one) for one in items
                ),
                yours=move.proposed_by == actor.person_id,
                counts=Counter(one.result for one in items),
                pairs=tuple(_named(services, tx, move)),
                trying=_trying(tx, move),
            )


def _trying(tx: Transaction, move: VersionMove) -> Progress | None:
    if move.rehearsed_at is not None or move.state is not RequestState.PROPOSED:
        return None
    job = kept_rehearsal(tx, move)
    return Progress.of(job, job.done, job.total) if job else None


def _named(
    services: Services, tx: Transaction, move: VersionMove
) -> Iterator[tuple[str, str, str]]:
    """Yield process, element and counterpart by their names."""
    before = services.catalogue(tx, move.from_release).definitions
    after = services.catalogue(tx, move.to_release).definitions
    for process, element, counterpart in move.pairs:
        old, new = before[process].elements[element], after[process].elements[counterpart]
        yield before[process].name, old.name or element, new.name or counterpart
