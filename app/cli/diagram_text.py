"""What `diagram check` and `diagram run` print: findings as text or JSON, a run as lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.diagrams import Finding, Severity
from app.domain.execution import StepKind

if TYPE_CHECKING:
    from app.actions.owner.run_diagram import BareRun, BareStep

_JSON_KEYS = (
    "rule",
    "severity",
    "element_id",
    "element_name",
    "element_type",
    "message",
    "repair",
)


def told_as_json(findings: Sequence[Finding]) -> str:
    """Return the stable JSON object of a check: `accepted` and `findings`."""
    return json.dumps(verdict_of(findings), ensure_ascii=False, indent=2)


def verdict_of(findings: Sequence[Finding]) -> dict[str, object]:
    """Return the verdict on one file as an object: `accepted` and `findings`."""
    rows = [_row(finding) for finding in findings]
    return {"accepted": not errors_of(findings), "findings": rows}


def _row(finding: Finding) -> dict[str, object]:
    row: dict[str, object] = {key: str(getattr(finding, key)) for key in _JSON_KEYS}
    return {**row, "path": list(finding.path)} if finding.path else row


def as_text(file: Path, findings: Sequence[Finding]) -> str:
    """Return a verdict in one line and a paragraph for each finding."""
    errors = errors_of(findings)
    verdict = f"BỊ TỪ CHỐI, {len(errors)} điều phải sửa" if errors else "ĐẠT, chạy được như đã vẽ"
    if len(findings) > len(errors):
        verdict += f", {len(findings) - len(errors)} điều cần xem"
    return "\n".join([f"{file}: {verdict}", *(_paragraph(finding) for finding in findings)])


def lines_of(result: BareRun, *, trace: bool) -> Iterator[str]:
    """Yield one id a line for each element passed; with `trace` also cancellations and details."""
    for step in result.steps:
        if trace:
            yield _traced(step)
        elif step.passed.kind is not StepKind.CANCELLED:
            yield step.passed.element_id


def ending_of(result: BareRun) -> str:
    """Return how a run ended, in one sentence."""
    if result.fault:
        return f"Lỗi: {result.fault}"
    if result.waiting_for:
        return f"Dừng, còn chờ: {', '.join(result.waiting_for)}"
    return f"Kết thúc ở {result.outcome}" if result.outcome else "Kết thúc"


def errors_of(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that refuse a file."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _paragraph(finding: Finding) -> str:
    head = "Phải sửa" if finding.severity is Severity.ERROR else "Cần xem"
    name = f" “{finding.element_name}”" if finding.element_name else ""
    where = f"{finding.element_type} {finding.element_id}{name}".strip()
    return (
        f"\n{head} · {where or 'tệp'} · {finding.rule}\n"
        f"  {finding.message.rstrip('.')}.\n  Cách sửa: {finding.repair.rstrip('.')}."
        f"{_path(finding)}"
    )


def _path(finding: Finding) -> str:
    if not finding.path:
        return ""
    steps = (f"\n    {number}. {step}" for number, step in enumerate(finding.path, start=1))
    return f"\n  Đường đi:{''.join(steps)}"


def _traced(step: BareStep) -> str:
    passed = step.passed
    columns = (
        step.at.isoformat(timespec="seconds"),
        passed.kind.value,
        passed.process_id,
        passed.element_id,
        step.tag or "-",
        passed.flow_id or "-",
    )
    return "\t".join(columns)
