"""Kiểm tra hồ sơ: one case whole, in plain words first; forms as they were sent."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.views.inspection import Part
from app.web.oversight_acts import oversight_acts
from app.web.session import AUDITOR, actor, guard
from app.web.texts import _l

PLACE = "/giam-sat/ho-so/<code>"
blueprint = Blueprint("inspection", __name__)

PARTS = {
    Part.PROPOSED: _l("Ai đề xuất"),
    Part.TERM: _l("Ai giải quyết, hạn đến ngày nào"),
    Part.DISCUSSED: _l("Bàn và biểu quyết"),
    Part.DECIDED: _l("Ai quyết định, bằng văn bản nào"),
    Part.IN_TIME: _l("Đúng hạn hay trễ"),
    Part.NOW: _l("Nay ở đâu"),
}


@blueprint.get(PLACE)
@guard(AUDITOR)
def show(code: str) -> ResponseReturnValue:
    """Show everything of one case."""
    page = oversight_acts().inspect_case(actor(), code)
    return render_template("oversight/case.html", page=page, parts=PARTS)


@blueprint.get(f"{PLACE}/bieu/<task_id>")
@guard(AUDITOR)
def sent_form(code: str, task_id: str) -> ResponseReturnValue:
    """Show a form as it was sent."""
    page = oversight_acts().read_sent_form(actor(), code, task_id)
    return render_template("oversight/sent_form.html", page=page)
