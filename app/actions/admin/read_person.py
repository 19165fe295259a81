"""Read one person whole: offices with their dates, what they lend, account and sessions."""

from __future__ import annotations

from datetime import date, datetime

from app.domain.clock import local_day
from app.domain.people import Actor, OrganisationRows, Person
from app.domain.views.organisation import (
    AccountPage,
    PersonPage,
    RoleAsked,
    RowLine,
    SessionLine,
)
from app.errors import NotFound
from app.organisation.row_reading import Names
from app.organisation.sheets import APPOINTMENTS, DELEGATIONS, MEMBERSHIPS, PERSONS, Sheet
from app.permissions import check_can_edit_organisation
from app.steps.account_record import account_version
from app.steps.organisation_pages import history_of, line_of
from app.steps.organisation_planning import shown
from app.steps.password_resets import why_two
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import account_requests, accounts, organisation_log, organisation_rows, sessions
from app.store.accounts import AccountRow
from app.store.database import Transaction


def read_person(services: Services, actor: Actor, person_id: str) -> PersonPage:
    """Return the person's page; raises NotFound, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Mở trang một người", about=person_id),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        now = services.clock.now()
        rows, today = organisation_rows.load(tx), local_day(now)
        person = next((one for one in rows.persons if one.id == person_id), None)
        if person is None:
            raise NotFound("Không có người này; mở lại danh sách Người")
        names = Names(rows)
        capacities = services.world(tx).organisation.capacities(person_id, today)
        history = organisation_log.of_row(tx, PERSONS.key, person_id)
        account = accounts.of_person(tx, person_id)
        return PersonPage(
            person_id,
            person.name,
            _about(person, names),
            _lines(APPOINTMENTS, rows, person_id, names, today),
            _lines(MEMBERSHIPS, rows, person_id, names, today),
            _lines(DELEGATIONS, rows, person_id, names, today),
            tuple(dict.fromkeys(capacity.label for capacity in capacities)),
            _account(services, tx, account, now) if account else None,
            _asked(tx, actor, person),
            history_of(PERSONS, history, names),
        )


def _about(person: Person, names: Names) -> tuple[tuple[str, str], ...]:
    return tuple((c.heading, shown(c, person, names)) for c in PERSONS.columns)


def _lines(
    sheet: Sheet, rows: OrganisationRows, person_id: str, names: Names, today: date
) -> tuple[RowLine, ...]:
    lines = (line_of(sheet, one, names, today) for one in getattr(rows, sheet.key))
    return tuple(line for line in lines if line.person_id == person_id)


def _account(
    services: Services, tx: Transaction, account: AccountRow, now: datetime
) -> AccountPage:
    live = (
        one
        for one in sessions.of_person(tx, account.person_id)
        if one.revoked_at is None and one.expires_at > now
    )
    return AccountPage(
        account.login,
        account.active,
        account.given_at,
        account.system_roles,
        tuple(SessionLine(one.address, one.created_at, one.last_seen_at) for one in live),
        account_version(account),
        why_two(services, tx, account, now),
    )


def _asked(tx: Transaction, actor: Actor, person: Person) -> tuple[RoleAsked, ...]:
    return tuple(
        RoleAsked(
            one.id,
            one.person_id,
            person.name,
            one.wanted.value,
            one.reason,
            one.asked_name,
            one.asked_at,
            decides=actor.person_id not in (one.asked_by, one.person_id),
        )
        for one in account_requests.waiting(tx, person.id)
    )
