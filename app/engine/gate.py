"""The gate: would these processes run as drawn? Findings name the element and the way out."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.diagrams import Finding
from app.engine.drawing import Drawing


def check(drawings: Mapping[str, Drawing], process_id: str) -> tuple[Finding, ...]:
    """Return everything that cannot run as drawn in a process and all it calls."""
    return ()
