"""INV-01: every plan, in every round, is answered by an issued paper of the reply set."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Element, Finding
from app.verification import node_names as names
from app.verification.documents_drawn import ANSWERED, SOME_PAPER, is_held, papers_of
from app.verification.node_names import ISSUING
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

RULE = "INV-01"
REPAIR = "Dẫn mọi đường qua lời gọi ban hành văn bản trả lời trước chỗ này"


def check(shelf: Shelf) -> Iterator[Finding]:
    """Yield each end or new pass that may come without an answer, and each way round S01."""
    yield from _passes(shelf)
    yield from _ends(shelf)
    yield from _issuing(shelf)


def _passes(shelf: Shelf) -> Iterator[Finding]:
    if names.OPEN_PASS not in shelf.processes[names.CASE].elements:
        yield gone(RULE, names.CASE, f"bước mở lượt xem xét “{names.OPEN_PASS}”")
        return
    opened_once = frozenset({names.OPEN_PASS})
    watch = Watch(spends={names.OPEN_PASS: frozenset({ANSWERED})}, marks=opened_once)
    walk = Walk(shelf, names.CASE, watch)
    opened = walk.definition.elements[names.OPEN_PASS]
    for place in (*walk.ends(), opened):
        for known, tokens in walk.entering(place.id):
            owed = f"@{names.OPEN_PASS}" in known or place is not opened
            if owed and ANSWERED not in tokens:
                yield wrong(RULE, place, "tới được khi chưa có văn bản trả lời", REPAIR)
                break


def _ends(shelf: Shelf) -> Iterator[Finding]:
    """Yield each end of the other answered processes that no issued paper precedes."""
    for process_id in names.ANSWERED[1:]:
        if not shelf.has(process_id):
            continue
        walk = Walk(shelf, process_id)
        for end in walk.ends():
            if not all(SOME_PAPER in tokens for _known, tokens in walk.entering(end.id)):
                yield wrong(RULE, end, "tới được khi chưa ban hành văn bản nào", REPAIR)


def _issuing(shelf: Shelf) -> Iterator[Finding]:
    """Yield replies that stay unissued, and an issuing process that skips signing."""
    for process_id in shelf.processes:
        for call in shelf.calling(process_id, ISSUING):
            if papers_of(call) & names.REPLY_SET and is_held(call):
                yield wrong(RULE, call, "giữ lại văn bản trả lời", "Bỏ hold của lời gọi này")
    walk = Walk(shelf, ISSUING)
    for end in walk.ends():
        numbered = all(f"passed:{names.NUMBER}" in t for _known, t in walk.entering(end.id))
        if not numbered and not _only_held(walk, end):
            repair = "Dẫn qua bước cấp số, ban hành"
            yield wrong(RULE, end, "kết thúc khi chưa ban hành", repair)
    for number in shelf.with_topic("doc.issue"):
        if number.process_id != ISSUING:
            repair = "Gọi quy trình ban hành văn bản thay cho bước này"
            yield wrong(RULE, number, "ban hành ngoài quy trình ban hành văn bản", repair)


def _only_held(walk: Walk, end: Element) -> bool:
    """Tell whether an end of S01 is reached by the branch for held papers alone."""
    flows = [e for e in walk.definition.elements.values() if e.target == end.id]
    return bool(flows) and all("hold" in flow.condition for flow in flows)
