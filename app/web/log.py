"""Nhật ký: lines of the record by person, capacity, case, act and days; handed out as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.forms import FieldError
from app.domain.log_search import LogAct, LogLine, LogSort
from app.domain.views.log_search import LogPage
from app.errors import FormInvalid
from app.web import words
from app.web.exports import dated, handed_out, run_id
from app.web.retention_acts import retention_acts
from app.web.session import AUDITOR, actor, guard
from app.web.spreadsheets import MEDIA, WRITERS, Row
from app.web.texts import _, _l

PLACE = "/kiem-soat/nhat-ky"
blueprint = Blueprint("log", __name__)

ACTS = {
    LogAct.TASK: _l("Làm việc trong hồ sơ"),
    LogAct.COURSE: _l("Diễn biến quy trình"),
    LogAct.TERM: _l("Thời hạn, nhắc và báo trễ"),
    LogAct.PAPER: _l("Soạn, ký, phát hành văn bản"),
    LogAct.READING: _l("Xem, xuất, xin xem hồ sơ"),
    LogAct.SIGNING_IN: _l("Đăng nhập, đăng xuất"),
    LogAct.REFUSAL: _l("Việc bị từ chối"),
    LogAct.PROCESS: _l("Bản thảo và công bố quy trình"),
    LogAct.MIGRATION: _l("Chuyển phiên bản"),
    LogAct.RETENTION: _l("Lưu trữ, tiêu hủy, giữ lại"),
    LogAct.PROOF: _l("Kiểm, niêm phong, chứng minh"),
    LogAct.OTHER: _l("Việc khác: sửa chữa, cấu hình, danh sách"),
}
SORTS = {LogSort.NEWEST: _l("Mới nhất trước"), LogSort.OLDEST: _l("Cũ nhất trước")}


@blueprint.get(PLACE)
@guard(AUDITOR)
def show() -> ResponseReturnValue:
    """Show the lines that match the question in the address."""
    asked = request.args.to_dict(flat=False)
    after = (
        request.args.get("sau", ""),
        request.args.get("sau_chuoi", ""),
        request.args.get("sau_dong", ""),
    )
    try:
        return _page(retention_acts().search_log(actor(), asked, after), asked)
    except FormInvalid as refused:
        return _page(None, asked, refused.errors), 422


@blueprint.post(f"{PLACE}/xuat")
@guard(AUDITOR)
def export() -> ResponseReturnValue:
    """Hand out all lines that match as a file."""
    asked, kind = request.form.to_dict(flat=False), request.form.get("kind", "")
    if kind not in MEDIA:
        raise BadRequest
    write = WRITERS[kind]
    try:
        pieces = retention_acts().export_log(
            actor(), asked, kind, lambda lots: write(_rows(lots)), run_id()
        )
    except FormInvalid as refused:
        return _page(None, asked, refused.errors), 422
    return handed_out(pieces, MEDIA[kind], dated("nhat-ky", kind))


def _page(
    page: LogPage | None, asked: Mapping[str, Sequence[str]], errors: Sequence[FieldError] = ()
) -> str:
    address: dict[str, Any] = dict(page.fields) if page else {}
    return render_template(
        "audit/log.html",
        page=page,
        asked=asked,
        address=address,
        errors=errors,
        at={error.path: error.message for error in errors},
        acts=ACTS,
        sorts=SORTS,
    )


def _rows(lots: Iterator[tuple[LogLine, ...]]) -> Iterator[Row]:
    yield (
        _("Xảy ra lúc"),
        _("Ghi lúc"),
        _("Người"),
        _("Tư cách"),
        _("Số hồ sơ"),
        _("Việc đã ghi"),
        _("Điều khoản"),
        _("Loại"),
        _("Chuỗi"),
        _("Dòng"),
    )
    for lot in lots:
        yield from map(_row, lot)


def _row(line: LogLine) -> Row:
    return (
        words.moment_exact(line.at),
        words.moment_exact(line.entered_at),
        line.actor_name,
        line.capacity,
        line.code,
        line.summary,
        words.cited(line.clauses),
        line.kind.value,
        line.chain_id,
        str(line.seq),
    )
