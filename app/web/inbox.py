"""Việc của tôi: one's own tasks by date, the group's, and those done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.views import InboxItem, InboxPage
from app.web import words
from app.web.acts import acts
from app.web.session import SIGNED_IN, actor, guard
from app.web.texts import _, _l, ngettext

blueprint = Blueprint("inbox", __name__)

TABS = (("mine", _l("Của tôi")), ("group", _l("Nhóm")), ("done", _l("Đã hoàn thành")))
EMPTY = {
    "mine": _l("Không có việc nào đang chờ."),
    "group": _l("Không có việc nào của nhóm đang chờ người nhận."),
    "done": _l("Chưa có việc nào hoàn thành."),
}


@dataclass
class Group:
    """Tasks under one heading."""

    title: str
    items: list[InboxItem] = field(default_factory=list)


@blueprint.get("/")
@guard(SIGNED_IN)
def home() -> ResponseReturnValue:
    """Go to the inbox: it is everybody's home."""
    return redirect(url_for("inbox.show"), 303)


@blueprint.get("/viec")
@guard(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show one tab of tasks."""
    page = acts().list_inbox(
        actor(), request.args.get("tab", "mine"), request.args.get("page", 1, type=int)
    )
    return render_template(
        "inbox/show.html",
        page=page,
        tabs=TABS,
        groups=grouped(page),
        summary=summary(page),
        empty=EMPTY.get(page.tab, EMPTY["mine"]),
    )


def summary(page: InboxPage) -> str:
    """Return how many tasks there are, and how many of them press."""
    total = page.counts.get(page.tab, page.total)
    text = ngettext("%(num)s việc", "%(num)s việc", total)
    lefts = [item.due.days_left for item in page.items if item.due]
    if page.tab == "done" or not lefts:
        return text
    late = sum(1 for left in lefts if left < 0)
    today = lefts.count(0)
    parts = []
    if late:
        parts.append(_("%(n)s quá hạn", n=late))
    if today:
        parts.append(_("%(n)s hết hạn hôm nay", n=today))
    if lefts.count(1):
        parts.append(_("%(n)s đến hạn ngày làm việc tới", n=lefts.count(1)))
    return f"{text}, {_('trong đó')} {', '.join(parts)}" if parts else text


def grouped(page: InboxPage) -> Sequence[Group]:
    """Put the tasks of a page under headings: late, today, the next days, later."""
    if page.tab == "done":
        return [Group("", list(page.items))]
    groups: dict[str, Group] = {}
    for item in page.items:
        title = _heading(item, page)
        groups.setdefault(title, Group(title)).items.append(item)
    return list(groups.values())


def _heading(item: InboxItem, page: InboxPage) -> str:
    if item.due is None:
        return _("Không đặt hạn riêng")
    left = item.due.days_left
    if left < 0:
        return _("Quá hạn")
    if left == 0:
        return _("Hôm nay")
    if item.due.due == page.today + timedelta(days=1):
        return _(
            "Ngày mai, %(weekday)s %(day)s",
            weekday=words.weekday(item.due.due),
            day=words.day_month(item.due.due),
        )
    return _("Năm ngày làm việc tới") if left <= words.NEAR_DAYS else _("Sau đó")
