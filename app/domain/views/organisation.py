"""What the pages of persons and organisation show: lists, one row, one person, effects, imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.forms import Option
from app.domain.organisation_changes import BatchKind, Effect


class RowStanding(StrEnum):
    """Whether a dated row counts today."""

    PLAIN = "plain"
    NOW = "now"
    LATER = "later"
    OVER = "over"


@dataclass(frozen=True)
class FieldPage:
    """One field of a row's form; `options` are offered, `fixed` ones stand as text."""

    name: str
    heading: str
    text: str
    shown: str
    hint: str = ""
    required: bool = False
    fixed: bool = False
    options: tuple[Option, ...] = ()
    suggested: bool = False


@dataclass(frozen=True)
class RowLine:
    """One row of a list; `cells` stand under the list's headings."""

    key: str
    name: str
    cells: tuple[str, ...]
    standing: RowStanding
    person_id: str = ""


@dataclass(frozen=True)
class SheetPage:
    """One list, 50 rows a page."""

    path: str
    title: str
    one: str
    headings: tuple[str, ...]
    lines: tuple[RowLine, ...]
    total: int
    page: int
    pages: int
    query: str


@dataclass(frozen=True)
class CellChange:
    """One cell before and after; None where there was, or will be, no row at all."""

    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RowHistory:
    """One change of a row: who, when, why, and which cells."""

    made_name: str
    made_at: datetime
    reason: str
    batch_id: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class RowPage:
    """One row's form; `key` is empty for a new one, `seen` is its version as the page has it."""

    path: str
    title: str
    one: str
    key: str
    name: str
    seen: str
    fields: tuple[FieldPage, ...]
    history: tuple[RowHistory, ...] = ()
    removable: bool = False


@dataclass(frozen=True)
class ChangePreview:
    """What saving would do: cells, tasks, roles."""

    cells: tuple[CellChange, ...]
    effect: Effect


@dataclass(frozen=True)
class BatchLine:
    """One batch in a list."""

    id: str
    kind: BatchKind
    made_name: str
    made_at: datetime
    reason: str
    source: str
    rows: int
    undone: bool


@dataclass(frozen=True)
class BatchPage:
    """One batch with its rows; `barred` says why it cannot be taken back, row by row."""

    line: BatchLine
    rows: tuple[tuple[str, str, tuple[CellChange, ...]], ...]
    barred: tuple[str, ...]
    effect: Effect


@dataclass(frozen=True)
class OrganisationPage:
    """The lists with their counts, roles nobody holds, and the latest batches.

    `asked` are the persons for whom a request waits for a second administrator.
    """

    sheets: tuple[tuple[str, str, int], ...]
    vacant: tuple[str, ...]
    batches: tuple[BatchLine, ...]
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class HolderLine:
    """One role in one body: how it is filled, by whom today; `steps` of diagrams ask for it."""

    role: str
    label: str
    body: str
    filled_by: str
    holders: tuple[str, ...]


@dataclass(frozen=True)
class RoleLine:
    """One role of the diagrams: the steps that ask for it, and its holders in each body."""

    role: str
    name: str
    rule: str
    steps: tuple[str, ...]
    bodies: tuple[HolderLine, ...] = ()

    @property
    def vacant(self) -> tuple[HolderLine, ...]:
        """The bodies in which nobody holds it."""
        return tuple(line for line in self.bodies if not line.holders)


class ImportState(StrEnum):
    """What an import would do with one row of the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class ImportLine:
    """One row of the file, with its cells as they would change or what stands against it."""

    number: int
    name: str
    state: ImportState
    cells: tuple[CellChange, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ImportPage:
    """What an import would do; `seen` names exactly this, so that nothing else is taken over."""

    id: str
    file_name: str
    title: str
    lines: tuple[ImportLine, ...]
    effect: Effect
    seen: str
    batch_id: str = ""

    def count(self, state: ImportState) -> int:
        """Return how many rows stand so."""
        return sum(1 for line in self.lines if line.state is state)


@dataclass(frozen=True)
class SessionLine:
    """One signed-in browser of a person."""

    address: str
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class AccountPage:
    """A person's account; `given_at` stands while the password is the one handed over.

    `takes_two` says why another password takes two administrators, empty where one may give it.
    """

    login: str
    active: bool
    given_at: datetime | None
    system_roles: tuple[str, ...]
    sessions: tuple[SessionLine, ...]
    version: str
    takes_two: str = ""


@dataclass(frozen=True)
class RoleAsked:
    """A system role or password that an administrator asked for; `decides` if the reader may."""

    id: str
    person_id: str
    name: str
    role: str
    reason: str
    asked_name: str
    asked_at: datetime
    decides: bool


@dataclass(frozen=True)
class PersonPage:
    """One person: who they are, what they hold and held, what they lend, how they sign in."""

    person_id: str
    name: str
    about: tuple[tuple[str, str], ...]
    offices: tuple[RowLine, ...]
    seats: tuple[RowLine, ...]
    loans: tuple[RowLine, ...]
    roles: tuple[str, ...]
    account: AccountPage | None
    asked: tuple[RoleAsked, ...]
    history: tuple[RowHistory, ...]
