"""What must hold: a refusal changes nothing, nobody is stuck, what the database holds is sound."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import select, text

from app.actions.audit.check_invariants import check_invariants
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.domain.cases import InstanceRow
from app.domain.clock import local_day
from app.store import instances, messages, tasks, timers
from app.store.database import Transaction
from app.store.tables.cases import case_file
from tests.factories import AtWork
from tests.steps.soundness import faults

# What people's acts write, but for the record: a refusal is noted there, in the chain of no case.
WRITTEN = (
    "case_file", "case_code_counter", "case_participant", "level_pass", "clock", "breach",
    "fact_sheet", "notification", "document", "delivery", "series", "incoming", "instance",
    "activation", "task", "task_candidate", "submission", "timer", "message_wait",
    "kept_message", "conflict_declaration",
)  # fmt: skip
# A message that somebody outside the instance can always send.
SENDABLE = frozenset(("external_answer", "conditions_allow", "case_closed"))
# These watch a pass: they end when it is answered.
WATCHING = frozenset(("p01w_clock_watch", "p01e_extension"))


class Fault(Exception):
    """Something that may never be; the message says what, for the reader of the campaign."""


def digest(office: AtWork) -> str:
    """Return a hash of everything that a refused attempt must leave as it was."""
    found = hashlib.sha256()
    with office.services.database.reading() as tx:
        for name in WRITTEN:
            for row in tx.execute(text(f"SELECT * FROM {name} ORDER BY rowid")):  # noqa: S608
                found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def all_cases(office: AtWork) -> list[str]:
    """Return the ids of all cases in the order in which they began."""
    with office.services.database.reading() as tx:
        query = select(case_file.c.id).order_by(case_file.c.created_at, case_file.c.started_by)
        return list(tx.execute(query).scalars())


def check_sound(office: AtWork) -> None:
    """Raise Fault for a broken chain, a broken invariant, or rows that do not fit the engine's."""
    services = office.services
    found = [f"chain {one.chain_id}: {one.reason}" for one in broken_chains(verify_audit(services))]
    found += [f"{one.invariant}: {one.what} ({one.case_id})" for one in check_invariants(services)]
    found += faults(services)
    if found:
        raise Fault("; ".join(found))


def check_timers(office: AtWork) -> None:
    """Raise Fault when a timer is due and did not fire: its step fails each time."""
    with office.services.database.reading() as tx:
        due = timers.next_due(tx)
    if due is not None and due <= office.clock.now():
        raise Fault(f"a timer due at {due:%Y-%m-%d %H:%M} does not fire")


def candidates(office: AtWork, task: tasks.TaskRow) -> list[str]:
    """Return who is named for a task or holds its role, in a fixed order."""
    if task.person_ids:
        return sorted(task.person_ids)
    with office.services.database.reading() as tx:
        organisation = office.services.world(tx).organisation
    today = local_day(office.clock.now())
    return sorted(organisation.holders(task.role, task.body_id, today))


def check_nobody_stuck(office: AtWork) -> None:
    """Raise Fault for a running instance that nobody and nothing can move."""
    with office.services.database.reading() as tx:
        for case_id in all_cases(office):
            rows = [row for row in instances.of_case(tx, case_id) if row.status == "running"]
            stuck = [row.process_id for row in rows if not any(_moved_by(tx, row, rows))]
            if stuck:
                raise Fault(f"case {case_id}: nothing moves {', '.join(stuck)}")


def _moved_by(tx: Transaction, row: InstanceRow, running: list[InstanceRow]) -> Iterator[bool]:
    yield bool(tasks.open_of_instance(tx, row.id))
    yield any(wait.name in SENDABLE for wait in messages.waits_of_instance(tx, row.id))
    if row.process_id in WATCHING:
        yield bool(timers.of_instance(tx, row.id)) or any(
            other.process_id not in WATCHING for other in running
        )
