"""Ask the database whether every invariant holds; by night each finding is told once (T-M)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import uuid4

from app.domain.audit import EventKind, NewEvent
from app.domain.invariants import Violation
from app.domain.notices import Notice, NoticeKind
from app.domain.people import Actor
from app.domain.views.monitor import InvariantCheck
from app.mining.law import law_in_force
from app.permissions import check_can_watch
from app.steps.alerts import send_letters
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import accounts, audit_log, cases, invariant_checks, notifications
from app.store.database import Transaction
from app.store.invariants import violations

PLACE = "/giam-sat/bat-bien"
# What a letter names; the page shows all.
MOST_NAMED = 30


def check_invariants(services: Services, only: str = "") -> Sequence[Violation]:
    """Return every violation of every invariant (or of one), in their order."""
    with services.database.reading() as tx:
        return violations(tx, law_in_force(services, tx), only)


def watch_invariants(services: Services) -> Sequence[Violation]:
    """Check, keep the result, alert the administrators and leave a line, once for each finding."""
    found = check_invariants(services)
    now = services.clock.now()
    check = InvariantCheck(uuid4().hex, now, "", "", tuple(found))
    with services.database.transaction() as tx:
        invariant_checks.insert(tx, check)
        admins = [a.person_id for a in accounts.everybody(tx) if "admin" in a.system_roles]
        keys = {_key(one, ""): one for one in found}
        known = notifications.known_keys(tx, keys)
        fresh = {key: one for key, one in keys.items() if key not in known}
        notices = [
            Notice(NoticeKind.ALERT, _text(one), **to, case_id=one.case_id, at=now)
            for key, one in fresh.items()
            for to in _addressees(key, one, admins)
        ]
        notifications.insert(tx, notices)
        _write_letters(services, tx, check.id, [*fresh.values()])
        if fresh:
            audit_log.append_system(tx, [_event(one, now) for one in fresh.values()], now)
    return tuple(fresh.values())


def check_invariants_now(services: Services, actor: Actor) -> InvariantCheck:
    """Check because somebody asks, and keep the result; raises PermissionDenied."""
    with refusals_recorded(services, actor, "Kiểm bất biến"):
        check_can_watch(actor)
    found, now = tuple(check_invariants(services)), services.clock.now()
    checked = InvariantCheck(uuid4().hex, now, actor.person_id, actor.name, found)
    event = NewEvent(
        kind=EventKind.INVARIANTS_CHECKED,
        at=now,
        summary=f"Kiểm bất biến: {len(found)} điều không được giữ",
        actor_id=actor.person_id,
        actor_name=actor.name,
        clauses=tuple(dict.fromkeys(one.invariant for one in found)),
        payload={"check": checked.id},
    )
    with services.database.transaction() as tx:
        invariant_checks.insert(tx, checked)
        audit_log.append_system(tx, [event], now)
    return checked


def _write_letters(
    services: Services, tx: Transaction, check_id: str, fresh: Sequence[Violation]
) -> None:
    """Write once to administrators and auditors what is newly broken: codes and a link alone."""
    if not fresh:
        return
    codes = cases.codes(tx, {one.case_id for one in fresh if one.case_id})
    told = [
        f"{one.invariant} không được giữ"
        + (f" ở hồ sơ {codes[one.case_id]}." if one.case_id in codes else ".")
        for one in fresh[:MOST_NAMED]
    ]
    if len(fresh) > MOST_NAMED:
        told.append(f"Và {len(fresh) - MOST_NAMED} điều khác.")
    send_letters(
        services,
        tx,
        accounts.with_role(tx, ("admin", "auditor")),
        key=f"invariants:{check_id}",
        subject=f"{len(fresh)} bất biến mới không được giữ",
        lines=told,
        link=PLACE,
    )


def _addressees(key: str, one: Violation, admins: Sequence[str]) -> Iterator[dict[str, str]]:
    # The notice to the role is what remembers that the finding was told.
    yield {"role": "admin", "key": key}
    for person_id in admins:
        yield {"person_id": person_id, "key": _key(one, person_id)}


def _key(one: Violation, person_id: str) -> str:
    text = "|".join((one.invariant, one.case_id, one.instance_id, one.what))
    return f"invariant:{hashlib.sha256(text.encode()).hexdigest()[:32]}:{person_id}"


def _text(one: Violation) -> str:
    return f"{one.invariant} không được giữ: {one.what}"


def _event(one: Violation, now: datetime) -> NewEvent:
    return NewEvent(
        kind=EventKind.ALERT_SENT,
        at=now,
        summary=_text(one),
        case_id=one.case_id,
        clauses=(one.invariant,),
        payload={"invariant": one.invariant, "instance": one.instance_id, "what": one.what},
    )
