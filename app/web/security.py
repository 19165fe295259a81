"""Headers, cookies, CSRF, limits and guards: what every request and response must keep.

Numbers of OWASP ASVS 5.0 stand in the tests. Nothing about single pages belongs here.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug.exceptions import NotFound

from app.errors import PermissionDenied
from app.web.acts import acts
from app.web.expired import ask_again
from app.web.session import ADMIN, AUDITOR, OWNER, PUBLIC, WATCHER, actor

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# A printable document is a page of its own: framed by ours, with no script and no form.
CSP_DOCUMENT = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
CSP_DOWNLOAD = "default-src 'none'; sandbox"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # not no-referrer: over https the CSRF check wants to see where a post came from
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HSTS = "max-age=31536000; includeSubDomains"
FORM_TEXT_BYTES = 2 * 1024 * 1024
FORM_PARTS = 5000

# Pages of a system role, with what others are told.
ONLY = {
    AUDITOR: "Trang này chỉ mở cho kiểm soát viên được giao quyền",
    ADMIN: "Trang này chỉ mở cho quản trị được giao quyền",
    OWNER: "Trang này chỉ mở cho chủ quy trình",
    WATCHER: "Trang này chỉ mở cho kiểm soát viên và quản trị",
}
# Rules that more than the system role of their name keeps.
ADMITS = {WATCHER: frozenset({ADMIN, AUDITOR})}

# All that somebody may do who came with a password that was handed over.
CHOOSING_PASSWORD = frozenset({"people.password", "people.choose_password", "sign_in.leave"})


def install(flask_app: Flask, *, secure: bool, max_upload_bytes: int) -> None:
    """Set cookies, limits, CSRF, guards and headers for all routes."""
    name = "__Host-phien" if secure else "phien"
    flask_app.config.update(
        SESSION_COOKIE_NAME=name,
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2 * max_upload_bytes + FORM_TEXT_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_TEXT_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
    )
    # What goes into a rehearsal carries the token of the pages inside, which check it.
    CSRFProtect(flask_app).exempt("app.web.rehearsal.inside")
    flask_app.before_request(_check_guard)
    flask_app.after_request(_set_headers)


def _check_guard() -> ResponseReturnValue | None:
    """Deny by default: only views with a guard answer, and only those whom it lets in."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    rule = getattr(current_app.view_functions[request.endpoint], "guard", None)
    if rule is None:
        raise NotFound
    if rule == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return ask_again()
    if rule in ONLY and not ADMITS.get(rule, {rule}) & actor().system_roles:
        refused = PermissionDenied(ONLY[rule])
        about = next((str(value) for value in (request.view_args or {}).values()), "")
        acts().record_refusal(actor(), f"{request.method} {request.path}", refused, about)
        raise refused
    if actor().chooses_password and request.endpoint not in CHOOSING_PASSWORD:
        return redirect(url_for("people.password"), 303)
    return None


def _set_headers(response: Response) -> Response:
    for header, value in HEADERS.items():
        response.headers.setdefault(header, value)
    response.headers.setdefault("Content-Security-Policy", CSP)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = HSTS
    return response
