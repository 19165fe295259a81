"""Diễn tập: a draft played through before it is published, as any role, with a clock that moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.wsgi import ClosingIterator

from app.domain.clock import LOCAL
from app.domain.forms import FieldError
from app.errors import ChuTruongError, FormInvalid
from app.web.rehearsed import Rehearsals
from app.web.session import OWNER, actor, guard
from app.web.texts import _

PLACE = "/dien-tap/<rehearsal_id>"
METHODS = ("GET", "POST")
LATER = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
blueprint = Blueprint("rehearsal", __name__)


def rehearsals() -> Rehearsals:
    """Return the rehearsals of the running application."""
    return cast(Rehearsals, current_app.extensions["rehearsals"])


@blueprint.post("/ban-thao/<draft_id>/dien-tap")
@guard(OWNER)
def begin(draft_id: str) -> ResponseReturnValue:
    """Open a rehearsal of a draft."""
    return _to(rehearsals().open(actor(), draft_id))


@blueprint.get(PLACE)
@guard(OWNER)
def show(rehearsal_id: str) -> ResponseReturnValue:
    """Show what waits, where the cases stand, what happened."""
    return render_template("rehearsal/show.html", page=rehearsals().read(actor(), rehearsal_id))


@blueprint.post(f"{PLACE}/gio")
@guard(OWNER)
def move(rehearsal_id: str) -> ResponseReturnValue:
    """Move the clock: by a while, to the next thing due, or to a moment."""
    try:
        rehearsals().move_clock(actor(), rehearsal_id, _moment(rehearsal_id))
    except FormInvalid as refused:
        flash(refused.errors[0].message, "bad")
    return _to(rehearsal_id)


@blueprint.post(f"{PLACE}/lui")
@guard(OWNER)
def back(rehearsal_id: str) -> ResponseReturnValue:
    """Go back to before a move."""
    rehearsals().back_to(actor(), rehearsal_id, request.form.get("number", -1, type=int))
    return _to(rehearsal_id)


@blueprint.post(f"{PLACE}/tinh-huong")
@guard(OWNER)
def play(rehearsal_id: str) -> ResponseReturnValue:
    """Play a saved situation, to its end or until a task is open."""
    name, until = request.form.get("situation", ""), request.form.get("until", "")
    try:
        rehearsals().play(actor(), rehearsal_id, name, until)
    except ChuTruongError as failed:
        flash(failed.message, "bad")
    return _to(rehearsal_id)


@blueprint.post(f"{PLACE}/ghi")
@guard(OWNER)
def record(rehearsal_id: str) -> ResponseReturnValue:
    """Send the rehearsal as a scenario file."""
    name, title = _named()
    written, difference = rehearsals().record(actor(), rehearsal_id, name, title)
    text = f"# {_verdict(difference)}\n{written.text}"
    headers = {"Content-Disposition": f"attachment; filename=X-{rehearsal_id[:6]}.yaml"}
    return Response(text, mimetype="application/yaml", headers=headers)


@blueprint.post(f"{PLACE}/luu")
@guard(OWNER)
def keep(rehearsal_id: str) -> ResponseReturnValue:
    """Keep the rehearsal as a situation of its process, if it goes the same way once more."""
    name, title = _named()
    written, difference = rehearsals().record(actor(), rehearsal_id, name, title)
    try:
        if not difference:
            rehearsals().keep(actor(), rehearsal_id, written, title)
    except ChuTruongError as refused:
        errors = refused.errors if isinstance(refused, FormInvalid) else ()
        flash("; ".join(one.message for one in errors) or refused.message, "bad")
        return _to(rehearsal_id)
    if difference:
        flash(_("Chưa lưu. %(verdict)s", verdict=_verdict(difference)), "bad")
        return _to(rehearsal_id)
    flash(_("Đã lưu tình huống %(name)s; chơi lại: đạt.", name=written.name), "ok")
    for one in written.untold:
        flash(_("Không ghi được vào tình huống: %(what)s.", what=one), "warn")
    return _to(rehearsal_id)


def _named() -> tuple[str, str]:
    name = request.form.get("name", "").strip() or "dien-tap"
    return name, request.form.get("title", "").strip() or _("Diễn tập")


def _verdict(difference: str) -> str:
    if not difference:
        return _("Chơi lại: đạt")
    return _("Chơi lại khác ở: %(where)s", where=" ".join(difference.split()))


@blueprint.post(f"{PLACE}/vai")
@guard(OWNER)
def enter(rehearsal_id: str) -> ResponseReturnValue:
    """Take the part of a person and open their page inside."""
    person, path = request.form.get("person", ""), request.form.get("path", "/viec")
    name, value = rehearsals().enter(actor(), rehearsal_id, person)
    root = url_for("rehearsal.inside", rehearsal_id=rehearsal_id, path="")
    response = redirect(root + path.lstrip("/"))
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    place = root.rstrip("/")
    response.set_cookie(name, value, path=place, secure=secure, httponly=True, samesite="Lax")
    return response


@blueprint.route(f"{PLACE}/trong/", defaults={"path": ""}, methods=METHODS)
@blueprint.route(f"{PLACE}/trong/<path:path>", methods=METHODS)
@guard(OWNER)
def inside(rehearsal_id: str, path: str) -> ResponseReturnValue:
    """Let the pages inside the rehearsal answer; they check their own tokens and guards."""
    environ = dict(request.environ)
    root = url_for("rehearsal.inside", rehearsal_id=rehearsal_id, path="").rstrip("/")
    environ["SCRIPT_NAME"], environ["PATH_INFO"] = root, f"/{path}"
    for key in [key for key in environ if key.startswith(("werkzeug.", "flask."))]:
        del environ[key]
    return _answered(rehearsal_id, environ)


def _answered(rehearsal_id: str, environ: dict[str, object]) -> Response:
    said: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _info: object = None) -> object:
        said.append((status, headers))
        return lambda _data: None

    body = rehearsals().answer(actor(), rehearsal_id, environ, start)
    content = b"".join(ClosingIterator(body, []))
    status, headers = said[-1]
    return Response(content, status=status, headers=headers)


def _to(rehearsal_id: str) -> ResponseReturnValue:
    return redirect(url_for("rehearsal.show", rehearsal_id=rehearsal_id), 303)


def _moment(rehearsal_id: str) -> datetime:
    page = rehearsals().read(actor(), rehearsal_id)
    later = request.form.get("later", "")
    if later in LATER:
        return page.now + LATER[later]
    if later == "due" and page.next_due:
        return max(page.next_due, page.now + timedelta(minutes=1))
    text = request.form.get("moment", "").strip()
    for form in ("%d/%m/%Y %H:%M", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=LOCAL)
        except ValueError:
            continue
    raise FormInvalid(
        [FieldError("moment", "Chuyển đồng hồ tới", "Ghi ngày giờ theo mẫu 31/03/2026 08:00")]
    )
