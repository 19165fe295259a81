"""Messages between instances: who listens for what, and messages kept until somebody does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from app.domain.execution import MessageWait
from app.errors import Conflict
from app.store.database import Transaction
from app.store.failures import LOST_RACE
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.execution import instance, kept_message, message_wait


@dataclass(frozen=True)
class WaitRow:
    """One place of one instance that listens for a message."""

    instance_id: str
    id: str
    activation_id: str
    element_id: str
    name: str
    case_id: str
    pass_id: str


@dataclass(frozen=True)
class KeptMessage:
    """A message nobody waited for yet; `receiver` is the process it is meant for."""

    id: str
    name: str
    receiver: str
    case_id: str
    pass_id: str
    sent_by: str
    sent_at: datetime
    delivered_at: datetime | None = None
    delivered_to: str = ""


_OF_INSTANCE = select(message_wait).where(message_wait.c.instance_id == bindparam("instance_id_"))
_DELETE = delete(message_wait).where(
    message_wait.c.instance_id == bindparam("instance_id_"),
    message_wait.c.id.in_(bindparam("ids", expanding=True)),
)


def waits_of_instance(tx: Transaction, instance_id: str) -> list[WaitRow]:
    """Return where the instance listens."""
    rows = tx.rows(_OF_INSTANCE, {"instance_id_": instance_id})
    return [from_row(WaitRow, row) for row in rows]


def replace_waits(
    tx: Transaction, instance_id: str, case_id: str, pass_id: str, waits: Sequence[MessageWait]
) -> None:
    """Make the instance's listening places these; write only what changed.

    A place keeps the pass it began to listen in.
    """
    before = {row.id for row in waits_of_instance(tx, instance_id)}
    wanted = {wait.id: wait for wait in waits}
    gone = [id_ for id_ in before if id_ not in wanted]
    if gone:
        tx.execute(_DELETE, {"instance_id_": instance_id, "ids": gone})
    scope = {"instance_id": instance_id, "case_id": case_id, "pass_id": pass_id}
    new = [{**to_row(wait), **scope} for id_, wait in wanted.items() if id_ not in before]
    if new:
        tx.execute(add(message_wait), new)


def rename_waits(tx: Transaction, instance_id: str, waits: Sequence[MessageWait]) -> None:
    """Let listening places stand for elements of another version; the rest of them stays."""
    before = {row.id: row.element_id for row in waits_of_instance(tx, instance_id)}
    wait_of = message_wait.c
    for wait in waits:
        if before[wait.id] != wait.element_id:
            one = (wait_of.instance_id == instance_id) & (wait_of.id == wait.id)
            tx.execute(update(message_wait).where(one).values(element_id=wait.element_id))


def find_wait(
    tx: Transaction, name: str, case_id: str, pass_id: str | None = None
) -> WaitRow | None:
    """Return the first place that listens for the message in this case (and pass), or None."""
    found = find_waits(tx, name, case_id, pass_id)
    return found[0] if found else None


def find_waits(
    tx: Transaction, name: str, case_id: str, pass_id: str | None = None
) -> list[WaitRow]:
    """Return every place that listens for the message in this case (and pass).

    An instance that is suspended hears nothing until it runs again.
    """
    query = (
        select(message_wait)
        .join(instance, instance.c.id == message_wait.c.instance_id)
        .where(
            message_wait.c.name == name,
            message_wait.c.case_id == case_id,
            instance.c.status == "running",
        )
    )
    if pass_id is not None:
        query = query.where(message_wait.c.pass_id == pass_id)
    query = query.order_by(message_wait.c.instance_id, message_wait.c.id)
    return [from_row(WaitRow, row) for row in tx.rows(query)]


def awaited_in(tx: Transaction, case_id: str) -> frozenset[str]:
    """Return the names of the messages that some place of the case listens for."""
    query = select(message_wait.c.name).where(message_wait.c.case_id == case_id)
    return frozenset(row["name"] for row in tx.rows(query))


def keep(tx: Transaction, message: KeptMessage) -> None:
    """Keep a message until somebody waits for it."""
    tx.execute(add(kept_message), to_row(message))


def kept_for(tx: Transaction, case_id: str, name: str = "") -> list[KeptMessage]:
    """Return the undelivered messages of a case (of one name), oldest first."""
    query = select(kept_message).where(
        kept_message.c.case_id == case_id, kept_message.c.delivered_at.is_(None)
    )
    if name:
        query = query.where(kept_message.c.name == name)
    query = query.order_by(kept_message.c.sent_at, kept_message.c.id)
    return [from_row(KeptMessage, row) for row in tx.rows(query)]


def deliver(tx: Transaction, message_id: str, instance_id: str, at: datetime) -> None:
    """Note that a kept message was delivered; raise Conflict if it had been already."""
    statement = (
        update(kept_message)
        .where(kept_message.c.id == message_id, kept_message.c.delivered_at.is_(None))
        .values(delivered_at=at, delivered_to=instance_id)
    )
    if tx.execute(statement).rowcount != 1:
        raise Conflict(LOST_RACE)
