"""What administrators see of repairs: what may be done to an instance, requests, rehearsals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.case_requests import Repair, RepairItem, RequestResult
from app.domain.jobs import Progress
from app.domain.repairs import RepairKind


@dataclass(frozen=True)
class Spot:
    """An element of one run of a process, as instructions name it and as readers know it."""

    process_id: str
    element_id: str
    activation_id: str
    name: str
    process_name: str
    tag: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfferedToken:
    """Where a run stands. `targets` are where it may be put within the same scope of its process.

    The place itself is among them where it may be done anew. `refusal` says why it cannot be moved
    nor cancelled, as inside a repeated step; `stays` why it cannot be cancelled.
    """

    spot: Spot
    targets: tuple[Spot, ...] = ()
    refusal: str = ""
    stays: str = ""


@dataclass(frozen=True)
class OfferedTimer:
    """A moment that is waited for and may be changed."""

    spot: Spot
    due_at: datetime


@dataclass(frozen=True)
class OfferedTask:
    """An open task; `people` are (id, name) of those who may have it, `held_by` who has it now."""

    spot: Spot
    task_id: str
    held_by: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OfferedFact:
    """A fact that no person decided, and so may be set; `scope` is case, pass or activation.

    `label` and `said` are its name and its value for readers, `kind` is bool, number, list or text,
    `choices` are (value, name) of what it may be where only some values make sense.
    """

    name: str
    scope: str
    value: Any
    label: str
    said: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RunBeside:
    """Another run of the same case."""

    instance_id: str
    process_name: str
    running: bool


@dataclass(frozen=True)
class OfferPage:
    """One instance and what may be done to it.

    `refused` says of a kind why it cannot be done now; kinds that are missing there can.
    `pictures` are its diagrams with the places marked where it stands (process name → SVG),
    `beside` the other runs of its case.
    """

    instance_id: str
    case_id: str
    case_code: str
    case_title: str
    body_name: str
    process_name: str
    release_id: str
    status: str
    tokens: tuple[OfferedToken, ...] = ()
    additions: tuple[Spot, ...] = ()
    timers: tuple[OfferedTimer, ...] = ()
    tasks: tuple[OfferedTask, ...] = ()
    facts: tuple[OfferedFact, ...] = ()
    refused: Mapping[RepairKind, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[RunBeside, ...] = ()


@dataclass(frozen=True)
class RepairLine:
    """One instance of a request with its case; `names` gives the places of it their names."""

    item: RepairItem
    case_code: str
    case_title: str
    process_name: str
    release_id: str
    waiting: tuple[str, ...] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class RepairPage:
    """One request with its instances; `yours` for who proposed it.

    `sentences` are its instructions in words; `to_name` the invariants an approving opinion must
    name; `pictures` one diagram a process of the first instance, what stops and starts marked
    (process name → SVG); `trying` how far its rehearsal is, unless it is over.
    """

    repair: Repair
    lines: tuple[RepairLine, ...]
    yours: bool
    sentences: tuple[str, ...] = ()
    to_name: tuple[str, ...] = ()
    counts: Mapping[RequestResult, int] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    trying: Progress | None = None


@dataclass(frozen=True)
class RepairsPage:
    """The newest requests with the number of instances of each (by id) and its words."""

    repairs: tuple[Repair, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
