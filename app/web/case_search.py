"""Tra cứu hồ sơ: look cases up by anything, keep questions, hand the found cases out as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.case_search import CaseMark, CaseSort, CourseKind, DateKind, TermKind
from app.domain.cases import CaseState
from app.domain.forms import FieldError, Option
from app.domain.views.case_search import CaseLine, SearchPage
from app.errors import FormInvalid
from app.web import words
from app.web.acts import acts
from app.web.exports import RUN, dated, handed_out, run_id
from app.web.oversight_acts import oversight_acts
from app.web.session import WATCHER, actor, guard
from app.web.spreadsheets import MEDIA, WRITERS, Row
from app.web.texts import _, _l

PLACE = "/giam-sat/ho-so"
# What the form of found cases sends beside its question: `trong` are those it was about.
ABOUT_CASES = frozenset({"csrf_token", "act", "kind", "pham_vi", "trong", "chon", RUN})
blueprint = Blueprint("case_search", __name__)

COURSES = {
    CourseKind.OPEN: _l("Đang xử lý"),
    CourseKind.OVERRIDDEN: _l("Người đứng đầu quyết định"),
    CourseKind.ESCALATED: _l("Đã chuyển cấp trên"),
    CourseKind.REWORKED: _l("Đã phải chuẩn bị lại"),
    CourseKind.WITHDRAWN: _l("Bên đề xuất đã rút"),
}
DATES = {
    DateKind.SUBMITTED: _l("Ngày gửi kế hoạch"),
    DateKind.CREATED: _l("Ngày lập hồ sơ"),
    DateKind.DUE: _l("Hạn trả lời"),
    DateKind.ANSWERED: _l("Ngày trả lời"),
    DateKind.OVERRIDDEN: _l("Ngày người đứng đầu quyết định"),
    DateKind.ESCALATED: _l("Ngày chuyển lên cấp trên"),
    DateKind.REWORKED: _l("Ngày gửi lại sau khi chuẩn bị lại"),
    DateKind.WITHDRAWN: _l("Ngày rút kế hoạch"),
}
TERMS = {
    TermKind.RUNNING: _l("Đang tính hạn"),
    TermKind.NEAR: _l("Sắp hết hạn, còn tối đa 5 ngày làm việc"),
    TermKind.LATE: _l("Đang quá hạn"),
    TermKind.ANSWERED_LATE: _l("Đã trả lời trễ"),
    TermKind.EVER_LATE: _l("Quá hạn lúc nào đó: đã trễ, hoặc nay đã quá hạn"),
}
SORTS = {
    CaseSort.NEWEST: _l("Mới nhất trước"),
    CaseSort.OLDEST: _l("Cũ nhất trước"),
    CaseSort.DUE: _l("Hạn trả lời gần nhất trước"),
    CaseSort.CODE: _l("Số hồ sơ"),
}


@blueprint.get(PLACE)
@guard(WATCHER)
def show() -> ResponseReturnValue:
    """Show the cases that match the question in the address."""
    asked = request.args.to_dict(flat=False)
    value, case_id = request.args.get("sau", ""), request.args.get("sau_hs", "")
    after = CaseMark(value, case_id) if value and case_id else None
    try:
        return _page(oversight_acts().search_cases(actor(), asked, after), asked)
    except FormInvalid as refused:
        return _page(None, asked, refused.errors), 422


@blueprint.post(f"{PLACE}/chon")
@guard(WATCHER)
def choose() -> ResponseReturnValue:
    """Go on with the ticked cases, or with all that match: look at them, or at their runs."""
    try:
        asked = _meant()
    except FormInvalid as refused:
        return _again(refused.errors), 422
    where = "repairs.choose" if request.form.get("act") == "runs" else "case_search.show"
    return redirect(url_for(where, **_address(asked)), 303)


@blueprint.post(f"{PLACE}/xuat")
@guard(WATCHER)
def export() -> ResponseReturnValue:
    """Hand out the ticked cases, or all that match, as a file."""
    kind = request.form.get("kind", "")
    if kind not in MEDIA:
        raise BadRequest
    write = WRITERS[kind]
    try:
        pieces = oversight_acts().export_cases(
            actor(), _meant(), kind, lambda lots: write(_rows(lots)), run_id()
        )
    except FormInvalid as refused:
        return _again(refused.errors), 422
    return handed_out(pieces, MEDIA[kind], dated("ho-so", kind))


@blueprint.post(f"{PLACE}/bo-loc")
@guard(WATCHER)
def save() -> ResponseReturnValue:
    """Keep the question under a name."""
    asked = request.form.to_dict(flat=False)
    name, shared = request.form.get("ten", ""), request.form.get("dung_chung") == "co"
    try:
        view = oversight_acts().save_view(actor(), name, asked, shared)
    except FormInvalid as refused:
        return _page(None, asked, refused.errors), 422
    flash(_("Đã lưu bộ lọc “%(name)s”.", name=view.name), "ok")
    return redirect(url_for("case_search.show", **_address(view.fields)), 303)


@blueprint.post(f"{PLACE}/bo-loc/<view_id>/bo")
@guard(WATCHER)
def remove(view_id: str) -> ResponseReturnValue:
    """Forget a kept question."""
    oversight_acts().remove_view(actor(), view_id)
    flash(_("Đã bỏ bộ lọc."), "ok")
    return redirect(url_for("case_search.show"), 303)


def _meant() -> dict[str, list[str]]:
    """Return the question that means the cases a person acts on; raise FormInvalid for none."""
    if request.form.get("pham_vi") == "tat_ca":
        return _question(request.form.getlist("trong"))
    picked = request.form.getlist("chon")
    if not picked:
        message = _("Đánh dấu ít nhất một hồ sơ, hoặc chọn “Tất cả kết quả”")
        raise FormInvalid([FieldError("chon", _("Hồ sơ đã đánh dấu"), message)])
    return _question(picked)


def _question(picked: list[str]) -> dict[str, list[str]]:
    """Return the question of the page the form came from, about these cases if any are given."""
    sent = request.form.to_dict(flat=False)
    asked = {name: texts for name, texts in sent.items() if name not in ABOUT_CASES}
    return {**asked, "chon": picked} if picked else asked


def _again(errors: Sequence[FieldError]) -> str:
    """Return the page the person came from, with what to do first."""
    asked = _question(request.form.getlist("trong"))
    try:
        return _page(oversight_acts().search_cases(actor(), asked, None), asked, errors)
    except FormInvalid as refused:
        return _page(None, asked, [*errors, *refused.errors])


def _page(
    page: SearchPage | None,
    asked: Mapping[str, Sequence[str]],
    errors: Sequence[FieldError] = (),
) -> str:
    # Of a question that cannot be read nothing is found; what was typed stays in its fields.
    shown = page or oversight_acts().search_cases(actor(), {}, None)
    return render_template(
        "oversight/search.html",
        page=shown,
        found=page,
        asked=asked,
        address=_address(page.fields) if page else {},
        errors=errors,
        at={error.path: error.message for error in errors},
        states={state: words.chip(state).text for state in CaseState},
        courses=COURSES,
        dates=DATES,
        terms=TERMS,
        sorts=SORTS,
        clauses=acts().clauses(),
        offered={
            "steps": _named(shown.choices.steps),
            "bodies": _named(shown.choices.bodies),
            "doc_types": _named(shown.choices.doc_types),
        },
    )


def _named(options: Sequence[Option]) -> dict[str, str]:
    return {option.value: option.label for option in options}


def _address(fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {name: list(texts) for name, texts in fields.items()}


def _rows(lots: Iterator[tuple[CaseLine, ...]]) -> Iterator[Row]:
    yield (
        _("Số hồ sơ"),
        _("Tên hồ sơ"),
        _("Tình trạng"),
        _("Cơ quan giải quyết"),
        _("Bên đề xuất"),
        _("Lần gửi"),
        _("Ngày gửi"),
        _("Hạn trả lời"),
        _("Tình trạng hạn"),
        _("Đang ở bước"),
        _("Lượt chạy"),
    )
    for lot in lots:
        yield from map(_row, lot)


def _row(line: CaseLine) -> Row:
    case, due = line.case, line.due
    return (
        case.code,
        case.title,
        words.chip(case.state, round_no=case.round_no).text,
        case.body_name,
        case.proposer,
        str(case.round_no),
        words.moment(case.submitted_at),
        words.day(due.due) if due else "",
        words.case_due(due).text if due else "",
        line.doing,
        "; ".join(line.runs),
    )
