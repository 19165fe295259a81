"""Work that failed is kept as an incident, in a transaction of its own, after all else was undone.

What a person's act was kept from is told to them with the incident's number.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.clock import local_day
from app.domain.incidents import Cause, FailedWork, Incident, IncidentState, Subject
from app.domain.people import Actor
from app.errors import ChuTruongError, NotFound, StepBroken
from app.register.register import Doer
from app.steps.alerts import tell_of_incident
from app.steps.causes import cause_of, is_fault
from app.steps.incident_record import record_incident
from app.steps.services import Services
from app.steps.whereabouts import Whereabouts
from app.store import cases, incidents, instances
from app.store.database import Transaction


@contextmanager
def failures_kept(
    services: Services, actor: Actor, what: FailedWork, *, about: str = ""
) -> Iterator[Whereabouts]:
    """Keep the failure of what a person does; yields where to note what is being moved.

    Raises StepBroken in its place, with the incident's number. Answers to the person, and what
    fails before the engine was asked, go on as they are. `about` is the case's code, if any.
    """
    at = Whereabouts()
    try:
        yield at
    except Exception as error:
        if at.instance is None or not is_fault(error):
            raise
        process_id = at.instance.process_id
        task_id = at.task.id if at.task else ""
        key = f"{what.value}:{task_id or f'{process_id}:{about or actor.person_id}'}"
        subject = replace(subject_of(at, error, what, key), subject_id=task_id)
        incident = keep_failure(services, subject, error, actor=actor)
        raise StepBroken(_told(incident, error)) from error


def _told(incident: Incident, error: Exception) -> str:
    why = error.message if isinstance(error, ChuTruongError) else "lỗi ngoài dự kiến"
    return (
        f"Chưa ghi nhận, sự cố {incident.named}: {why}. Hồ sơ chưa có gì thay đổi. "
        "Báo số sự cố này cho quản trị, gửi lại khi đã khắc phục"
    )


def subject_of(at: Whereabouts, error: Exception, what: FailedWork, key: str) -> Subject:
    """Return what an incident is about, as far as the failed work knew where it was."""
    process_id, activation_id, element_id = at.place(error)
    return Subject(
        what=what,
        key=key,
        case_id=at.instance.case_id if at.instance else "",
        instance_id=at.instance.id if at.instance else "",
        process_id=process_id,
        activation_id=activation_id,
        element_id=element_id,
    )


def keep_failure(
    services: Services, subject: Subject, error: Exception, *, actor: Actor | None = None
) -> Incident:
    """Open an incident, or count one more attempt of the one that is open about the same work."""
    cause = cause_of(error)
    with services.database.transaction() as tx:
        found = _as_stored(services, tx, subject)
        known = incidents.live(tx, found.key)
        if known is None:
            return note_failure(services, tx, _opened(services, tx, found, cause, actor), cause)
        again = replace(known, attempts=known.attempts + 1)
        return note_failure(services, tx, again, cause)


def _opened(
    services: Services, tx: Transaction, subject: Subject, cause: Cause, actor: Actor | None
) -> Incident:
    now = services.clock.now()
    incident = Incident(
        id=uuid4().hex,
        code=incidents.next_code(tx, local_day(now).year),
        what=subject.what,
        key=subject.key,
        state=IncidentState.WAITING,
        cause=cause.text,
        first_at=now,
        last_at=now,
        subject_id=subject.subject_id,
        case_id=subject.case_id,
        instance_id=subject.instance_id,
        process_id=subject.process_id,
        activation_id=subject.activation_id,
        element_id=subject.element_id,
        element_name=subject.element_name,
        person_id=actor.person_id if actor else "",
        person_name=actor.name if actor else "",
    )
    incidents.insert(tx, incident)
    doer = Doer(actor.person_id, actor.name) if actor else Doer()
    payload = {"cause": cause.text, "place": cause.place}
    record_incident(tx, incident, EventKind.INCIDENT_OPENED, "Gặp sự cố", doer, now, payload)
    return incident


def note_failure(services: Services, tx: Transaction, incident: Incident, cause: Cause) -> Incident:
    """Write why an attempt failed, and when the next comes; after the last a person has to look.

    One that waits for a person goes on waiting, whoever tried it meanwhile.
    """
    now, patience = services.clock.now(), services.patience
    was_open = incident.state is IncidentState.OPEN
    is_open = was_open or not incident.is_automatic or patience.is_over(incident.attempts)
    after = incidents.change(
        tx,
        incident,
        state=IncidentState.OPEN if is_open else IncidentState.WAITING,
        cause=cause.text,
        place=cause.place,
        trace=cause.trace,
        last_at=now,
        next_try_at=None if is_open else now + patience.wait_after(incident.attempts),
    )
    if is_open and not was_open:
        tell_of_incident(services, tx, after)
    return after


def _as_stored(services: Services, tx: Transaction, subject: Subject) -> Subject:
    """Return the subject with its element's name, and without what was undone with the failure.

    Locks the instance, as every attempt does before it locks the incident.
    """
    if subject.case_id:
        try:
            cases.load(tx, subject.case_id)
        except NotFound:
            return replace(subject, instance_id="", case_id="")
    if not subject.instance_id:
        return subject
    try:
        row = instances.load_locked(tx, subject.instance_id)
    except NotFound:
        return replace(subject, instance_id="")
    return replace(subject, element_name=_element_name(services, tx, row.release_id, subject))


def _element_name(services: Services, tx: Transaction, release_id: str, subject: Subject) -> str:
    try:
        definitions = services.catalogue(tx, release_id).definitions
    except ChuTruongError:
        # The release itself may be what is broken; the incident is kept all the same.
        return ""
    definition = definitions.get(subject.process_id)
    element = definition.elements.get(subject.element_id) if definition else None
    return (element.name or element.id) if element else ""
