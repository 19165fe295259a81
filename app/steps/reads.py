"""Who read what: a line in a chain of the case's own, so that it is proved with the case.

Reading a restricted case is always recorded (INV-18), and auditors read one only with leave that a
second person gave them; taking any case out as a dossier is recorded too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.domain.audit import EventKind, NewEvent
from app.domain.cases import CaseRow
from app.domain.clock import LOCAL
from app.domain.people import Actor
from app.domain.reading_grants import GrantState
from app.errors import ContentsWithheld
from app.permissions import can_read_case
from app.steps.reading import monitor_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, cases, reading_grants
from app.store.database import Transaction

SYSTEM_ROLES = {"auditor": "Kiểm soát", "admin": "Quản trị", "process_owner": "Chủ quy trình"}
WITHHELD = {
    None: "Hồ sơ hạn chế: ghi lý do xin xem, người thứ hai cho xem thì mở được nội dung",
    GrantState.ASKED: "Yêu cầu xin xem đang chờ người thứ hai quyết định",
    GrantState.REFUSED: "Yêu cầu xin xem không được chấp nhận; ghi lý do khác để xin lại",
    GrantState.EXPIRED: "Thời gian được xem đã hết; xin xem lại nếu còn cần",
}

HELD, LIFTED = "Giữ lại hồ sơ: ", "Bỏ giữ lại hồ sơ: "


def asked_words(reason: str) -> str:
    """Return the line of a request to read; like the others, what is compared with its row."""
    return f"Xin xem hồ sơ: {reason}"


def granted_words(name: str, ends_at: datetime | None) -> str:
    """Return the line of leave to read."""
    end = f"{ends_at.astimezone(LOCAL):%H:%M ngày %d/%m/%Y}" if ends_at else ""
    return f"Cho {name} xem hồ sơ đến {end}"


def refused_words(name: str, answer: str) -> str:
    """Return the line of leave that was not given."""
    return f"Không cho {name} xem hồ sơ: {answer}"


def note_read(services: Services, actor: Actor, case: CaseRow, what: str) -> None:
    """Record that a restricted case was read, in a transaction of its own; others leave no line.

    Raises ContentsWithheld for an auditor without leave.
    """
    if not case.restricted:
        return
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, what, about=case.code),
        services.database.transaction() as tx,
    ):
        check_leave(services, tx, actor, case)
        record_read(tx, actor, case, EventKind.CASE_READ, what, now)


def check_leave(services: Services, tx: Transaction, actor: Actor, case: CaseRow) -> None:
    """Raise ContentsWithheld for an auditor who reads a restricted case as such, without leave.

    The sentence tells where their request stands.
    """
    if not case.restricted or not needs_leave(services, tx, actor, case):
        return
    last = reading_grants.last_of(tx, case.id, actor.person_id)
    standing = last.standing(services.clock.now()) if last else None
    if standing is not GrantState.GRANTED:
        raise ContentsWithheld(WITHHELD[standing], clauses=("INV-18",))


def needs_leave(services: Services, tx: Transaction, actor: Actor, case: CaseRow) -> bool:
    """Tell whether the actor reads the case for no other reason than being an auditor."""
    if "auditor" not in actor.system_roles:
        return False
    in_office = replace(actor, system_roles=actor.system_roles - {"auditor"})
    return not can_read_case(in_office, cases.readers(tx, case.id), monitor_of(services))


def record_read(
    tx: Transaction, actor: Actor | None, case: CaseRow, kind: EventKind, what: str, now: datetime
) -> None:
    """Chain one reading; without an actor it was done on the command line."""
    event = NewEvent(
        kind=kind,
        at=now,
        summary=what,
        actor_id=actor.person_id if actor else "",
        actor_name=actor.name if actor else "Dòng lệnh",
        capacity=_capacity(actor),
        case_id=case.id,
        clauses=("INV-18",),
    )
    audit_log.append_system(tx, [event], now, audit_log.READS_PREFIX + case.id)


def _capacity(actor: Actor | None) -> str:
    """Name the office a person reads in: the system role, else the first of their capacities."""
    if actor is None:
        return ""
    roles = [name for role, name in SYSTEM_ROLES.items() if role in actor.system_roles]
    return next(iter([*roles, *(capacity.label for capacity in actor.capacities)]), "")
