"""What an event log tells, whatever the file: cases, their events, the objects these touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ObjectType(StrEnum):
    """Closed list of what events touch."""

    CASE = "case"
    PASS = "pass"  # noqa: S105 a level pass, not a password
    INSTANCE = "instance"
    DOCUMENT = "document"
    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True)
class Link:
    """An object by its id in the log, and in which part it stands there."""

    object_id: str
    qualifier: str


@dataclass(frozen=True)
class LogObject:
    """One object; `since` is when what is said of it began to hold."""

    id: str
    type: ObjectType
    since: datetime
    attributes: Mapping[str, str]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class LogEvent:
    """One line of the record.

    `id` is its place in the chains, so that every event can be looked up and proved. Of a completed
    task `opened_at` is when people had it, `working_days` how long in days of the case's calendar.
    """

    id: str
    activity: str
    transition: str
    kind: str
    at: datetime
    entered_at: datetime
    person: str
    capacity: str
    body: str
    process: str
    element: str
    clauses: tuple[str, ...]
    instance: str
    links: tuple[Link, ...]
    opened_at: datetime | None = None
    working_days: int | None = None

    @property
    def seconds(self) -> int:
        """How long people had the task; 0 where the event is of no task."""
        return round((self.at - self.opened_at).total_seconds()) if self.opened_at else 0


@dataclass(frozen=True)
class CaseLog:
    """One case: its events in the order of time, the objects that are its own."""

    id: str
    code: str
    title: str
    kind: str
    body: str
    restricted: bool
    events: Sequence[LogEvent]
    objects: Sequence[LogObject]
    # Persons and bodies that the events name; the same stand in many cases.
    shared: Sequence[LogObject] = field(default=())


def object_id(type_: ObjectType, id_: str) -> str:
    """Return the id of an object in the log: no two types share one."""
    return f"{type_}:{id_}"
