"""Kiểm tra hồ sơ: one case whole, in plain words first; forms as sent; the rules it kept."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.views.conformance import Kept
from app.domain.views.inspection import Part
from app.errors import ContentsWithheld
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
    """Show everything of one case; of one that may not be read, what proves it."""
    try:
        page = oversight_acts().inspect_case(actor(), code)
    except ContentsWithheld:
        return redirect(url_for("audit.check_case", code=code), 303)
    return render_template("oversight/case.html", page=page, parts=PARTS)


@blueprint.get(f"{PLACE}/bieu/<task_id>")
@guard(AUDITOR)
def sent_form(code: str, task_id: str) -> ResponseReturnValue:
    """Show a form as it was sent."""
    page = oversight_acts().read_sent_form(actor(), code, task_id)
    return render_template("oversight/sent_form.html", page=page)


@blueprint.get(f"{PLACE}/quy-tac")
@guard(AUDITOR)
def conformance(code: str) -> ResponseReturnValue:
    """Show how each rule of the clauses stands in the history of a case."""
    page = oversight_acts().read_conformance(actor(), code)
    kept = page.of(Kept.KEPT)
    return render_template(
        "oversight/conformance.html",
        page=page,
        violated=page.of(Kept.VIOLATED),
        undecided=page.of(Kept.UNDECIDED),
        kept=[rule for rule in kept if rule.applied],
        idle=[rule for rule in kept if not rule.applied],
    )
