"""Kiểm tra theo điều khoản: every way through a draft, judged by the rules of the regulations.

Computing goes on in another process; pages show how far it is, what was found, and each violation
as a path that a script plays on the diagrams.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FieldError
from app.errors import Conflict, FormInvalid
from app.web import verification_words
from app.web.process_acts import process_acts
from app.web.processes import handed
from app.web.session import OWNER, actor, guard
from app.web.texts import _
from app.web.verification_words import standing_of

PLACE = "/ban-thao/<draft_id>/dieu-khoan"
blueprint = Blueprint("verification", __name__)


@blueprint.get(PLACE)
@guard(OWNER)
def show(draft_id: str) -> ResponseReturnValue:
    """Show what is known of the draft as it stands, and how far the run is."""
    page = process_acts().read_verification(actor(), draft_id)
    return render_template(
        "drafts/clauses.html",
        draft=page.draft,
        result=page.result,
        run=page.run,
        standing=standing_of(page),
        said=verification_words,
    )


@blueprint.post(PLACE)
@guard(OWNER)
def start(draft_id: str) -> ResponseReturnValue:
    """Verify the draft in the background."""
    process_acts().start_verification(actor(), draft_id, whole=True)
    return _back(draft_id)


@blueprint.post(f"{PLACE}/dung")
@guard(OWNER)
def stop(draft_id: str) -> ResponseReturnValue:
    """Stop the run."""
    try:
        process_acts().cancel_verification(actor(), draft_id)
    except Conflict as over:
        flash(over.message, "warn")
    return _back(draft_id)


@blueprint.get(f"{PLACE}/tien-do")
@guard(OWNER)
def progress(draft_id: str) -> ResponseReturnValue:
    """Tell a script how the verification of the draft stands."""
    page = process_acts().read_verification(actor(), draft_id)
    standing, run = standing_of(page), page.run
    return jsonify(
        state=run.state.value,
        number=run.number,
        total=run.total,
        tone=standing.tone,
        text=standing.text,
    )


@blueprint.get(f"{PLACE}/duong-di/<int:number>")
@guard(OWNER)
def violation(draft_id: str, number: int) -> ResponseReturnValue:
    """Show one finding with its path."""
    page = process_acts().read_violation(actor(), draft_id, number)
    return render_template(
        "drafts/violation.html",
        page=page,
        draft=page.draft,
        lines=verification_words.lines_of(page),
    )


@blueprint.get(f"{PLACE}/so-do/<process_id>.bpmn")
@guard(OWNER)
def diagram(draft_id: str, process_id: str) -> ResponseReturnValue:
    """Give the player a diagram that the path goes through."""
    return handed(process_acts().read_verified_diagram(actor(), draft_id, process_id))


@blueprint.get(f"{PLACE}/quy-tac/<rule_id>")
@guard(OWNER)
def rule(draft_id: str, rule_id: str) -> ResponseReturnValue:
    """Show a rule as it is written, to whoever thinks that it is wrong."""
    return _rule(draft_id, rule_id)


@blueprint.post(f"{PLACE}/quy-tac/<rule_id>")
@guard(OWNER)
def object_to(draft_id: str, rule_id: str) -> ResponseReturnValue:
    """Record what is said against a rule."""
    try:
        process_acts().object_to_rule(actor(), draft_id, rule_id, request.form.get("reason", ""))
    except FormInvalid as refused:
        return _rule(draft_id, rule_id, refused.errors), 422
    flash(_("Đã ghi ý kiến; người duyệt công bố sẽ đọc. Quy tắc vẫn có hiệu lực."), "ok")
    return redirect(url_for("verification.rule", draft_id=draft_id, rule_id=rule_id), 303)


def _rule(draft_id: str, rule_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = process_acts().read_written_rule(actor(), draft_id, rule_id)
    return render_template(
        "drafts/rule_doubt.html", page=page, draft=page.draft, errors=errors, typed=request.form
    )


def _back(draft_id: str) -> ResponseReturnValue:
    return redirect(url_for("verification.show", draft_id=draft_id), 303)
