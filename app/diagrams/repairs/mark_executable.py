"""Say that a process is to be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.repairs.tree import Tree
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair

KEY = "mark-executable"


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it where the process is marked as documentation, or not marked at all."""
    if finding.rule in ("executable", "executable-said"):
        yield OfferedRepair(KEY, finding.element_id, "Đánh dấu quy trình chạy được")


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Set the mark."""
    tree.find(element_id).set("isExecutable", "true")
    return {}
