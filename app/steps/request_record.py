"""The lines of requests about running cases in the chain of the system; each case has its own.

What a line is made of never changes: chains are checked over what was written years ago.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.domain.audit import EventKind
from app.domain.case_requests import Repair, VersionMove
from app.domain.repairs import Instruction
from app.steps.work import Work


def record_request(
    work: Work,
    request: Repair | VersionMove,
    kind: EventKind,
    summary: str,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Chain what somebody did with a request."""
    said = _repair(request) if isinstance(request, Repair) else _move(request)
    work.record(kind, summary, {**said, **(payload or {})})


def _repair(request: Repair) -> dict[str, Any]:
    return {
        "repair": request.id,
        "instructions": plain(request.instructions),
        "reason": request.reason,
    }


def _move(request: VersionMove) -> dict[str, Any]:
    return {
        "move": request.id,
        "from": request.from_release,
        "to": request.to_release,
        "reason": request.reason,
        "pairs": [list(pair) for pair in request.pairs],
    }


def plain(instructions: Sequence[Instruction]) -> list[dict[str, Any]]:
    """Return instructions as the record keeps them: only what was said, moments as texts."""
    found = []
    for one in instructions:
        said = {name: value for name, value in asdict(one).items() if value not in (None, "", ())}
        said["kind"] = one.kind.value
        if one.moment:
            said["moment"] = one.moment.isoformat()
        found.append(said)
    return found
