"""The invariants of processes.md section 19 as proofs over a shelf; which there are is one tuple.

INV-18 and INV-19 speak of the code itself: tests/codebase keeps them. INV-16 and INV-17 wait for
the process of protection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.diagrams import Finding
from app.verification import node_names as names
from app.verification.invariants import (
    answered,
    appraisal,
    emergency,
    escalation,
    extension,
    issuers,
    leader,
    people,
    rework,
    silence,
    vote,
)
from app.verification.shelf import Shelf
from app.verification.verdicts import State, Verdict


@dataclass(frozen=True)
class Invariant:
    """One invariant: what it says, the processes it speaks of, and its proof."""

    id: str
    title: str
    needs: tuple[str, ...]
    check: Callable[[Shelf], Iterable[Finding]]


def _nothing(_shelf: Shelf) -> Iterable[Finding]:
    return ()


CASE = (names.CASE, names.LEVEL, names.ISSUING)
MEETING = (*CASE, names.DECISION)
# Before the way up is drawn, no head decides and nothing is escalated.
WHOLE = (*MEETING, names.ESCALATION)
PROTECTION = (names.PROTECTION,)

INVARIANTS = (
    Invariant("INV-01", "Mỗi kế hoạch có văn bản trả lời", CASE, answered.check),
    Invariant("INV-02", "Báo cáo cấp trên trước khi cho chủ trương", WHOLE, leader.check_report),
    Invariant("INV-03", "Điều kiện người đứng đầu quyết định", WHOLE, leader.check_conditions),
    Invariant(
        "INV-04",
        "Thẩm định không khả thi thì chỉ thông báo",
        (*CASE, names.APPRAISAL),
        appraisal.check,
    ),
    Invariant(
        "INV-05",
        "Tự quyết định thì báo cáo và kết luận",
        (names.EMERGENCY, names.ISSUING),
        emergency.check,
    ),
    Invariant("INV-06", "Báo cáo từng cơ quan ban hành", CASE, issuers.check),
    Invariant("INV-07", "Hạn chỉ đổi bằng văn bản", (*CASE, names.EXTENSION), extension.check_due),
    Invariant(
        "INV-08", "Gia hạn trước khi hết hạn", (*CASE, names.EXTENSION), extension.check_in_time
    ),
    Invariant("INV-09", "Vượt cấp thì báo cáo cả hai", WHOLE, escalation.check_pair),
    Invariant("INV-10", "Vượt thẩm quyền thì đề xuất giải pháp", WHOLE, escalation.check_solution),
    Invariant("INV-11", "Chuẩn bị lại có nội dung, giữ bản cũ", MEETING, rework.check_points),
    Invariant("INV-12", "Một lượt xem xét, có văn bản khi chuyển", CASE, escalation.check_passes),
    Invariant("INV-13", "Bốn mắt, không xung đột lợi ích", MEETING, people.check_four_eyes),
    Invariant("INV-14", "Kết quả do hệ thống đếm", MEETING, vote.check_count),
    Invariant("INV-15", "Không cho khi trái nội dung cứng", MEETING, vote.check_legality),
    Invariant("INV-16", "Sự cố: báo cáo trước kết luận", PROTECTION, _nothing),
    Invariant("INV-17", "Vượt năng lực: hai văn bản đồng thời", PROTECTION, _nothing),
    Invariant("INV-20", "Hệ thống không làm việc nghiệp vụ", (), people.check_roles),
    Invariant("INV-21", "Quá hạn không đổi kết quả", (*CASE, names.WATCH), silence.check),
    Invariant("INV-22", "Quyết định gắn với bản kế hoạch", CASE, rework.check_snapshot),
)


def verify(shelf: Shelf, only: str = "") -> tuple[Verdict, ...]:
    """Return a verdict on each invariant (or one), in order; absent processes are waited for."""
    asked = (invariant for invariant in INVARIANTS if only in ("", invariant.id))
    return tuple(_verdict(invariant, shelf) for invariant in asked)


def _verdict(invariant: Invariant, shelf: Shelf) -> Verdict:
    absent = tuple(process for process in invariant.needs if not shelf.has(process))
    if absent:
        return Verdict(invariant.id, invariant.title, State.WAITS, absent)
    findings = tuple(invariant.check(shelf))
    state = State.BROKEN if findings else State.KEPT
    return Verdict(invariant.id, invariant.title, state, (), findings)
