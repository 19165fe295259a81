"""Errors put into pages: one table from error class to status, heading and whether to record it.

Texts a person reads come with the error; the heading says what happened. Refusals by an action are
recorded by that action; those that this floor makes itself are recorded here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app import errors
from app.web.acts import acts
from app.web.posted import answers_in, posted_fields
from app.web.session import actor_or_none
from app.web.texts import _, _l

STATUS: Mapping[type[errors.ChuTruongError], int] = {
    errors.NotFound: 404,
    errors.PermissionDenied: 403,
    errors.ContentsWithheld: 403,
    errors.Conflict: 409,
    errors.ExportStopped: 409,
    errors.NotVerified: 409,
    errors.FormInvalid: 422,
    errors.UnknownAnswer: 400,
    errors.StaleForm: 409,
    errors.DiagramRefused: 422,
    errors.FeelError: 500,
    errors.StepRefused: 422,
    errors.NobodyWaits: 409,
    errors.EngineFault: 500,
    errors.StepBroken: 500,
    errors.StampFailed: 500,
    errors.TamperedRecord: 500,
    errors.WorkStopped: 409,
    errors.SettingsError: 500,
    errors.DatabaseUnavailable: 503,
    errors.AnswersRefused: 422,
    errors.ScenarioRefused: 422,
    errors.ScenarioFailed: 500,
}
HEADINGS = {
    400: _l("Không đọc được yêu cầu"),
    401: _l("Cần đăng nhập"),
    403: _l("Không được phép"),
    404: _l("Không tìm thấy"),
    405: _l("Không mở được theo cách này"),
    409: _l("Chưa ghi nhận"),
    413: _l("Nội dung gửi lên quá lớn"),
    422: _l("Chưa gửi được"),
    500: _l("Hệ thống gặp lỗi"),
    503: _l("Tạm thời chưa phục vụ được"),
}
TEXTS = {
    400: _l("Mở lại trang rồi làm lại."),
    404: _l("Không có trang hoặc hồ sơ này, hoặc hồ sơ không mở cho người đang đăng nhập."),
    405: _l("Mở lại từ trang Việc của tôi."),
    413: _l("Rút ngắn nội dung hoặc giảm dung lượng tệp rồi gửi lại. Chưa ghi nhận gì."),
    500: _l("Việc đang làm chưa được ghi. Thử lại sau ít phút; nếu vẫn lỗi, báo mã dưới đây."),
}


@dataclass(frozen=True)
class Resend:
    """A post that may be sent again with a fresh token."""

    path: str
    pairs: tuple[tuple[str, str], ...]


def install(flask_app: Flask) -> None:
    """Answer every error with a page."""
    flask_app.register_error_handler(errors.ChuTruongError, _ours)
    flask_app.register_error_handler(CSRFError, _stale_page)
    flask_app.register_error_handler(RequestEntityTooLarge, _too_large)
    flask_app.register_error_handler(HTTPException, _http)
    flask_app.register_error_handler(Exception, _unforeseen)


def status_of(error: errors.ChuTruongError) -> int:
    """Return the status of an error by its class, or of the nearest class above it."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 500


def _ours(error: errors.ChuTruongError) -> ResponseReturnValue:
    status = status_of(error)
    reference = ""
    if status == 500:
        reference = _log(error)
    return page(
        status,
        error.message,
        clauses=error.clauses,
        reference=reference,
        findings=getattr(error, "findings", ()),
        own=_typed(),
    )


def _stale_page(error: CSRFError) -> ResponseReturnValue:
    """Keep what was typed on a page whose token is of another session."""
    person, own = actor_or_none(), _typed()
    current_app.logger.info("csrf: %s %s", request.path, error.description)
    if person is None or not own:
        text = _("Trang đã mở từ phiên trước nên không gửi được. Đăng nhập rồi mở lại trang.")
        return page(400, text, own=own)
    text = _("Trang đã mở từ phiên trước nên chưa gửi. Kiểm tra nội dung rồi tiếp tục.")
    pairs = tuple(
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name != "csrf_token"
    )
    return page(400, text, own=own, resend=Resend(request.path, pairs))


def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    refused = errors.PermissionDenied(str(TEXTS[413]))
    acts().record_refusal(actor_or_none(), f"{request.method} {request.path}", refused)
    return page(413, str(TEXTS[413]))


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    response = current_app.make_response(page(status, str(TEXTS.get(status, TEXTS[400]))))
    # a 405 must say which methods there are
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _unforeseen(error: Exception) -> ResponseReturnValue:
    if current_app.testing and current_app.config.get("RAISE_UNFORESEEN"):
        raise error
    return page(500, str(TEXTS[500]), reference=_log(error), own=_typed())


def _log(error: Exception) -> str:
    """Log the trace under a reference that the reader can report; show no trace."""
    reference = secrets.token_hex(4)
    current_app.logger.error("%s %s", reference, request.path, exc_info=error)
    return reference


def _typed() -> list[tuple[str, str]]:
    """Return what the refused post carried, so that it can be copied from the error page."""
    if request.method != "POST" or request.path == "/dang-nhap":
        return []
    fields = {name: list(values) for name, values in posted_fields().items()}
    checked = answers_in(fields.pop("answers", [""])[0])
    carried = [(name, str(value)) for name, value in checked.items() if value not in (None, "")]
    typed = [(name, value) for name, values in fields.items() for value in values if value]
    return carried + typed


def page(status: int, message: str, **more: object) -> tuple[str, int]:
    """Draw the error page."""
    text = render_template(
        "errors/page.html",
        status=status,
        heading=HEADINGS.get(status, HEADINGS[500 if status >= 500 else 400]),
        message=message,
        at=acts().now(),
        **more,
    )
    return text, status
