"""How far kept work is, told to the script of a page; without it the page opens anew by itself."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from app.domain.jobs import Progress
from app.web.texts import _


def told_progress(progress: Progress | None, text: str) -> ResponseReturnValue:
    """Return what `progress.js` asks for; `text` says how far it is."""
    if progress is None or not progress.is_running:
        return jsonify(state="ended")
    return jsonify(state="running", number=progress.done + 1, total=progress.total, text=text)


def tried_so_far(trying: Progress | None) -> str:
    """Say how far a rehearsal is that the worker does; nothing when it does none."""
    if trying is None:
        return ""
    return _("Đã chạy thử %(a)s trên %(b)s lượt chạy.", a=trying.done, b=trying.total)
