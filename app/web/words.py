"""The interface's own words: closed lists of state chips, deadlines, dates and numbers.

Wording follows ui.md sections 5, 6 and 12. Each list covers its enum; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from babel.dates import format_date
from flask_babel import get_locale

from app.domain.cases import CaseState, DocumentState
from app.domain.clock import LOCAL
from app.domain.diagrams import Severity
from app.domain.drafts import DraftState
from app.domain.version_moves import Fit, MoveResult, MoveState
from app.domain.views import (
    CaseDue,
    ChainState,
    DueState,
    TaskDue,
    TaskStanding,
    Term,
    TermSource,
)
from app.domain.views.processes import VersionStanding
from app.web.acts import acts
from app.web.texts import _, _l, ngettext

NEAR_DAYS = 5


@dataclass(frozen=True)
class Chip:
    """A state as people see it: icon and word, never colour alone."""

    text: str
    icon: str
    tone: str = ""


CASE_CHIPS: Mapping[StrEnum, Chip] = {
    CaseState.DRAFT: Chip(_l("Bản nháp"), "pencil", "draft"),
    CaseState.SUBMITTED: Chip(_l("Chờ tiếp nhận"), "inbox", "info"),
    CaseState.AUTHORITY: Chip(_l("Đang xác định thẩm quyền"), "search", "info"),
    CaseState.APPRAISAL: Chip(_l("Đang thẩm định"), "file-earmark-text", "info"),
    CaseState.MEETING: Chip(_l("Chờ họp quyết định"), "people", "info"),
    CaseState.LEADER: Chip(_l("Chờ người đứng đầu quyết định"), "flag", "warn"),
    CaseState.DRAFTING: Chip(_l("Đang soạn văn bản trả lời"), "file-earmark-text", "info"),
    CaseState.REWORK: Chip(_l("Chuẩn bị lại"), "arrow-return-left", "warn"),
    CaseState.ESCALATED: Chip(_l("Đã chuyển cấp trên"), "arrow-up", "info"),
    CaseState.APPROVED: Chip(_l("Cho chủ trương"), "check-lg", "ok"),
    CaseState.APPROVED_BY_LEADER: Chip(
        _l("Cho chủ trương, người đứng đầu quyết định"), "flag", "ok"
    ),
    CaseState.REFUSED: Chip(_l("Không cho chủ trương"), "x-lg"),
    CaseState.INFEASIBLE: Chip(_l("Không khả thi"), "x-lg"),
    CaseState.ENDED: Chip(_l("Đã rút · Không nộp lại"), "dash-circle"),
    CaseState.CONCLUDED: Chip(_l("Đã kết thúc"), "folder2"),
}
TASK_CHIPS: Mapping[StrEnum, Chip] = {
    TaskStanding.WAITING: Chip(_l("Chờ nhận"), "inbox", "info"),
    TaskStanding.HELD: Chip(_l("Đang giữ"), "person", "info"),
    TaskStanding.ON_BEHALF: Chip(_l("Làm thay"), "people", "info"),
    TaskStanding.DONE: Chip(_l("Đã hoàn thành"), "check-lg", "ok"),
    TaskStanding.CANCELLED: Chip(_l("Đã thu hồi"), "dash-circle"),
}
DOCUMENT_CHIPS: Mapping[StrEnum, Chip] = {
    DocumentState.DRAFT: Chip(_l("Dự thảo"), "pencil", "draft"),
    DocumentState.SIGNED: Chip(_l("Đã ký, chờ phát hành"), "pencil", "info"),
    DocumentState.ISSUED: Chip(_l("Đã phát hành"), "send", "ok"),
    DocumentState.FILED: Chip(_l("Đã lưu hồ sơ"), "folder2"),
    DocumentState.VOIDED: Chip(_l("Đã hủy dự thảo"), "slash-circle"),
}
AUDIT_CHIPS: Mapping[StrEnum, Chip] = {
    ChainState.INTACT: Chip(_l("Nguyên vẹn"), "shield-check", "ok"),
    ChainState.BROKEN: Chip(_l("Sai lệch"), "exclamation-octagon", "bad"),
    ChainState.UNANCHORED: Chip(_l("Chưa neo"), "clock", "warn"),
}
DRAFT_CHIPS: Mapping[StrEnum, Chip] = {
    DraftState.OPEN: Chip(_l("Bản thảo"), "pencil", "draft"),
    DraftState.REQUESTED: Chip(_l("Chờ duyệt"), "clock", "warn"),
    DraftState.PUBLISHED: Chip(_l("Đã công bố"), "check-lg", "ok"),
    DraftState.DISCARDED: Chip(_l("Đã bỏ"), "dash-circle"),
}
VERSION_CHIPS: Mapping[StrEnum, Chip] = {
    VersionStanding.IN_USE: Chip(_l("Đang dùng"), "check-lg", "ok"),
    VersionStanding.OLD_CASES: Chip(_l("Chỉ hồ sơ cũ"), "folder2", "info"),
    VersionStanding.PAST: Chip(_l("Không còn dùng"), "dash-circle"),
}
FIT_CHIPS: Mapping[StrEnum, Chip] = {
    Fit.FITS: Chip(_l("Phù hợp"), "check-lg", "ok"),
    Fit.DIFFERS: Chip(_l("Khác"), "exclamation-triangle", "warn"),
    Fit.CANNOT: Chip(_l("Không chuyển được"), "x-lg", "bad"),
}
MOVE_CHIPS: Mapping[StrEnum, Chip] = {
    MoveState.PROPOSED: Chip(_l("Chờ duyệt"), "clock", "warn"),
    MoveState.APPROVED: Chip(_l("Đang chuyển"), "arrow-right", "info"),
    MoveState.RETURNED: Chip(_l("Đã trả lại"), "arrow-return-left"),
    MoveState.DONE: Chip(_l("Đã xong"), "check-lg", "ok"),
}
RESULT_CHIPS: Mapping[StrEnum, Chip] = {
    MoveResult.WAITING: Chip(_l("Chưa chuyển"), "clock"),
    MoveResult.MOVED: Chip(_l("Đã chuyển"), "check-lg", "ok"),
    MoveResult.REFUSED: Chip(_l("Ở lại phiên bản cũ"), "x-lg", "bad"),
    MoveResult.OVER: Chip(_l("Không còn ở phiên bản này"), "dash-circle"),
}
CHECK_CHIPS: Mapping[StrEnum, Chip] = {
    Severity.ERROR: Chip(_l("Phải sửa"), "exclamation-octagon", "bad"),
    Severity.WARNING: Chip(_l("Cần xem"), "eye", "warn"),
}
# By class first: members of two enums may carry the same word, and then they are equal.
CHIPS: Mapping[type[StrEnum], Mapping[StrEnum, Chip]] = {
    CaseState: CASE_CHIPS,
    TaskStanding: TASK_CHIPS,
    DocumentState: DOCUMENT_CHIPS,
    ChainState: AUDIT_CHIPS,
    DraftState: DRAFT_CHIPS,
    VersionStanding: VERSION_CHIPS,
    Fit: FIT_CHIPS,
    MoveState: MOVE_CHIPS,
    MoveResult: RESULT_CHIPS,
    Severity: CHECK_CHIPS,
}


def chip(state: StrEnum, *, round_no: int = 1) -> Chip:
    """Return the chip of a state; a plan prepared again says for the which time."""
    found = CHIPS[type(state)][state]
    if state is CaseState.REWORK and round_no > 1:
        return Chip(_("Chuẩn bị lại (lần %(n)s)", n=round_no), found.icon, found.tone)
    return found


def cited(ids: Iterable[str]) -> str:
    """Return clauses as people cite them, each place once, in the order given."""
    known = acts().clauses()
    return "; ".join(dict.fromkeys(known.get(clause, clause) for clause in ids))


# Dates, times, numbers ---------------------------------------------------------------------


def day(value: date | None) -> str:
    """Return 24/04/2024."""
    return f"{value:%d/%m/%Y}" if value else ""


def day_month(value: date | None) -> str:
    """Return 24/04."""
    return f"{value:%d/%m}" if value else ""


def weekday(value: date) -> str:
    """Return Thứ Tư, or Wednesday in English."""
    return format_date(value, "EEEE", locale=get_locale())


def moment(value: datetime | None) -> str:
    """Return 14:05, 24/04/2024 in Vietnam's time."""
    return f"{value.astimezone(LOCAL):%H:%M, %d/%m/%Y}" if value else ""


