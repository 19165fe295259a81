"""INV-11 and INV-22: rounds keep their plans, and a decision names the plan it decides on."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents import DOC_TYPES
from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.form_questions import asks, is_fixed, rules_about
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong


def check_points(shelf: Shelf) -> Iterator[Finding]:
    """INV-11: yield why a plan may go back without points or come again without a snapshot."""
    rule = "INV-11"
    minutes = shelf.forms.get(f"{names.DECISION}.{names.MINUTES}")
    if minutes is not None and not list(rules_about(minutes, "rework_points", "count")):
        task = shelf.processes[names.DECISION].elements[names.MINUTES]
        repair = "Thêm quy tắc: chuẩn bị lại thì ghi ít nhất một nội dung"
        yield wrong(rule, task, "cho trả lại kế hoạch mà không nêu nội dung", repair)
    rework = shelf.forms.get(f"{names.CASE}.{names.REWORK}")
    if rework is not None and not list(rules_about(rework, "points_to_answer")):
        task = shelf.processes[names.CASE].elements[names.REWORK]
        repair = "Thêm quy tắc: mỗi nội dung yêu cầu có một câu trả lời"
        yield wrong(rule, task, "không bắt trả lời từng nội dung", repair)
    kept = frozenset({f"passed:{names.RESUBMIT}"})
    watch = Watch(spends={names.REWORK: kept}, marks=frozenset({names.REWORK}))
    walk = Walk(shelf, names.CASE, watch)
    for known, tokens in walk.entering(names.OPEN_PASS):
        if f"@{names.REWORK}" in known and not kept <= tokens:
            place = walk.definition.elements[names.OPEN_PASS]
            repair = f"Dẫn kế hoạch nộp lại qua {names.RESUBMIT}"
            yield wrong(rule, place, "mở được khi chưa lưu bản kế hoạch nộp lại", repair)
            break


def check_snapshot(shelf: Shelf) -> Iterator[Finding]:
    """INV-22: yield replies that do not cite the plan, and what lets it be typed or skipped."""
    rule = "INV-22"
    for name in names.DECIDING_REPLIES:
        doc_type = DOC_TYPES.get(name)
        if doc_type is not None and "plan_hash" not in doc_type.required:
            yield gone(rule, names.CASE, f"mã kế hoạch trong {name}")
    for form in shelf.forms.values():
        if asks(form, "plan_hash") and not is_fixed(form, "plan_hash"):
            yield gone(rule, form.id, "mã kế hoạch chỉ đọc")
    walk = Walk(shelf, names.CASE)
    kept = f"passed:{names.SUBMIT}"
    opened = walk.definition.elements.get(names.OPEN_PASS)
    if opened is None:
        yield gone(rule, names.CASE, f"bước “{names.OPEN_PASS}”")
    elif not all(kept in tokens for _known, tokens in walk.entering(opened.id)):
        repair = f"Dẫn mọi đường qua {names.SUBMIT}, nơi lưu bản kế hoạch và mã của nó"
        yield wrong(rule, opened, "mở được khi chưa lưu bản kế hoạch", repair)
