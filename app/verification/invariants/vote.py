"""INV-14 and INV-15: results are counted by the system, and a hard legal fault bars approval."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.domain.forms import Form
from app.verification import node_names as names
from app.verification.form_questions import asks, is_fixed, rules_about
from app.verification.paths import Walk, Watch
from app.verification.shelf import Shelf
from app.verification.verdicts import gone, wrong

RESULTS = {"approved": "approved", "rejected": "rejected"}


def check_count(shelf: Shelf) -> Iterator[Finding]:
    """INV-14: yield each result that the system has not counted from these minutes."""
    rule = "INV-14"
    counted = frozenset({f"passed:{names.COUNT}"})
    read = frozenset({"quorum_ok", "vote_result"})
    watch = Watch(reads=dict.fromkeys(RESULTS, read), spends={names.MINUTES: counted})
    walk = Walk(shelf, names.DECISION, watch)
    repair = f"Dẫn mọi đường qua {names.COUNT} và các cổng đủ thành phần, kết quả"
    for end_id, result in RESULTS.items():
        for known, tokens in walk.entering(end_id):
            fair = known.get("quorum_ok") is True and known.get("vote_result") == result
            if not fair or not counted <= tokens:
                end = walk.definition.elements[end_id]
                yield wrong(rule, end, "tới được khi hệ thống chưa đếm ra kết quả đó", repair)
                break
    yield from _typed(shelf, rule)


def _typed(shelf: Shelf, rule: str) -> Iterator[Finding]:
    for form in shelf.forms.values():
        for name in names.COUNTED:
            if asks(form, name) and not is_fixed(form, name):
                yield gone(rule, form.id, f"mục {name} chỉ đọc: kết quả do hệ thống đếm")
    minutes = shelf.forms.get(f"{names.DECISION}.{names.MINUTES}")
    if minutes is None:
        return
    if not is_fixed(minutes, "members_total"):
        yield gone(rule, minutes.id, "mục members_total chỉ đọc")
    if not list(rules_about(minutes, "votes_for", "votes_against", "votes_abstain", "present")):
        yield gone(rule, minutes.id, "quy tắc: tổng số phiếu bằng số có mặt được biểu quyết")
    if not list(rules_about(minutes, "present", "members_total")):
        yield gone(rule, minutes.id, "quy tắc: số có mặt không quá tổng số thành viên")


def check_legality(shelf: Shelf) -> Iterator[Finding]:
    """INV-15: yield each hard legality item that the minutes or the head could pass over."""
    rule = "INV-15"
    for form_id in (f"{names.DECISION}.{names.MINUTES}", f"{names.DECISION}.{names.LEADER}"):
        form = shelf.forms.get(form_id)
        for item in names.HARD_LEGALITY if form else ():
            if form is not None and not _barred(form, item):
                yield gone(rule, form_id, f"quy tắc: nội dung {item} không đạt thì không cho")


def _barred(form: Form, item: str) -> bool:
    by_item = list(rules_about(form, "legality_hard", f'"{item}"'))
    # A form may bar all hard items by one rule over those that failed.
    return bool(by_item or list(rules_about(form, "legality_failed")))
