"""INV-09, INV-10 and INV-12: how a case goes up and comes back, never without its paper."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Element, Finding
from app.verification import node_names as names
from app.verification.documents_drawn import is_held, papers_of
from app.verification.form_questions import asks, is_fixed, is_required
from app.verification.node_names import ISSUING
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

SKIPS = "skips_level"


def check_pair(shelf: Shelf) -> Iterator[Finding]:
    """INV-09: yield each way to release a report that skips a level without the second paper."""
    rule = "INV-09"
    calls = list(shelf.calling(names.ESCALATION, ISSUING))
    for call in calls:
        pair = papers_of(call) & {*names.REPORTS_UP, names.INFORMING_REPORT}
        if pair and not is_held(call):
            yield wrong(rule, call, "ban hành riêng", "Đặt hold = true để ban hành đồng thời")
    if names.RELEASE_PAIR not in shelf.processes[names.ESCALATION].elements:
        yield gone(rule, names.ESCALATION, f"bước “{names.RELEASE_PAIR}”")
        return
    reads = {names.RELEASE_PAIR: frozenset({SKIPS})}
    walk = Walk(shelf, names.ESCALATION, Watch(reads=reads, tracks=frozenset({SKIPS})))
    release = walk.definition.elements[names.RELEASE_PAIR]
    repair = "Nối hai báo cáo vào một chỗ trước bước ban hành đồng thời"
    for known, tokens in walk.entering(release.id):
        signed = {p for t in tokens if t.startswith("signed:") for p in t[7:].split("|")}
        if not signed & names.REPORTS_UP:
            yield wrong(rule, release, "tới được khi chưa ký báo cáo cấp trên", repair)
            break
        if known.get(SKIPS) is not False and names.INFORMING_REPORT not in signed:
            yield wrong(rule, release, "tới được khi chưa ký báo cáo để biết", repair)
            break
    for end in walk.ends():
        if not all(f"passed:{release.id}" in tokens for _known, tokens in walk.entering(end.id)):
            yield wrong(rule, end, "tới được khi chưa ban hành hai báo cáo", repair)


def check_solution(shelf: Shelf) -> Iterator[Finding]:
    """INV-10: yield why over authority at the meeting may go elsewhere or without a solution."""
    rule = "INV-10"
    yield from _caught(shelf, rule)
    form = shelf.forms.get(f"{names.DECISION}.{names.MINUTES}")
    if form is not None and not is_required(form, "proposed_solution"):
        minutes = shelf.processes[names.DECISION].elements[names.MINUTES]
        repair = "Thêm mục proposed_solution, bắt buộc khi vượt thẩm quyền"
        yield wrong(rule, minutes, "không bắt ghi đề xuất giải pháp", repair)
    report = shelf.forms.get(f"{names.ESCALATION}.draft_escalation")
    if report is not None and asks(report, "target_body") and not is_fixed(report, "target_body"):
        task = shelf.processes[names.ESCALATION].elements["draft_escalation"]
        yield wrong(rule, task, "cho sửa nơi nhận", "Đặt target_body chỉ đọc")


def _caught(shelf: Shelf, rule: str) -> Iterator[Finding]:
    ends = [e for e in shelf.nodes(names.DECISION, "endEvent") if e.event == "escalation"]
    if not ends:
        yield gone(rule, names.DECISION, "kết thúc chuyển cấp trên")
    walk = Walk(shelf, names.DECISION)
    for end in ends:
        recorders = {e.id for e in shelf.with_topic("escalation.record")}
        ways = [tokens for _known, tokens in walk.entering(end.id)]
        if not all(
            {t[7:] for t in tokens if t.startswith("passed:")} & recorders for tokens in ways
        ):
            repair = "Ghi nơi nhận bằng bước escalation.record ngay trước kết thúc này"
            yield wrong(rule, end, "chuyển cấp trên khi chưa ghi nơi nhận", repair)
        if end.event_code != names.CODE_4_3B1 or not _is_caught(shelf, names.CODE_4_3B1):
            repair = f"Dùng mã {names.CODE_4_3B1} và bắt mã đó ở {names.LEVEL_CALL}"
            yield wrong(rule, end, "không tới được báo cáo cấp trên trực tiếp", repair)


def _is_caught(shelf: Shelf, code: str) -> bool:
    edges = shelf.nodes(names.CASE, "boundaryEvent")
    return any(e.event_code == code and e.attached_to == names.LEVEL_CALL for e in edges)


def check_passes(shelf: Shelf) -> Iterator[Finding]:
    """INV-12: yield each move of a case without its paper, and each second pass beside a first."""
    rule = "INV-12"
    papers = {
        f"issued:{paper}"
        for paper in (names.RETURN_LETTER, names.FORWARDING_NOTICE, *names.REPORTS_UP)
    }
    up = f"issued:{'|'.join(sorted(names.REPORTS_UP))}"
    fresh = frozenset({f"passed:{names.OPEN_PASS}"})
    spends = {
        names.OPEN_PASS: frozenset({*papers, up, f"passed:{names.RELEASE_PAIR}"}),
        names.LEVEL_CALL: fresh,
    }
    walk = Walk(shelf, names.CASE, Watch(spends=spends))
    moves = {
        "pass.push_body": frozenset({f"passed:{names.RELEASE_PAIR}"}),
        "pass.pop_body": frozenset({f"issued:{names.RETURN_LETTER}"}),
        "pass.set_body": frozenset({f"issued:{names.FORWARDING_NOTICE}"}),
    }
    for topic, owed in moves.items():
        for move in shelf.with_topic(topic):
            yield from _without(rule, walk, move, owed, "chuyển hồ sơ khi chưa ban hành văn bản")
    level = walk.definition.elements.get(names.LEVEL_CALL)
    if level is None:
        yield gone(rule, names.CASE, f"lời gọi “{names.LEVEL_CALL}”")
    else:
        yield from _without(rule, walk, level, fresh, "xem xét khi chưa mở lượt mới")


def _without(
    rule: str, walk: Walk, place: Element, owed: frozenset[str], what: str
) -> Iterator[Finding]:
    if place.process_id != walk.definition.process_id:
        yield wrong(rule, place, "chuyển hồ sơ ngoài quy trình chính", "Đưa bước này về P01")
    elif not all(owed <= tokens for _known, tokens in walk.entering(place.id)):
        yield wrong(rule, place, what, "Dẫn mọi đường qua bước còn thiếu trước chỗ này")
