"""What a scenario says, as data: its steps in order and what must be true. No running here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from app.scenarios.nodes import Table

Answers = Mapping[str, Any]
DEFAULT_CASE = "A"


@dataclass(frozen=True)
class Refused:
    """How an attempt must fail: status, exactly these fields named, a part of the sentence."""

    status: int | None = None
    fields: tuple[str, ...] | None = None
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What every step has: its line, how it is called in a report, its case, its moment."""

    line: int
    title: str
    case: str = DEFAULT_CASE
    at: str = ""


@dataclass(frozen=True)
class Start(Step):
    """A person opens a draft of a plan; a case begins."""

    who: str = ""
    channel: str = "dien_tu"
    refused: Refused | None = None


@dataclass(frozen=True)
class Do(Step):
    """A person answers a task: opens it (or takes a page held open), fills, checks, confirms."""

    task: str = ""
    who: str = ""
    paper: str = ""
    answers: Answers = field(default_factory=dict)
    defaults: bool = True
    refused: Refused | None = None
    held: str = ""
    crafted: bool = False
    if_open: bool = False
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Hold(Step):
    """A person opens a task and keeps the page open under a name."""

    task: str = ""
    who: str = ""
    paper: str = ""
    name: str = ""


@dataclass(frozen=True)
class CaseAct(Step):
    """A person does something with a case besides its tasks: where below the case, the answers."""

    who: str = ""
    act: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    refused: Refused | None = None


@dataclass(frozen=True)
class StartEmergency(Step):
    """A person starts the record of an emergency action; a case begins."""

    who: str = ""
    refused: Refused | None = None


@dataclass(frozen=True)
class Read(Step):
    """A person opens a page of the application and finds or does not find something on it."""

    who: str = ""
    path: str = ""
    status: int = 200
    says: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


@dataclass(frozen=True)
class MoveClock(Step):
    """Time passes until the step's moment; the worker does what is due on the way."""


@dataclass(frozen=True)
class Server(Step):
    """The worker is stopped or started again."""

    up: bool = True


@dataclass(frozen=True)
class Localise(Step):
    """Keys of the profile hold other values from here on."""

    keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlayUnder(Step):
    """Cases begun from here on belong to another profile, tried on the same organisation."""

    profile: str = ""


@dataclass(frozen=True)
class Reorganise(Step):
    """Units have another direct superior from here on, or none."""

    superiors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Together(Step):
    """Several people confirm at the same instant."""

    acts: tuple[Do, ...] = ()


@dataclass(frozen=True)
class Tamper(Step):
    """Somebody with the database's password changes one row of the audit."""

    event: str = ""
    element: str = ""


@dataclass(frozen=True)
class LosePaper(Step):
    """Somebody with the database's password takes an issued paper out of it."""

    doc_type: str = ""


@dataclass(frozen=True)
class EnterCalendar(Step):
    """An administrator takes days out of a year's calendar, writes days in and saves it."""

    who: str = ""
    year: int = 0
    added: tuple[Mapping[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    refused: Refused | None = None


@dataclass(frozen=True)
class ForgetCalendar(Step):
    """Nobody has entered the year's calendar."""

    year: int = 0


@dataclass(frozen=True)
class Night(Step):
    """The worker asks, as every night, whether all invariants hold."""


@dataclass(frozen=True)
class DrawDraft(Step):
    """A process owner opens a draft and uploads changed files; each edit names its file."""

    who: str = ""
    process: str = ""
    edits: tuple[Mapping[str, Any], ...] = ()
    refused: Refused | None = None


@dataclass(frozen=True)
class PublishDraft(Step):
    """A process owner sends the draft to a second one, who publishes it."""

    who: str = ""
    by: str = ""
    process: str = ""
    name: str = ""
    note: str = ""
    refused: Refused | None = None


@dataclass(frozen=True)
class DiscardDraft(Step):
    """A process owner puts the draft away."""

    who: str = ""
    process: str = ""


@dataclass(frozen=True)
class MoveCases(Step):
    """An administrator asks to move a case to the newest release, a second one approves it.

    `instead` names counterparts as the page sends them: `process|element|element`.
    """

    who: str = ""
    by: str = ""
    reason: str = ""
    instead: tuple[str, ...] = ()
    refused: Refused | None = None


@dataclass(frozen=True)
class Check(Step):
    """Something must be true now; `expected` is read by `expectations`."""

    expected: Table = field(default_factory=lambda: Table({}, 0))


AnyStep: TypeAlias = (
    Start
    | StartEmergency
    | Do
    | Hold
    | CaseAct
    | Read
    | MoveClock
    | Server
    | Together
    | Tamper
    | LosePaper
    | EnterCalendar
    | ForgetCalendar
    | Night
    | Localise
    | PlayUnder
    | Reorganise
    | DrawDraft
    | PublishDraft
    | DiscardDraft
    | MoveCases
    | Check
)


@dataclass(frozen=True)
class Scenario:
    """One scenario file."""

    path: Path
    id: str
    title: str
    start: str
    steps: tuple[AnyStep, ...]
