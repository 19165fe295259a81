"""INV-07 and INV-08: the due date moves only by an issued notice, decided and issued in time."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.documents_drawn import is_held, papers_of
from app.verification.node_names import ISSUING
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

SIGNED = f"signed:{names.EXTENSION_NOTICE}"
MOVES_DUE = "clock.apply_extension"


def check_due(shelf: Shelf) -> Iterator[Finding]:
    """INV-07: yield each place that moves a due date without a signed notice."""
    rule = "INV-07"
    repair = f"Ký {names.EXTENSION_NOTICE} (hold) ngay trước bước dời hạn, chỉ trong P01e"
    movers = list(shelf.with_topic(MOVES_DUE))
    if not movers:
        yield gone(rule, names.EXTENSION, f"bước {MOVES_DUE}")
    walk = Walk(shelf, names.EXTENSION)
    for mover in movers:
        inside = mover.process_id == names.EXTENSION
        ways = [tokens for _known, tokens in walk.entering(mover.id)] if inside else [frozenset()]
        if not all(SIGNED in tokens for tokens in ways):
            yield wrong(rule, mover, "dời hạn khi chưa ký thông báo gia hạn", repair)
    for opener in shelf.with_topic("pass.open"):
        if opener.process_id != names.CASE:
            yield wrong(rule, opener, "mở hạn ngoài quy trình chính", "Mở lượt xem xét ở P01")


def check_in_time(shelf: Shelf) -> Iterator[Finding]:
    """INV-08: yield each way to decide or issue an extension after the date in force."""
    rule = "INV-08"
    elements = shelf.processes[names.EXTENSION].elements
    if names.DECIDE_EXTENSION not in elements:
        yield gone(rule, names.EXTENSION, f"việc “{names.DECIDE_EXTENSION}”")
        return
    for task in shelf.nodes(names.EXTENSION, "userTask"):
        edges = [
            e
            for e in elements.values()
            if e.attached_to == task.id and e.event == "timer" and e.interrupting
        ]
        if not any(e.timer.strip().lstrip("=") == "current_due_end" for e in edges):
            repair = "Gắn sự kiện hẹn giờ ngắt current_due_end"
            yield wrong(rule, task, "còn mở sau khi hạn đang có đã hết", repair)
    for call in shelf.calling(names.EXTENSION, ISSUING):
        if names.EXTENSION_NOTICE in papers_of(call) and not is_held(call):
            repair = "Đặt hold = true: thông báo ban hành cùng lúc với việc dời hạn"
            yield wrong(rule, call, "ban hành trước khi kiểm tra hạn", repair)
    read = frozenset({"admissible", "decision"})
    walk = Walk(shelf, names.EXTENSION, Watch(reads={names.APPLY_EXTENSION: read}))
    for known, _tokens in walk.entering(names.APPLY_EXTENSION):
        if known.get("admissible") is not True or known.get("decision") != "dong_y":
            place = elements[names.APPLY_EXTENSION]
            repair = "Chỉ dời hạn sau khi bảng cho phép và thường trực đồng ý"
            yield wrong(rule, place, "tới được khi chưa được phép gia hạn", repair)
            break
