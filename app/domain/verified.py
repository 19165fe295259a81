"""What verification says of a set of files: plain data, so that it crosses processes and disks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.diagrams import Finding
from app.domain.drafts import Draft

Place = tuple[str, str]
"""Process id and element id; both empty for nowhere."""


@dataclass(frozen=True)
class JudgedRule:
    """One rule of a regulation and how it stands: kept, violated, undecided, vacuous, gone."""

    id: str
    sentence: str
    clauses: tuple[str, ...]
    standing: str


@dataclass(frozen=True)
class Stretch:
    """A part of a step that lies within one diagram: what was passed there, in order."""

    process_id: str
    elements: tuple[str, ...]
    flows: tuple[str, ...]


@dataclass(frozen=True)
class PathStep:
    """One step of people or time, as it is told and played.

    `document` is the label of the call that issues a paper, for steps inside of it, and `call` its
    place: a reader wants them folded. `tokens` say where the case waits afterwards.
    """

    sentence: str
    document: str
    call: Place
    stretches: tuple[Stretch, ...]
    tokens: tuple[Place, ...]


@dataclass(frozen=True)
class Shown:
    """A finding with the shortest path that shows it; `turned` is where its last step goes wrong.

    Without steps what is wrong is to be seen in the drawing itself.
    """

    finding: Finding
    steps: tuple[PathStep, ...] = ()
    turned: Place = ("", "")


@dataclass(frozen=True)
class VerifiedProcess:
    """One process with everything it calls; `seconds` is what exploring and judging took.

    `cut` says why exploring stopped early: `time`, `states`, `size`; empty when all was seen.
    """

    process_id: str
    name: str
    states: int
    seconds: float
    cut: str
    rules: tuple[JudgedRule, ...]
    shown: tuple[Shown, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether every way was gone."""
        return not self.cut

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(one.finding for one in self.shown)


@dataclass(frozen=True)
class Verified:
    """All processes that a change touches; `digest` names the very files and rules.

    `allowed` are the seconds that exploring one process had.
    """

    digest: str
    processes: tuple[VerifiedProcess, ...]
    allowed: float = 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in order of the processes."""
        return tuple(finding for one in self.processes for finding in one.findings)

    @property
    def shown(self) -> tuple[tuple[VerifiedProcess, Shown], ...]:
        """All findings with their process; the position of one is its number."""
        return tuple((one, shown) for one in self.processes for shown in one.shown)

    @property
    def ran_out_of_time(self) -> bool:
        """Tell whether more time would tell more."""
        return any(one.cut == "time" for one in self.processes)

    @property
    def standings(self) -> Counter[str]:
        """How many rules stand how; a rule judged on two processes counts twice."""
        return Counter(rule.standing for one in self.processes for rule in one.rules)


@dataclass(frozen=True)
class WrittenRule:
    """A rule as it stands in its file; `reading` is its pattern in a sentence, or empty."""

    id: str
    sentence: str
    clauses: tuple[str, ...]
    file: str
    text: str
    reading: str


@dataclass(frozen=True)
class CitedClause:
    """A clause beside a rule: where it stands and what it asks."""

    id: str
    citation: str
    text: str


@dataclass(frozen=True)
class Objection:
    """What an owner says against a rule itself; it waives nothing."""

    rule_id: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class RulePage:
    """A rule, the clauses it stands for, and what owners of a draft said against it."""

    draft: Draft
    rule: WrittenRule
    clauses: tuple[CitedClause, ...]
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class ViolationPage:
    """One finding of a draft's verification, ready to be played.

    `place` is where it goes wrong, with no element where that is the process as a whole; `names`
    are the labels of the processes that its path goes through; `rule` is None where a fault of the
    drawing itself was found.
    """

    draft: Draft
    process: VerifiedProcess
    shown: Shown
    place: Place
    names: Mapping[str, str]
    rule: JudgedRule | None
    clauses: tuple[CitedClause, ...]


class RunState(StrEnum):
    """Where a verification stands; only `done` has a result."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    LOST = "lost"


@dataclass(frozen=True)
class VerificationRun:
    """The latest verification of a draft's present files, which another process carries out.

    `number` of `total` processes is being explored; `refused` is what the engine's gate said.
    """

    state: RunState = RunState.NONE
    name: str = ""
    number: int = 0
    total: int = 0
    states: int = 0
    refused: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class VerifiedDraft:
    """A draft, what is known of it, and what is under way to know more.

    `result` is None before anybody asked, or when what was found is of other bytes.
    """

    draft: Draft
    result: Verified | None
    run: VerificationRun = VerificationRun()
