"""The key that signs cookies: from the settings, or made once and kept in its file.

It is looked for at the first request, so that commands which serve nothing need no key.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.wrappers import Request

from app.errors import SettingsError


class KeyedSessions(SecureCookieSessionInterface):
    """Flask's signed cookies, with the key fetched when the first one is read."""

    def __init__(self, key_file: Path) -> None:
        self._key_file = key_file

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the session cookie."""
        if not app.secret_key:
            app.secret_key = kept_key(self._key_file)
        return super().open_session(app, request)


def kept_key(path: Path) -> str:
    """Return the key in the file, made if missing; two processes starting at once agree."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            # a link appears whole or not at all, and never over a key that is there
            os.link(draft, path)
        os.unlink(draft)
        return path.read_text("ascii").strip()
    except OSError as error:
        message = f"SECRET_KEY: đặt khóa, hoặc cho ghi tệp {path} để giữ khóa"
        raise SettingsError(message) from error
