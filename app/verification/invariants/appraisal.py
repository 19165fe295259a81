"""INV-04: a plan appraised negative has one way, to the notice that it is infeasible."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

RULE = "INV-04"
NOTICE = f"issued:{names.INFEASIBLE}"


def check(shelf: Shelf) -> Iterator[Finding]:
    """Yield each other way that a negative appraisal leaves open, level by level."""
    yield from _triage(shelf)
    yield from _level(shelf)
    yield from _notice(shelf)


def _triage(shelf: Shelf) -> Iterator[Finding]:
    """After a negative report the appraisal ends negative; only a new appraisal replaces it."""
    ends = {e.id: frozenset({"overall"}) for e in shelf.nodes(names.APPRAISAL, "endEvent")}
    walk = Walk(shelf, names.APPRAISAL, Watch(reads=ends, tracks=frozenset({"overall"})))
    repair = "Kết luận tiêu cực chỉ dẫn tới thông báo hoặc thẩm định lại; xem quy tắc của biểu"
    for end in walk.ends():
        for known, _tokens in walk.entering(end.id):
            if known.get("overall") == "negative" and end.id != "negative":
                yield wrong(RULE, end, "tới được khi kết luận thẩm định là không khả thi", repair)
                break


def _level(shelf: Shelf) -> Iterator[Finding]:
    nodes = shelf.processes[names.LEVEL].elements
    places = [e for e in nodes.values() if e.tag == "endEvent" or e.id == names.DECISION_CALL]
    reads = {place.id: frozenset({"appraisal_outcome"}) for place in places}
    walk = Walk(shelf, names.LEVEL, Watch(reads=reads))
    if not any(place.id == "infeasible" for place in places):
        yield gone(RULE, names.LEVEL, "kết thúc “infeasible”")
    for place in places:
        for known, _tokens in walk.entering(place.id):
            if known.get("appraisal_outcome") == "negative" and place.id != "infeasible":
                repair = "Dẫn kết quả thẩm định tiêu cực tới kết thúc “infeasible”"
                yield wrong(RULE, place, "tới được khi thẩm định kết luận không khả thi", repair)
                break


def _notice(shelf: Shelf) -> Iterator[Finding]:
    ends = {e.id: frozenset({"level_outcome"}) for e in shelf.nodes(names.CASE, "endEvent")}
    walk = Walk(shelf, names.CASE, Watch(reads=ends, spends={names.OPEN_PASS: frozenset({NOTICE})}))
    repair = f"Dẫn kết quả infeasible qua thông báo {names.INFEASIBLE} tới {names.END_INFEASIBLE}"
    for end in walk.ends():
        for known, tokens in walk.entering(end.id):
            told = NOTICE in tokens
            if end.id == names.END_INFEASIBLE and not told:
                yield wrong(RULE, end, "tới được khi chưa thông báo không khả thi", repair)
                break
            if end.id != names.END_INFEASIBLE and known.get("level_outcome") == "infeasible":
                yield wrong(RULE, end, "tới được khi kết quả là không khả thi", repair)
                break
