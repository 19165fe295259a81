"""Who may read a case: the rows that `permissions` judges by, gathered from the register."""

from __future__ import annotations

from app.domain.cases import CaseRow, CaseState
from app.domain.people import Actor
from app.errors import ContentsWithheld
from app.permissions import check_can_read_case, reading_bodies
from app.steps.services import Services
from app.store import cases
from app.store.database import Transaction

DESTROYED = "Nội dung hồ sơ đã được tiêu hủy; biên bản tiêu hủy ở trang Chứng minh của hồ sơ"


def monitor_of(services: Services) -> str:
    """Return the body that watches over the whole procedure in this installation."""
    profile = services.cache.profiles[services.settings.profile]
    return profile.text("lead_bodies.monitor")


def check_readable(services: Services, tx: Transaction, actor: Actor, case: CaseRow) -> None:
    """Raise NotFound unless the actor takes part in the case or watches it (SC-101).

    Raises ContentsWithheld to those who may when the case is destroyed.
    """
    found = cases.readers(tx, case.id)
    monitor = monitor_of(services)
    check_can_read_case(actor, case, found.person_ids, found.body_ids, monitor_body_id=monitor)
    check_contents_left(case)


def check_contents_left(case: CaseRow) -> None:
    """Raise ContentsWithheld for a destroyed case."""
    if case.state is CaseState.DESTROYED:
        raise ContentsWithheld(DESTROYED)


def works_on(services: Services, tx: Transaction, actor: Actor, case: CaseRow) -> bool:
    """Tell whether the actor reads the case from within a body that has or had it.

    A proposer takes part in the case but does not see what its bodies are still writing.
    """
    bodies = reading_bodies(actor, monitor_of(services))
    return bodies is None or bool(bodies & cases.readers(tx, case.id).body_ids)


def bodies_read_by(services: Services, actor: Actor) -> list[str] | None:
    """Return the bodies whose cases the actor may read; None stands for all of them."""
    bodies = reading_bodies(actor, monitor_of(services))
    return None if bodies is None else sorted(bodies)
