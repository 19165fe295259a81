"""Failed work of the machine tried again: counted first, then done, then settled with its incident.

The attempt is counted in a transaction of its own, so that one who is killed in the middle does not
try for ever. What is done and that it is settled stand in one commit. Every transaction locks the
case and the instance before the incident.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.case_requests import MoveItem, VersionMove
from app.domain.cases import InstanceRow
from app.domain.incidents import (
    Attempt,
    AttemptResult,
    Cause,
    FailedWork,
    Incident,
    IncidentState,
    Subject,
)
from app.domain.people import Actor
from app.errors import StepRefused
from app.register.register import Doer
from app.steps.causes import cause_of
from app.steps.failing import note_failure, subject_of
from app.steps.incident_record import record_incident
from app.steps.reseating import carry_over
from app.steps.services import Services
from app.steps.step import fire_due
from app.steps.sweeping import sweep_clock
from app.steps.whereabouts import Whereabouts
from app.steps.work import Work
from app.store import case_requests, clocks, incident_lists, incidents, instances, timers
from app.store.database import Transaction

DONE = "đã chạy xong"
NOTHING_LEFT = "không còn gì phải chạy: hồ sơ đã đi tiếp bằng cách khác"
SOLVED_ALREADY = "đã khắc phục trước đó"
SENT_BY_A_PERSON = "việc của người: người làm gửi lại, không ai làm thay"


def timer_subject(
    services: Services, at: Whereabouts, instance_id: str, error: Exception
) -> Subject:
    """Return what the incident of an instance's timers is about; at least the first one due."""
    key = f"{FailedWork.TIMER.value}:{instance_id}"
    found = replace(subject_of(at, error, FailedWork.TIMER, key), instance_id=instance_id)
    with services.database.reading() as tx:
        row = instances.load(tx, instance_id)
        first = timers.of_instance(tx, instance_id)[:1]
    found = replace(found, case_id=row.case_id, process_id=found.process_id or row.process_id)
    if found.element_id or not first:
        return found
    return replace(found, activation_id=first[0].activation_id, element_id=first[0].element_id)


def try_again(
    services: Services, incident: Incident, actor: Actor | None = None, batch_id: str = ""
) -> Attempt:
    """Try once more, as a person asks or, without one, because it is due; return what came of it.

    Raises Conflict, DatabaseUnavailable when not even the attempt could be counted.
    """
    attempt = _begin(services, incident, actor, batch_id)
    if attempt.result is not AttemptResult.UNDER_WAY:
        return attempt
    try:
        return _carry_out(services, incident, attempt)
    except Exception as error:
        cause = cause_of(error)
        with services.database.transaction() as tx:
            _lock(tx, incident)
            note_failure(services, tx, incidents.load(tx, incident.id), cause)
            return _ended(tx, attempt, AttemptResult.FAILED, cause.text)


def why_not(incident: Incident) -> str:
    """Return why an incident cannot be tried again, or nothing."""
    if incident.state is IncidentState.SOLVED:
        return SOLVED_ALREADY
    return "" if incident.is_automatic else SENT_BY_A_PERSON


def _begin(services: Services, seen: Incident, actor: Actor | None, batch_id: str) -> Attempt:
    """Count the attempt and put the next one off, for the case that this one is cut short."""
    now, patience = services.clock.now(), services.patience
    attempt = Attempt(uuid4().hex, seen.id, 0, now, batch_id=batch_id)
    if actor is not None:
        attempt = replace(attempt, person_id=actor.person_id, person_name=actor.name)
    with services.database.transaction() as tx:
        _lock(tx, seen)
        incident = incidents.load(tx, seen.id)
        refused = _refusal(services, tx, incident, seen, actor)
        if refused:
            found = replace(attempt, result=AttemptResult.NOT_TRIED, told=refused)
            if actor is not None:
                incident_lists.begin_attempt(tx, found)
            return found
        number = incident.attempts + 1
        waits = incident.state is IncidentState.WAITING
        incidents.change(
            tx,
            incident,
            attempts=number,
            next_try_at=now + patience.wait_after(number) if waits else None,
        )
        attempt = replace(attempt, number=number)
        incident_lists.begin_attempt(tx, attempt)
        doer = Doer(actor.person_id, actor.name, "Quản trị") if actor else Doer()
        told = f"Thử lại lần {number} sự cố"
        record_incident(tx, incident, EventKind.INCIDENT_RETRIED, told, doer, now)
        return attempt


