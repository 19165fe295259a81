"""INV-13 and INV-20: four eyes, nobody in conflict, no task for those who run the system."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.form_questions import rules_about
from app.verification.paths import Walk
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

RULE = "INV-13"


def check_four_eyes(shelf: Shelf) -> Iterator[Finding]:
    """INV-13: yield checking and signing that the drafter may do, and meetings led in conflict."""
    elements = shelf.processes[names.ISSUING].elements
    for task_id in (names.CHECK, names.SIGN):
        task = elements.get(task_id)
        if task is None:
            yield gone(RULE, names.ISSUING, f"việc “{task_id}”")
            continue
        others = task.extensions.properties.get("separateFrom", "").replace(",", " ").split()
        if names.DRAFT not in others:
            repair = f"Thêm thuộc tính separateFrom = {names.DRAFT}"
            yield wrong(RULE, task, "để người soạn tự làm", repair)
        walk = Walk(shelf, names.ISSUING)
        if not all(f"passed:{names.DRAFT}" in tokens for _known, tokens in walk.entering(task_id)):
            yield wrong(RULE, task, "tới được khi chưa soạn", f"Dẫn qua {names.DRAFT} trước")
    yield from _meeting(shelf)


def _meeting(shelf: Shelf) -> Iterator[Finding]:
    elements = shelf.processes[names.DECISION].elements
    minutes, confirmed = elements.get(names.MINUTES), elements.get(names.CONFIRMED_MINUTES)
    if minutes is None or confirmed is None:
        yield gone(RULE, names.DECISION, "biên bản và việc chủ trì xác nhận")
        return
    if set(minutes.extensions.candidate_groups) & set(confirmed.extensions.candidate_groups):
        repair = "Để thư ký ghi, chủ trì xác nhận"
        yield wrong(RULE, confirmed, "giao cùng vai trò với việc ghi biên bản", repair)
    form = shelf.forms.get(f"{names.DECISION}.schedule_meeting")
    for who in ("chair", "secretary"):
        if form is not None and not list(rules_about(form, who, "conflicted_ids")):
            task = elements["schedule_meeting"]
            repair = f"Thêm quy tắc: {who} không thuộc conflicted_ids"
            yield wrong(RULE, task, "nhận người có lợi ích liên quan", repair)
    form = shelf.forms.get(f"{names.DECISION}.{names.MINUTES}")
    if form is not None and not list(rules_about(form, "system_recused", "recused")):
        repair = "Thêm quy tắc: người có lợi ích liên quan không biểu quyết"
        yield wrong(RULE, minutes, "để người có lợi ích liên quan biểu quyết", repair)


def check_roles(shelf: Shelf) -> Iterator[Finding]:
    """INV-20: yield each task offered to a role that runs the system."""
    for process_id in shelf.processes:
        for task in shelf.nodes(process_id, "userTask"):
            offered = {*task.extensions.candidate_groups, task.extensions.assignee.strip('=" ')}
            for role in sorted(offered & names.SYSTEM_ROLES):
                repair = "Giao cho vai trò nghiệp vụ"
                yield wrong("INV-20", task, f"giao cho vai trò hệ thống {role}", repair)
