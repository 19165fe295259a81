"""The page of a rehearsal: what waits, for whom, where the cases stand, what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.actions import Services
from app.actions.staff.open_case import open_case
from app.domain.cases import CaseRow, TaskRow, TaskState
from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.situations import Situation
from app.domain.views import CasePage
from app.organisation import Organisation
from app.rehearsal.sandbox import Sandbox
from app.rehearsal.views import PlayedCase, Player, RehearsalPage, Waiting
from app.store import accounts, cases, facts, releases, tasks, timers
from app.store.database import Transaction

MOST_CASES = 20
UNNAMED = "Kế hoạch chưa đặt tên"


def read_rehearsal(
    sandbox: Sandbox, inside: Services, situations: tuple[Situation, ...]
) -> RehearsalPage:
    """Return the rehearsal as it stands; `situations` are those of its process.

    They bring their own days with them, so they can be played before anything happened.
    """
    kept = sandbox.kept()
    with inside.database.reading() as tx:
        organisation = inside.world(tx).organisation
        rows = cases.search(tx, limit=MOST_CASES)
        open_ones = [
            (row, task)
            for row in rows
            for task in tasks.of_case(tx, row.id)
            if task.state is TaskState.OPEN
        ]
        waiting = tuple(_waiting(inside, organisation, row, task) for row, task in open_ones)
        known = {row.id: _facts(tx, row) for row in rows}
        next_due = timers.next_due(tx)
        people = tuple(_people(tx))
        names = _tasks(inside, tx)
    played = tuple(_played(inside, organisation, row, known[row.id]) for row in rows if row.code)
    return RehearsalPage(
        id=sandbox.id,
        draft_id=kept.draft_id,
        process_id=kept.process_id,
        title=kept.title,
        now=sandbox.clock.now(),
        next_due=next_due,
        waiting=waiting,
        cases=played,
        moves=tuple(reversed(kept.moves)),
        people=people,
        situations=situations,
        tasks=names,
    )


def _waiting(inside: Services, organisation: Organisation, row: CaseRow, task: TaskRow) -> Waiting:
    day = local_day(inside.clock.now())
    holders = task.person_ids or organisation.holders(task.role, task.body_id, day)
    players = (
        Player(person, organisation.person(person).name, f"/viec/{task.id}")
        for person in holders
        if person not in task.excluded_ids
    )
    return Waiting(
        case_title=row.title or UNNAMED,
        name=task.name,
        element_id=task.element_id,
        role=organisation.role_label(task.role, task.body_id),
        due_at=task.due_at,
        players=tuple(players),
    )


def _played(
    inside: Services, organisation: Organisation, row: CaseRow, known: Mapping[str, object]
) -> PlayedCase:
    return PlayedCase(_page(inside, organisation, row), known)


def _page(inside: Services, organisation: Organisation, row: CaseRow) -> CasePage:
    """Return the case's own page, as whoever began it sees it."""
    day = local_day(inside.clock.now())
    person = row.started_by
    capacities = organisation.capacities(person, day)
    actor = Actor(person, organisation.person(person).name, person, capacities)
    return open_case(inside, actor, row.code)


def _facts(tx: Transaction, row: CaseRow) -> Mapping[str, object]:
    """Return every fact of the case by name; of a name in several sheets the latest."""
    found: dict[str, object] = {}
    for sheet in facts.of_case(tx, row.id).values():
        found |= sheet.facts
    return dict(sorted(found.items()))


def _tasks(inside: Services, tx: Transaction) -> dict[str, str]:
    """Return the names of all tasks of the release, by element id, in order of their names."""
    definitions = inside.catalogue(tx, releases.latest_id(tx)).definitions
    found = {
        element.id: element.name
        for definition in definitions.values()
        for element in definition.elements.values()
        if element.tag == "userTask"
    }
    return dict(sorted(found.items(), key=lambda one: one[1]))


def _people(tx: Transaction) -> Iterator[Player]:
    for account in accounts.everybody(tx):
        if not account.system_roles:
            yield Player(account.person_id, account.name, "/viec")
