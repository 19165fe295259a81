"""Language, theme and contrast: chosen by the person, kept in a cookie, Vietnamese by default."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel, get_translations
from werkzeug.wrappers import Response as AnyResponse

from app.domain.views import Preferences

COOKIE = "hien-thi"
YEAR = 365 * 24 * 3600
CHOICES = {
    "language": ("vi", "en"),
    "theme": ("light", "dark"),
    "contrast": ("normal", "high"),
}


def install(flask_app: Flask) -> None:
    """Translate pages; times are shown in Vietnam's zone."""
    folder = Path(__file__).parent / "translations"
    flask_app.config.update(
        BABEL_TRANSLATION_DIRECTORIES=str(folder),
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
    )
    Babel(flask_app, locale_selector=lambda: preferences().language)
    # A page asks for thousands of texts; the library would look up the language for each.
    flask_app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
    flask_app.context_processor(lambda: {"preferences": preferences()})


def _catalogue() -> Any:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def preferences() -> Preferences:
    """Return the preferences of this request; anything unknown falls back to the default."""
    if "preferences" not in g:
        g.preferences = read_text(request.cookies.get(COOKIE, ""))
    found: Preferences = g.preferences
    return found


def read_text(text: str) -> Preferences:
    """Read `vi.light.normal`."""
    parts = text.split(".")
    if len(parts) != len(CHOICES):
        return Preferences()
    given = dict(zip(CHOICES, parts, strict=True))
    return choose(given)


def choose(given: dict[str, str]) -> Preferences:
    """Return the preferences given, each only if it is one of the choices."""
    known = {name: given[name] for name, allowed in CHOICES.items() if given.get(name) in allowed}
    return Preferences(**known)


def remember(response: AnyResponse, wanted: Preferences) -> AnyResponse:
    """Set the cookie that the next pages read."""
    text = ".".join(asdict(wanted)[name] for name in CHOICES)
    secure = request.is_secure
    response.set_cookie(
        COOKIE, text, max_age=YEAR, secure=secure, httponly=True, samesite="Lax", path="/"
    )
    return response
