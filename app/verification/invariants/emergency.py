"""INV-05: who acted alone in an emergency reports in writing, and the collective concludes."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

RULE = "INV-05"
OWED = {f"issued:{names.EMERGENCY_REPORT}", f"issued:{names.EMERGENCY_CONCLUSION}"}


def check(shelf: Shelf) -> Iterator[Finding]:
    """Yield each end after an own decision without report or conclusion, and each way out."""
    definition = shelf.processes[names.EMERGENCY]
    if names.OWN_DECISION not in definition.elements:
        yield gone(RULE, names.EMERGENCY, f"việc “{names.OWN_DECISION}”")
        return
    walk = Walk(shelf, names.EMERGENCY, Watch(marks=frozenset({names.OWN_DECISION})))
    for end in walk.ends():
        for known, tokens in walk.entering(end.id):
            missing = sorted(token[7:] for token in OWED - tokens)
            if f"@{names.OWN_DECISION}" in known and missing:
                what = f"tới được khi chưa ban hành {', '.join(missing)}"
                yield wrong(RULE, end, what, "Dẫn nhánh tự quyết định qua báo cáo và kết luận")
                break
    for element in definition.elements.values():
        if element.tag == "boundaryEvent" and element.interrupting:
            yield wrong(RULE, element, "cắt ngang việc đang làm", "Dùng sự kiện không ngắt")
