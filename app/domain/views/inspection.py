"""Everything of one case as those who audit it read it: runs, times, record, explanation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.cases import DocumentState
from app.domain.incidents import Incident
from app.domain.views.summaries import CaseSummary, CheckItem
from app.domain.views.terms import CaseDue


class Part(StrEnum):
    """What a sentence of the explanation is about, in the order they stand."""

    PROPOSED = "proposed"
    TERM = "term"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    IN_TIME = "in_time"
    NOW = "now"


@dataclass(frozen=True)
class Explained:
    """One sentence made from one event; `row` is the event's place on the page."""

    part: Part
    text: str
    clauses: tuple[str, ...] = ()
    row: str = ""
    reason: str = ""


@dataclass(frozen=True)
class StepTime:
    """How often one element was passed, and the working days people had it, in all and at most.

    Days are counted as terms are: the day it came counts 0. None where nobody had it.
    """

    name: str
    count: int
    waiting: int = 0
    days: int | None = None
    longest: int | None = None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunDiagram:
    """One diagram of a run with its marks, and the same as a list and as sentences."""

    process_id: str
    name: str
    version: str
    svg: str
    steps: tuple[StepTime, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """One instance of the case; `waits` are the tokens that stand, in words.

    `stuck` is what the machine could not carry out in it so far.
    """

    id: str
    name: str
    release_id: str
    running: bool
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    days: int
    waits: tuple[str, ...]
    diagrams: tuple[RunDiagram, ...]
    stuck: tuple[Incident, ...] = ()
    suspended: bool = False


@dataclass(frozen=True)
class Change:
    """A value before and after; empty before where nothing was known."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordRow:
    """One line of the record. `form_of` is the task whose form was sent with it, if one was.

    `agreed` names the two persons behind a repair.
    """

    row: str
    seq: int
    at: datetime
    entered_at: datetime
    summary: str
    actor: str
    capacity: str
    step: str
    clauses: tuple[str, ...]
    version: str
    quiet: bool
    changes: tuple[Change, ...] = ()
    form_of: str = ""
    agreed: str = ""


@dataclass(frozen=True)
class Paper:
    """One document with what proves it."""

    id: str
    title: str
    state: DocumentState
    number: str
    sha256: str
    signer: str
    capacity: str
    signed_at: datetime | None
    issued_at: datetime | None


@dataclass(frozen=True)
class ClockPage:
    """The answer term of one pass with its reasons, and the marks that passed without answer."""

    body: str
    number: int
    reason: str
    due: CaseDue
    days_late: int
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inspection:
    """One case, whole; `explained` is in the order of `Part`."""

    case: CaseSummary
    explained: tuple[Explained, ...]
    runs: tuple[Run, ...]
    clocks: tuple[ClockPage, ...]
    papers: tuple[Paper, ...]
    record: tuple[RecordRow, ...]
    checked_at: datetime


@dataclass(frozen=True)
class SentForm:
    """A form as it was sent: its version, who sent it, every field before and after.

    `further` are answers that the form did not show.
    """

    case: CaseSummary
    name: str
    version: str
    sha256: str
    actor: str
    capacity: str
    at: datetime
    items: tuple[CheckItem, ...]
    before: tuple[str, ...]
    further: tuple[Change, ...] = ()
    again: bool = False
