"""INV-06: a go-ahead on n unsuitable texts of others comes with n reports to their issuers."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.documents_drawn import papers_of
from app.verification.node_names import ISSUING
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

RULE = "INV-06"
REPORTED = f"issued:{names.ISSUER_REPORT}"
MANY = "count(issuer_ids)"


def check(shelf: Shelf) -> Iterator[Finding]:
    """Yield each end of a go-ahead that may come before the reports, and a report not per body."""
    calls = [c for c in shelf.calling(names.CASE, ISSUING) if names.ISSUER_REPORT in papers_of(c)]
    if not calls:
        yield gone(RULE, names.CASE, f"lời gọi ban hành {names.ISSUER_REPORT}")
    for call in calls:
        each = call.extensions.collection.lstrip("=") == "issuer_ids" and call.loop
        if not each:
            repair = "Lặp lời gọi theo issuer_ids, mỗi cơ quan ban hành một báo cáo"
            yield wrong(RULE, call, "không ban hành cho từng cơ quan", repair)
    ends = {end: frozenset({MANY}) for end in names.ENDS_OF_GO_AHEAD}
    spends = {names.PREPARE_REPLY: frozenset({REPORTED})}
    watch = Watch(reads=ends, spends=spends, tracks=frozenset({MANY}))
    walk = Walk(shelf, names.CASE, watch)
    repair = "Nối nhánh báo cáo cơ quan ban hành vào cùng chỗ với văn bản cho chủ trương"
    for end in names.ENDS_OF_GO_AHEAD:
        for known, tokens in walk.entering(end):
            if known.get(MANY) != 0 and REPORTED not in tokens:
                element = walk.definition.elements[end]
                yield wrong(RULE, element, "tới được khi chưa báo cáo cơ quan ban hành", repair)
                break
