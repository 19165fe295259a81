"""Changes of the organisation: which rows, what they were and what they become, in one batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.people import (
    Appointment,
    Delegation,
    Membership,
    Organ,
    Person,
    Position,
    Unit,
)

Record = Unit | Person | Organ | Membership | Position | Appointment | Delegation
SHORTEST_REASON = 10
LONGEST_REASON = 500
# More rows than a province has people; a file with more is not what it says.
MOST_ROWS = 5_000


class BatchKind(StrEnum):
    """How changes came about."""

    EDIT = "edit"
    IMPORT = "import"
    UNDO = "undo"


@dataclass(frozen=True)
class RowChange:
    """One row before and after; a new row was nothing before, a removed one is nothing after."""

    sheet: str
    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The row as it is named: as it becomes, else as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change without any row")
        return found


@dataclass(frozen=True)
class Batch:
    """Changes that were made together; `undoes` names the batch that this one takes back."""

    id: str
    kind: BatchKind
    made_by: str
    made_name: str
    made_at: datetime
    reason: str
    source: str = ""
    undoes: str = ""


@dataclass(frozen=True)
class RowRefusal:
    """Why one row cannot become what was asked; rows count from 0, as they were given."""

    at: int
    column: str
    message: str


@dataclass(frozen=True)
class ReadRow:
    """A row of a file as texts by column; `number` is its line in the file."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class FileRows:
    """What a file holds: its sheet, the columns it has and its rows."""

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[ReadRow, ...]


@dataclass(frozen=True)
class KeptImport:
    """A file that waits for its administrator's decision; it has a batch once it was taken over."""

    id: str
    file_name: str
    file: FileRows
    uploaded_by: str
    uploaded_at: datetime
    batch_id: str = ""


@dataclass(frozen=True)
class TaskEffect:
    """An open task whose candidates change from a day on; `held_by` loses what they took."""

    task_id: str
    name: str
    code: str
    title: str
    day: date
    before: tuple[str, ...]
    after: tuple[str, ...]
    held_by: str = ""


@dataclass(frozen=True)
class RoleEffect:
    """A role in a body whose holders change from a day on."""

    label: str
    day: date
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """What a batch would do: tasks that go to others, roles that change hands."""

    tasks: tuple[TaskEffect, ...] = ()
    roles: tuple[RoleEffect, ...] = field(default_factory=tuple)

    @property
    def vacant(self) -> tuple[RoleEffect, ...]:
        """The roles that nobody holds any more."""
        return tuple(one for one in self.roles if one.before and not one.after)
