"""What process owners see: processes with their versions, drafts as checked, compared, reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.behaviour import ComparedBehaviour
from app.domain.diagrams import Finding, Severity
from app.domain.drafts import Draft, FileKind
from app.domain.rule_help import RepairGroup


class VersionStanding(StrEnum):
    """How a published version of a process stands today."""

    IN_USE = "in_use"
    OLD_CASES = "old_cases"
    PAST = "past"


@dataclass(frozen=True)
class ProcessVersion:
    """One published state of a process's files; `number` counts per process, `name` may be empty.

    `files` maps the name of each file to its version. `approved_by` is empty for a folder.
    """

    number: int
    release_id: str
    release_number: int
    published_at: datetime
    files: Mapping[str, str]
    standing: VersionStanding = VersionStanding.PAST
    open_cases: int = 0
    name: str = ""
    note: str = ""
    requested_by: str = ""
    approved_by: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class ProcessItem:
    """A process in one line; `current` is None before it is published for the first time."""

    process_id: str
    name: str
    current: ProcessVersion | None
    old_cases: int = 0
    draft: Draft | None = None


@dataclass(frozen=True)
class ProcessesPage:
    """All processes of the installation, published or drawn for the first time."""

    items: tuple[ProcessItem, ...]


@dataclass(frozen=True)
class HistoryPage:
    """The versions of one process, newest first, and the drafts that came before."""

    process_id: str
    name: str
    versions: tuple[ProcessVersion, ...]
    draft: Draft | None = None
    ended: tuple[Draft, ...] = ()


@dataclass(frozen=True)
class OfferedRepair:
    """A mechanical repair of one finding: a button, with what it may ask for first.

    `asks` maps a field's name to its label; `options` offers what it may be chosen from.
    """

    key: str
    element_id: str
    label: str
    asks: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    suggested: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ToldFinding:
    """A finding as an owner reads it, with what can be done at once.

    `follow` are findings that go away with it: steps behind one that nothing leads to.
    """

    finding: Finding
    consequence: str
    repairs: tuple[OfferedRepair, ...] = ()
    follow: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class FindingGroup:
    """Findings that one kind of work mends."""

    group: RepairGroup
    findings: tuple[ToldFinding, ...]


@dataclass(frozen=True)
class CheckedDraft:
    """A draft and everything found about it, grouped by what a person would do."""

    draft: Draft
    groups: tuple[FindingGroup, ...]
    decided: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the groups."""
        told = (told for group in self.groups for told in group.findings)
        return tuple(finding for one in told for finding in (one.finding, *one.follow))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be mended before publication."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


class Change(StrEnum):
    """What became of one thing between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class ChangeTopic(StrEnum):
    """What a sentence about a difference is about, in the order of the page."""

    STEP = "step"
    PATH = "path"
    CONDITION = "condition"
    ROLE = "role"
    DEADLINE = "deadline"
    EVENT = "event"
    FORM = "form"
    TABLE = "table"
    CLAUSE = "clause"
    WORDS = "words"


@dataclass(frozen=True)
class ChangeLine:
    """One difference in a sentence; `element_id` leads to the place on the picture."""

    topic: ChangeTopic
    change: Change
    sentence: str
    element_id: str = ""


@dataclass(frozen=True)
class VersionName:
    """One side of a comparison: a published version or a draft."""

    key: str
    title: str


@dataclass(frozen=True)
class ComparePage:
    """Two states of a process beside each other; pictures are SVG drawn by the server.

    `behaviour` is None where it was not asked about.
    """

    process_id: str
    name: str
    before: VersionName
    after: VersionName
    lines: tuple[ChangeLine, ...]
    picture_before: str = ""
    picture_after: str = ""
    choices: tuple[VersionName, ...] = ()
    unread: tuple[Finding, ...] = ()
    behaviour: ComparedBehaviour | None = None


@dataclass(frozen=True)
class ReviewPage:
    """What the second person sees before publishing: differences, findings, who asked and why."""

    draft: Draft
    compared: ComparePage
    checked: CheckedDraft
    next_number: int
    open_cases: int
    barred: str = ""


@dataclass(frozen=True)
class DraftFileLine:
    """One file of a draft in a list."""

    kind: FileKind
    key: str
    file_name: str
    size: int
    change: Change | None


@dataclass(frozen=True)
class HandedFile:
    """A file to download."""

    file_name: str
    content: bytes