def moment_exact(value: datetime | None) -> str:
    """Return 14:05:08, 24/04/2024 in Vietnam's time."""
    return f"{value.astimezone(LOCAL):%H:%M:%S, %d/%m/%Y}" if value else ""


def moment_short(value: datetime | None) -> str:
    """Return 24/04 14:05 in Vietnam's time."""
    return f"{value.astimezone(LOCAL):%d/%m %H:%M}" if value else ""


def clock_time(value: datetime | None) -> str:
    """Return 14:05 of a moment in Vietnam's time."""
    return f"{value.astimezone(LOCAL):%H:%M}" if value else ""


def day_of(value: datetime | None) -> str:
    """Return 24/04 of a moment in Vietnam's time."""
    return f"{value.astimezone(LOCAL):%d/%m}" if value else ""


def size(count: int) -> str:
    """Return a file size: 412 KB, 1,8 MB."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB".replace(".", ",")


# Deadlines ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class DueWords:
    """A term in words: head line, second line, icon and tone (`""` is plain)."""

    text: str
    sub: str
    icon: str = ""
    tone: str = ""


def days_words(left: int) -> str:
    """Return how many working days are left, or how late it is."""
    if left < 0:
        return ngettext("Quá hạn %(num)s ngày", "Quá hạn %(num)s ngày", -left)
    if left == 0:
        return _("Hết hạn hôm nay")
    return ngettext("Còn %(num)s ngày làm việc", "Còn %(num)s ngày làm việc", left)


def days_tone(left: int) -> str:
    """Return bad when late, warn from five working days on."""
    if left < 0:
        return "bad"
    return "warn" if left <= NEAR_DAYS else ""


def days_icon(left: int) -> str:
    """Return the icon that goes with the tone."""
    if left < 0:
        return "exclamation-octagon"
    return "clock" if left <= NEAR_DAYS else ""


def task_due(due: TaskDue) -> DueWords:
    """Return a task's own date in words; its days are counted as the case's."""
    sub = _("hạn %(day)s", day=day_month(due.due))
    if not due.clause:
        sub = f"{sub} · {by_unit()}"
    left = due.days_left
    if left > 0:
        text = ngettext("Còn %(num)s ngày", "Còn %(num)s ngày", left)
        return DueWords(text, sub, "clock", "warn" if left <= 1 else "")
    return DueWords(days_words(left), sub, days_icon(left), days_tone(left))


def by_unit() -> str:
    """Return the words for a term that no clause sets, so that nobody takes it for one (A-33)."""
    words: str = _("do đơn vị quy định")
    return words


def term_source(term: Term) -> str:
    """Return who set a term; one that nobody set says that none is counted (A-42)."""
    if term.source is TermSource.CLAUSE:
        return cited([term.clause])
    if term.days is not None:
        return by_unit() if term.source is TermSource.UNIT else _("theo nghị định")
    if term.source is TermSource.DECREE:
        return _("chưa điền theo nghị định; không tính hạn nào")
    return _("%(who)s: không đặt, không tính hạn nào", who=by_unit())


def case_due(due: CaseDue) -> DueWords:
    """Return a case's answer term in words (ui.md section 5, column Deadline)."""
    if due.state in (DueState.ANSWERED, DueState.ANSWERED_LATE):
        return _answered(due)
    if due.state is DueState.NO_CALENDAR:
        text = _("Chưa có lịch năm %(year)s, ngày tạm tính", year=due.due.year)
        return DueWords(text, _progress(due), "exclamation-triangle", "warn")
    left = due.days_left
    if due.state is DueState.EXTENDED and left > NEAR_DAYS:
        text = _("Đã gia hạn đến %(day)s", day=day_month(due.due))
        return DueWords(text, f"{days_words(left)} · {_progress(due)}", "arrow-right", "info")
    sub = _late_note(due) if left < 0 else _progress(due)
    return DueWords(days_words(left), sub, days_icon(left), days_tone(left))


def _answered(due: CaseDue) -> DueWords:
    sub = day(due.answered_on)
    if due.state is DueState.ANSWERED:
        return DueWords(_("Đã trả lời đúng hạn"), sub, "check-circle", "muted")
    late = -due.days_left
    text = ngettext("Trả lời trễ %(num)s ngày", "Trả lời trễ %(num)s ngày", late)
    return DueWords(text, sub, "octagon", "muted")


def _progress(due: CaseDue) -> str:
    return _(
        "hạn %(day)s · ngày %(n)s/%(term)s",
        day=day_month(due.due),
        n=due.day_no,
        term=due.term,
    )


def _late_note(due: CaseDue) -> str:
    return _("hạn %(day)s · vẫn phải trả lời", day=day_month(due.due))


def until(due: CaseDue) -> str:
    """Return the last day with its weekday and that the term runs to 24 giờ."""
    return _("Trả lời trước 24 giờ %(weekday)s %(day)s", weekday=weekday(due.due), day=day(due.due))
