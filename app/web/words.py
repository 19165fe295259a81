"""The interface's own words: deadlines, dates, numbers, places in the texts, versions.

Wording follows ui.md sections 5, 6 and 12. The chips of states stand in `chips.py`; pages reach
them from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import get_locale

from app.domain.clock import LOCAL
from app.domain.version_ids import release_number, version_number
from app.domain.views import CaseDue, DueState, TaskDue, Term, TermSource
from app.web.acts import acts
from app.web.chips import chip as chip
from app.web.texts import _, ngettext

NEAR_DAYS = 5


def cited(ids: Iterable[str]) -> str:
    """Return clauses as people cite them, each place once, in the order given."""
    known = acts().clauses()
    return "; ".join(dict.fromkeys(known.get(clause, clause) for clause in ids))


def version(version_id: str) -> str:
    """Return what readers call a release or the version of a diagram or form, by its number."""
    if ":" in version_id:
        return _("phiên bản %(n)s", n=version_number(version_id))
    return _("phiên bản công bố %(n)s", n=release_number(version_id))


# Dates, times, numbers ---------------------------------------------------------------------


def day(value: date | None) -> str:
    """Return 24/04/2024."""
    return f"{value:%d/%m/%Y}" if value else ""


def day_month(value: date | None) -> str:
    """Return 24/04."""
    return f"{value:%d/%m}" if value else ""


def figure(value: int) -> str:
    """Return 1.200.000, or 1,200,000 in English."""
    return str(format_decimal(value, locale=get_locale()))


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
    if due.state is DueState.WITHDRAWN:
        return DueWords(_("Đã rút kế hoạch"), day(due.answered_on), "dash-circle", "muted")
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
