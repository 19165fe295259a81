"""Người dùng: one person with offices, account, sessions; passwords handed over and chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.web.organisation import PLACE
from app.web.organisation_acts import organisation_acts
from app.web.session import ADMIN, SIGNED_IN, actor, guard, session_id
from app.web.texts import _

blueprint = Blueprint("people", __name__)


@blueprint.get(f"{PLACE}/con-nguoi/<person_id>")
@guard(ADMIN)
def show(person_id: str) -> ResponseReturnValue:
    """Show one person."""
    return _show(person_id)


@blueprint.post(f"{PLACE}/con-nguoi/<person_id>")
@guard(ADMIN)
def account(person_id: str) -> ResponseReturnValue:
    """Do something about the person's account; a new password stands on the answer, once."""
    do = ACTS.get(request.form.get("act", ""))
    if do is None:
        raise BadRequest
    try:
        password = do(person_id)
    except FormInvalid as refused:
        return _show(person_id, errors=refused.errors), 422
    if password:
        return _show(person_id, password=password)
    flash(_("Đã ghi thay đổi tài khoản."), "ok")
    return redirect(url_for("people.show", person_id=person_id), 303)


def _show(person_id: str, *, password: str = "", errors: Sequence[FieldError] = ()) -> str:
    page = organisation_acts().read_person(actor(), person_id)
    return render_template(
        "organisation/person.html",
        page=page,
        password=password,
        errors=errors,
        at={error.path: error.message for error in errors},
        typed=request.form,
    )


def _sent(name: str) -> str:
    return request.form.get(name, "")


def _open(person_id: str) -> str:
    return organisation_acts().open_account(actor(), person_id, _sent("login"), _sent("reason"))


def _reset(person_id: str) -> str:
    return organisation_acts().reset_password(actor(), person_id, _sent("seen"), _sent("reason"))


def _set_active(person_id: str) -> str:
    active = _sent("act") == "enable"
    organisation_acts().set_account_active(
        actor(), person_id, active, _sent("seen"), _sent("reason")
    )
    return ""


def _end_sessions(person_id: str) -> str:
    organisation_acts().end_sessions(actor(), person_id, _sent("reason"))
    return ""


def _ask(person_id: str) -> str:
    organisation_acts().ask_account_change(actor(), person_id, _sent("wanted"), _sent("reason"))
    return ""


def _drop(person_id: str) -> str:
    organisation_acts().drop_system_role(
        actor(), person_id, _sent("role"), _sent("seen"), _sent("reason")
    )
    return ""


def _decide(_person_id: str) -> str:
    agree = _sent("act") == "grant"
    return organisation_acts().decide_account_change(actor(), _sent("request"), agree)


ACTS: Mapping[str, Callable[[str], str]] = {
    "open": _open,
    "reset": _reset,
    "disable": _set_active,
    "enable": _set_active,
    "end_sessions": _end_sessions,
    "ask": _ask,
    "drop": _drop,
    "grant": _decide,
    "turn_down": _decide,
}


@blueprint.get("/mat-khau")
@guard(SIGNED_IN)
def password() -> ResponseReturnValue:
    """Show the page on which one chooses one's own password."""
    return render_template("organisation/password.html", errors=(), at={})


@blueprint.post("/mat-khau")
@guard(SIGNED_IN)
def choose_password() -> ResponseReturnValue:
    """Keep the new password."""
    try:
        organisation_acts().change_password(
            actor(), session_id(), _sent("old"), _sent("new"), _sent("again")
        )
    except FormInvalid as refused:
        at = {error.path: error.message for error in refused.errors}
        return render_template("organisation/password.html", errors=refused.errors, at=at), 422
    flash(_("Đã đổi mật khẩu. Các phiên khác đã kết thúc."), "ok")
    return redirect(url_for("inbox.show"), 303)
