"""What happens when nobody is signed in: ask, and lose nothing that was typed meanwhile.

A post that comes too late is carried through the sign-in page as hidden text and kept as a draft
afterwards. The CSRF check has passed by then, so only this site's own pages can be carried.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.web.posted import posted_fields

# What a carried post may weigh; the limit of a form is the same.
KEPT_CHARS = 2 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A post that waits for its author to sign in again."""

    path: str
    fields: Mapping[str, list[str]]

    def as_text(self) -> str:
        """Return the post as it stands in the sign-in page."""
        return json.dumps({"path": self.path, "fields": self.fields}, ensure_ascii=False)


def ask_again() -> ResponseReturnValue:
    """Send a reader to the sign-in page; keep what a writer has typed on it."""
    if request.method == "GET":
        here = request.full_path.removesuffix("?")
        return redirect(url_for("sign_in.form", next=here), 303)
    kept = Kept(request.path, posted_fields())
    page = render_template("sign_in/form.html", kept=kept.as_text(), login="", next=request.path)
    return page, 401


def read_kept(text: str) -> Kept | None:
    """Return the carried post, or None when there is none or it is not one of ours."""
    if not text or len(text) > KEPT_CHARS:
        return None
    try:
        found = json.loads(text)
        fields = {str(k): [str(v) for v in values] for k, values in found["fields"].items()}
        return Kept(safe_next(str(found["path"])), fields)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def safe_next(target: str) -> str:
    """Return the address to go on to, or the inbox when it would leave this site."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/viec"
    plain = target.isprintable() and "\\" not in target
    inside = target.startswith("/") and not target.startswith("//")
    if plain and inside and not parts.scheme and not parts.netloc:
        return target
    return "/viec"
