"""What verification says of a set of files: plain data, so that it crosses processes and disks."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.diagrams import Finding
from app.domain.drafts import Draft


@dataclass(frozen=True)
class JudgedRule:
    """One rule of a regulation and how it stands: kept, violated, undecided, vacuous, gone."""

    id: str
    sentence: str
    clauses: tuple[str, ...]
    standing: str


@dataclass(frozen=True)
class VerifiedProcess:
    """One process with everything it calls; `seconds` is what exploring and judging took."""

    process_id: str
    name: str
    states: int
    seconds: float
    is_complete: bool
    rules: tuple[JudgedRule, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Verified:
    """All processes that a change touches; `digest` names the very files and rules."""

    digest: str
    processes: tuple[VerifiedProcess, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in order of the processes."""
        return tuple(finding for one in self.processes for finding in one.findings)


@dataclass(frozen=True)
class VerifiedDraft:
    """A draft and what is known of it; None before anybody asked for its verification."""

    draft: Draft
    result: Verified | None
