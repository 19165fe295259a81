"""Static files: their addresses carry what they hold, so browsers may keep them for a year."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

HERE = Path(__file__).parent
YEAR = 365 * 24 * 3600


def install(flask_app: Flask) -> None:
    """Serve this room's static files and let templates name them by `asset`."""
    flask_app.static_folder = str(HERE / "static")
    flask_app.add_url_rule("/static/<path:filename>", "static", _send)
    flask_app.jinja_env.globals["asset"] = address


def _send(filename: str) -> Response:
    response = current_app.send_static_file(filename)
    # Read at once and closed: a browser that hangs up in the middle leaves no open file behind.
    response.direct_passthrough = False
    data = response.get_data()
    response.close()
    response.set_data(data)
    if "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def address(name: str) -> str:
    """Return the address of a static file, with a digest of its bytes."""
    return url_for("static", filename=name, v=_digest(name))


@lru_cache(maxsize=256)
def _digest(name: str) -> str:
    path = HERE / "static" / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "0"
