"""What a proof says: kept, broken with findings, or waiting for a process that is not there yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.diagrams.wording import about, titled
from app.domain.diagrams import Element, Finding, Severity


class State(StrEnum):
    """How an invariant stands on a shelf."""

    KEPT = "kept"
    BROKEN = "broken"
    WAITS = "waits"


@dataclass(frozen=True)
class Verdict:
    """One invariant on one shelf; `waits_for` names the absent processes."""

    invariant: str
    title: str
    state: State
    waits_for: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def findings_of(verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """Return everything that refuses the shelf, in the order of the invariants."""
    return tuple(finding for verdict in verdicts for finding in verdict.findings)


def wrong(rule: str, element: Element, what: str, repair: str) -> Finding:
    """Return the finding that an element breaks an invariant; `what` follows its name."""
    return about(element, rule, f"{rule}: {titled(element)} {what}", repair)


def gone(rule: str, process_id: str, what: str) -> Finding:
    """Return the finding that what an invariant speaks of is not in the diagram."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=f"{rule}: {process_id} không còn {what}",
        repair="Vẽ lại phần đó với đúng id, hoặc đề nghị quản trị sửa quy tắc bất biến",
        element_id=process_id,
    )
