"""INV-02 and INV-03: the head's own decision, when it is open and what must be issued first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.conditions import Value
from app.verification.documents_drawn import papers_of
from app.verification.node_names import ISSUING
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

REPORTED = f"issued:{names.LEADER_REPORT}"
DECIDED = f"issued:{names.LEADER_DECISION}"
OPEN_TO_LEADER: Mapping[str, Value] = {
    "quorum_ok": True,
    "authority": "trong",
    "preparation": "ky",
    "discussed_thoroughly": True,
}
SCOPE = "profile.override.scope"


def check_report(shelf: Shelf) -> Iterator[Finding]:
    """INV-02: yield each way to a go-ahead of the head without the report to the superior."""
    rule = "INV-02"
    repair = "Ban hành báo cáo cấp trên trực tiếp ngay sau quyết định, trước mọi bước khác"
    decision = shelf.processes[names.DECISION]
    if names.LEADER not in decision.elements:
        yield gone(rule, names.DECISION, f"việc “{names.LEADER}”")
        return
    ends = {e.id: frozenset({"decision"}) for e in shelf.nodes(names.DECISION, "endEvent")}
    marked = frozenset({names.LEADER})
    walk = Walk(shelf, names.DECISION, Watch(reads=ends, marks=marked))
    for end in walk.ends():
        for known, tokens in walk.entering(end.id):
            decided = f"@{names.LEADER}" in known and known.get("decision") == "quyet_dinh"
            if (decided or end.id == "approved_by_leader") and REPORTED not in tokens:
                yield wrong(rule, end, "tới được khi chưa báo cáo cấp trên trực tiếp", repair)
                break
    for call in shelf.calling(names.DECISION, ISSUING):
        if names.GO_AHEAD in papers_of(call):
            yield wrong(rule, call, "cho chủ trương ngay trong bước quyết định", repair)
        if names.LEADER_REPORT in papers_of(call):
            if not all(DECIDED in tokens for _known, tokens in walk.entering(call.id)):
                yield wrong(rule, call, "báo cáo khi chưa ban hành quyết định", repair)
    yield from _go_ahead(shelf, rule, repair)


def _go_ahead(shelf: Shelf, rule: str, repair: str) -> Iterator[Finding]:
    calls = [c for c in shelf.calling(names.CASE, ISSUING) if names.GO_AHEAD in papers_of(c)]
    reads = {call.id: frozenset({"level_outcome"}) for call in calls}
    walk = Walk(
        shelf, names.CASE, Watch(reads=reads, spends={names.OPEN_PASS: frozenset({REPORTED})})
    )
    for call in calls:
        for known, tokens in walk.entering(call.id):
            if known.get("level_outcome") == "approved_by_leader" and REPORTED not in tokens:
                yield wrong(rule, call, "có thể đi trước báo cáo cấp trên trực tiếp", repair)
                break


def check_conditions(shelf: Shelf) -> Iterator[Finding]:
    """INV-03: yield why the head could decide though the article does not open it."""
    rule = "INV-03"
    if names.LEADER not in shelf.processes[names.DECISION].elements:
        yield gone(rule, names.DECISION, f"việc “{names.LEADER}”")
        return
    read = frozenset({*OPEN_TO_LEADER, "vote_result", "leader_status", SCOPE})
    counted = frozenset({f"passed:{names.COUNT}"})
    watch = Watch(reads={names.LEADER: read}, spends={names.MINUTES: counted})
    walk = Walk(shelf, names.DECISION, watch)
    leader = walk.definition.elements[names.LEADER]
    reasons = {
        reason
        for known, tokens in walk.entering(names.LEADER)
        for reason in _reasons(known, counted <= tokens)
    }
    repair = "Để người đứng đầu quyết định chỉ khi biểu quyết không đủ đa số và mọi điều kiện đạt"
    for reason in sorted(reasons):
        yield wrong(rule, leader, f"mở được khi {reason}", repair)
    if leader.extensions.candidate_groups != ("leader",):
        yield wrong(rule, leader, "giao cho vai trò khác người đứng đầu", "Giao vai trò leader")
    yield from _no_vote_on_negative(shelf, rule)


def _reasons(known: Mapping[str, Value], counted: bool) -> Iterator[str]:
    if not counted:
        yield "chưa xác định kết quả biểu quyết của biên bản này"
    for name, value in OPEN_TO_LEADER.items():
        if known.get(name) != value:
            yield f"{name} chưa chắc đạt"
    wide = known.get("vote_result") == "rejected" and known.get(SCOPE) == "not_approved"
    if known.get("vote_result") != "no_consensus" and not wide:
        yield "kết quả biểu quyết khác “không thống nhất”"
    if known.get("leader_status") in ("xung_dot", "khuyet", None):
        yield "người đứng đầu có xung đột lợi ích hoặc khuyết"


def _no_vote_on_negative(shelf: Shelf, rule: str) -> Iterator[Finding]:
    read = {names.DECISION_CALL: frozenset({"appraisal_outcome"})}
    walk = Walk(shelf, names.LEVEL, Watch(reads=read))
    for known, _tokens in walk.entering(names.DECISION_CALL):
        if known.get("appraisal_outcome") != "to_forum":
            call = walk.definition.elements[names.DECISION_CALL]
            repair = "Chỉ dẫn nhánh đã trình tập thể tới bước quyết định"
            yield wrong(rule, call, "mở được khi thẩm định chưa trình tập thể", repair)
            return