def _refusal(
    services: Services, tx: Transaction, incident: Incident, seen: Incident, actor: Actor | None
) -> str:
    """Return why nothing is tried, if so; an attempt that was cut short may have been the last."""
    if why_not(incident) or actor is not None:
        return why_not(incident)
    if incident.attempts != seen.attempts:
        return "đang được thử ở nơi khác"
    if services.patience.is_over(incident.attempts):
        note_failure(services, tx, incident, Cause(incident.cause, incident.place, incident.trace))
        return "lần thử cuối bị ngắt giữa chừng"
    return ""


def _carry_out(services: Services, incident: Incident, attempt: Attempt) -> Attempt:
    now = services.clock.now()
    with services.database.transaction() as tx:
        work = Work(services, tx, now, Doer())
        told = _WAYS[incident.what](work, incident)
        doer = Doer(attempt.person_id, attempt.person_name, "Quản trị")
        settle(work, incident, told, doer if attempt.person_id else Doer())
        return _ended(tx, attempt, AttemptResult.SOLVED, told)


def _ended(tx: Transaction, attempt: Attempt, result: AttemptResult, told: str) -> Attempt:
    incident_lists.end_attempt(tx, attempt, result, told)
    return replace(attempt, result=result, told=told)


def settle(work: Work, seen: Incident, told: str, doer: Doer) -> Incident:
    """End an incident in the transaction of what ended it; one that is over stays as it is."""
    _lock(work.tx, seen)
    incident = incidents.load(work.tx, seen.id)
    if incident.state is IncidentState.SOLVED:
        return incident
    after = incidents.change(
        work.tx,
        incident,
        state=IncidentState.SOLVED,
        solution=told,
        solved_name=doer.name,
        solved_at=work.now,
        next_try_at=None,
    )
    payload = {"told": told}
    kind = EventKind.INCIDENT_SOLVED
    record_incident(work.tx, after, kind, "Khắc phục sự cố", doer, work.now, payload)
    return after


def _lock(tx: Transaction, incident: Incident) -> InstanceRow | None:
    return instances.load_locked(tx, incident.instance_id) if incident.instance_id else None


def _fire(work: Work, incident: Incident) -> str:
    if timers.claim_one(work.tx, incident.instance_id, work.now):
        fire_due(work, incident.instance_id)
        return DONE
    status = instances.load(work.tx, incident.instance_id).status
    if status not in ("running", "done"):
        raise StepRefused("Lượt chạy đang được tạm dừng; cho chạy tiếp rồi thử lại")
    return NOTHING_LEFT


def _sweep(work: Work, incident: Incident) -> str:
    # Before the chain of the system, as whoever counts an attempt does.
    incidents.load(work.tx, incident.id)
    clock = clocks.load(work.tx, incident.subject_id)
    if clock is None:
        return NOTHING_LEFT
    sweep_clock(work, clock)
    return DONE


def _transfer(work: Work, incident: Incident) -> str:
    move_id = incident.subject_id
    item = case_requests.claim_one(work.tx, MoveItem, move_id, incident.instance_id)
    if item is None:
        return NOTHING_LEFT
    move = case_requests.load(work.tx, VersionMove, move_id)
    doer = Doer(move.decided_by, move.decided_name, "Quản trị")
    carry_over(replace(work, doer=doer), move, item)
    return DONE


_WAYS: Mapping[FailedWork, Callable[[Work, Incident], str]] = {
    FailedWork.TIMER: _fire,
    FailedWork.CLOCK: _sweep,
    FailedWork.TRANSFER: _transfer,
}
