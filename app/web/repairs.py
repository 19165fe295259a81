"""Sửa hồ sơ: choose running cases, say what to do, rehearse, agree as a second person, follow."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from app.domain.forms import FieldError
from app.domain.repairs import RepairKind
from app.domain.views.repairs import OfferPage
from app.errors import Conflict, FormInvalid, NotFound, StepRefused
from app.web.progress import told_progress, tried_so_far
from app.web.repair_acts import repair_acts
from app.web.repair_forms import SEPARATOR, read_instructions
from app.web.repair_offers import shared_offer
from app.web.session import ADMIN, actor, guard
from app.web.texts import _, _l

PLACE = "/quan-tri/sua-chua"
WHOLE = {
    "": _l("Để nguyên"),
    RepairKind.RETRY: _l("Thử lại ngay việc tự động đến hạn mà chưa chạy được"),
    RepairKind.SUSPEND: _l("Tạm dừng: không ai làm được việc, mốc thời gian không tới"),
    RepairKind.RESUME: _l("Cho chạy tiếp"),
    RepairKind.END: _l("Kết thúc lượt chạy, không có kết quả"),
    RepairKind.RESTART: _l("Chạy lại từ đầu"),
}
blueprint = Blueprint("repairs", __name__)


@blueprint.get(PLACE)
@guard(ADMIN)
def list_all() -> ResponseReturnValue:
    """Show the requests."""
    return render_template("repairs/list.html", page=repair_acts().list_repairs(actor()))


@blueprint.get(f"{PLACE}/chon")
@guard(ADMIN)
def choose() -> ResponseReturnValue:
    """Show the open runs of the cases that match the question in the address."""
    asked = request.args.to_dict(flat=False)
    try:
        page = repair_acts().choose_runs(actor(), asked)
    except FormInvalid as refused:
        return render_template("repairs/choose.html", page=None, errors=refused.errors), 422
    return render_template("repairs/choose.html", page=page, errors=())


@blueprint.get(f"{PLACE}/moi")
@guard(ADMIN)
def new() -> ResponseReturnValue:
    """Show what may be done to the runs in the address; without one they are to be looked up."""
    if not request.args.get("instance"):
        return redirect(url_for("case_search.show"), 303)
    return _new(request.args)


def _new(sent: MultiDict[str, str], errors: Sequence[FieldError] = ()) -> str:
    offers = _offers(list(dict.fromkeys(sent.getlist("instance"))))
    return render_template(
        "repairs/new.html",
        offers=offers,
        page=shared_offer(offers),
        typed=sent,
        errors=errors,
        told={error.path: error.message for error in errors},
        separator=SEPARATOR,
        whole=WHOLE,
        kinds=len(RepairKind),
    )


def _offers(ids: Sequence[str]) -> Sequence[OfferPage]:
    if not ids:
        raise NotFound(_("Chọn lượt chạy cần sửa trong trang Tra cứu hồ sơ"))
    if len(ids) == 1:
        return [repair_acts().offer_repair(actor(), ids[0])]
    return repair_acts().offer_repairs(actor(), ids)


@blueprint.post(PLACE)
@guard(ADMIN)
def propose() -> ResponseReturnValue:
    """Ask a second person; the request is tried on a copy at once."""
    sent = request.form
    try:
        instructions = read_instructions(sent)
        ids, reason = sent.getlist("instance"), sent.get("reason", "")
        repair_id = repair_acts().propose_repair(actor(), ids, instructions, reason)
    except FormInvalid as refused:
        return _new(sent, refused.errors), 422
    except StepRefused as refused:
        why = FieldError("instructions", _("Sửa gì"), refused.message)
        return _new(sent, [why]), 422
    flash(_("Đã gửi đề nghị. Hồ sơ chưa đổi cho tới khi người thứ hai duyệt."), "ok")
    return _to(repair_id)


@blueprint.get(f"{PLACE}/<repair_id>")
@guard(ADMIN)
def show(repair_id: str) -> ResponseReturnValue:
    """Show one request."""
    return _show(repair_id)


def _show(repair_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = repair_acts().read_repair(actor(), repair_id)
    return render_template(
        "repairs/show.html",
        page=page,
        so_far_told=tried_so_far(page.trying),
        errors=errors,
        told={error.path: error.message for error in errors},
        typed=request.form,
    )


@blueprint.post(f"{PLACE}/<repair_id>/chay-thu")
@guard(ADMIN)
def rehearse(repair_id: str) -> ResponseReturnValue:
    """Do the repair on a copy, or let the worker begin with that."""
    if repair_acts().rehearse_repair(actor(), repair_id).rehearsed_at:
        flash(_("Đã chạy thử trên bản sao. Xem trước và sau khi sửa ở dưới."), "ok")
    return _to(repair_id)


@blueprint.get(f"{PLACE}/<repair_id>/tien-do")
@guard(ADMIN)
def progress(repair_id: str) -> ResponseReturnValue:
    """Tell a script how far the rehearsal is."""
    trying = repair_acts().read_repair(actor(), repair_id).trying
    return told_progress(trying, tried_so_far(trying))


@blueprint.post(f"{PLACE}/<repair_id>/duyet")
@guard(ADMIN)
def decide(repair_id: str) -> ResponseReturnValue:
    """Agree, or turn it down."""
    version = request.form.get("version", type=int)
    if version is None:
        raise BadRequest
    try:
        if request.form.get("act") == "approve":
            opinion = request.form.get("opinion", "")
            repair_acts().approve_repair(actor(), repair_id, version, opinion)
            flash(_("Đã duyệt. Kết quả ghi ở từng lượt chạy."), "ok")
        else:
            reason = request.form.get("return_reason", "")
            repair_acts().return_repair(actor(), repair_id, version, reason)
            flash(_("Đã trả lại đề nghị. Hồ sơ không đổi."), "ok")
    except FormInvalid as refused:
        return _show(repair_id, refused.errors), 422
    except Conflict as late:
        return _show(repair_id, [FieldError("", _("Duyệt"), late.message)]), 409
    return _to(repair_id)


def _to(repair_id: str) -> ResponseReturnValue:
    return redirect(url_for("repairs.show", repair_id=repair_id), 303)
