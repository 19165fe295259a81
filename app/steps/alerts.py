"""Alerts to those who run the system: a notice in the product and a letter, each given once.

A letter names codes and a link, nothing of what is in a restricted case: mail lies open on its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from app.domain.incidents import Incident
from app.domain.jobs import Job, JobKind
from app.domain.notices import Notice, NoticeKind
from app.errors import NotFound
from app.queue.mailing import is_address, payload_of
from app.steps.services import Services
from app.store import accounts, cases, jobs, notifications
from app.store.database import Transaction

INCIDENTS = "/quan-tri/su-co"


def tell_of_incident(services: Services, tx: Transaction, incident: Incident) -> None:
    """Tell the administrators of an incident that waits for them."""
    now = services.clock.now()
    admins = accounts.with_role(tx, ("admin",))
    text = f"Sự cố {incident.named}: {incident.cause}"
    notices = [
        Notice(
            NoticeKind.ALERT,
            text,
            person_id=person_id,
            key=f"incident:{incident.code}:{person_id}",
            case_id=incident.case_id,
            at=now,
        )
        for person_id in admins
    ]
    notifications.insert(tx, notices)
    code, restricted = _case(tx, incident.case_id)
    told = [f"Sự cố {incident.code} chờ quản trị."]
    told += [f"Hồ sơ: {code}."] if code else []
    told += [] if restricted else [text]
    link = f"{INCIDENTS}/{incident.code}"
    key = f"incident:{incident.code}"
    subject = f"Sự cố {incident.code}"
    send_letters(services, tx, admins, key=key, subject=subject, lines=told, link=link)


def _case(tx: Transaction, case_id: str) -> tuple[str, bool]:
    if not case_id:
        return "", False
    try:
        case = cases.load(tx, case_id)
    except NotFound:
        return "", True
    return case.code, case.restricted


def send_letters(
    services: Services,
    tx: Transaction,
    person_ids: Iterable[str],
    *,
    key: str,
    subject: str,
    lines: Iterable[str],
    link: str,
) -> None:
    """Defer one letter to each of these persons who has an address; none without a mail server.

    The same key gives nobody a second letter.
    """
    if not services.settings.mail_url:
        return
    persons = services.world(tx).organisation
    text = "\n".join([*lines, "", f"Mở: {services.settings.public_url}{link}", ""])
    now = services.clock.now()
    found = {one: persons.person(one).email for one in person_ids if persons.has_person(one)}
    jobs.defer(
        tx,
        [
            letter(f"{key}:{one}", address, subject, text, now)
            for one, address in found.items()
            if is_address(address)
        ],
    )


def letter(key: str, to: str, subject: str, text: str, now: datetime) -> Job:
    """Return the job of one letter."""
    payload = payload_of(to, f"Chủ trương: {subject}", text)
    return Job(uuid4().hex, JobKind.MAIL, f"mail:{key}", payload, now, now)
