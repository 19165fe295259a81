"""Kiểm tra theo điều khoản: every way through a draft, judged by the rules of the regulations."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.diagrams import Finding
from app.errors import ChuTruongError, DiagramRefused
from app.web.process_acts import process_acts
from app.web.session import OWNER, actor, guard

PLACE = "/ban-thao/<draft_id>/dieu-khoan"
blueprint = Blueprint("verification", __name__)


@blueprint.get(PLACE)
@guard(OWNER)
def show(draft_id: str) -> ResponseReturnValue:
    """Show what is known of the draft as it stands; nothing is computed."""
    return _page(draft_id)


@blueprint.post(PLACE)
@guard(OWNER)
def verify(draft_id: str) -> ResponseReturnValue:
    """Verify the draft, which takes some seconds, and show what was found."""
    try:
        process_acts().verify_draft(actor(), draft_id, compute=True)
    except DiagramRefused as refused:
        return _page(draft_id, tuple(refused.findings)), 422
    except ChuTruongError as failed:
        return _page(draft_id, failure=failed.message), 409
    return redirect(url_for("verification.show", draft_id=draft_id), 303)


def _page(draft_id: str, refused: tuple[Finding, ...] = (), failure: str = "") -> str:
    page = process_acts().verify_draft(actor(), draft_id, compute=False)
    return render_template(
        "drafts/clauses.html",
        draft=page.draft,
        result=page.result,
        refused=refused,
        failure=failure,
    )
