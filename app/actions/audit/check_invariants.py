"""Ask the database whether every invariant holds; by night each finding is told once (T-M)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import uuid4

from app.documents import DOC_TYPES
from app.documents.types import SignerKind
from app.domain.audit import EventKind, NewEvent
from app.domain.invariants import LawInForce, Violation
from app.domain.notices import Notice, NoticeKind
from app.domain.people import Actor
from app.domain.views.monitor import InvariantCheck
from app.permissions import check_can_watch
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import accounts, audit_log, invariant_checks, notifications
from app.store.database import Transaction
from app.store.invariants import violations
from app.verification import node_names as names
from app.working_days import recomputed

# These timers remind, or end what is the proposer's own time.
HARMLESS = ("rework_reminder", "leader_reminder", "override_report_late", "t_external_month")


def check_invariants(services: Services, only: str = "") -> Sequence[Violation]:
    """Return every violation of every invariant (or of one), in their order."""
    with services.database.reading() as tx:
        return violations(tx, law_in_force(services, tx), only)


def watch_invariants(services: Services) -> Sequence[Violation]:
    """Check, keep the result, alert the administrators and leave a line, once for each finding."""
    found = check_invariants(services)
    now = services.clock.now()
    with services.database.transaction() as tx:
        invariant_checks.insert(tx, InvariantCheck(uuid4().hex, now, "", "", tuple(found)))
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


def law_in_force(services: Services, tx: Transaction) -> LawInForce:
    """Return what the register is measured by: document types, profiles, calendars, names."""
    profiles, world = services.cache.profiles, services.world(tx)
    personal = (SignerKind.PERSONAL, SignerKind.SYSTEM)
    return LawInForce(
        replies=names.REPLY_SET,
        deciding_replies=frozenset(names.DECIDING_REPLIES),
        own_drafts=frozenset(k for k, kind in DOC_TYPES.items() if kind.signer_kind in personal),
        hard_items={
            code: frozenset(item.item for item in profile.legality_items if item.hard)
            for code, profile in profiles.items()
        },
        quorums={code: profile.vote_quorum for code, profile in profiles.items()},
        patient_processes=frozenset(names.PATIENT),
        harmless_timers=frozenset({*HARMLESS, names.LAPSE}),
        system_roles=names.SYSTEM_ROLES,
        recounted=lambda profile, clock: recomputed(clock, world.calendar(profile)),
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
