"""A recorded situation played once more, in a fresh sandbox with the same draft in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions import Services
from app.errors import ChuTruongError
from app.rehearsal.grounds import Ground
from app.rehearsal.recording import Recorded
from app.rehearsal.sandbox import Sandbox
from app.rehearsal.situations import load_text
from app.scenarios.setting import Application
from app.store.copies import copy_database

BEGINNING_GONE = "buổi diễn tập quá dài, không còn lúc bắt đầu để chơi lại"


def replayed(
    sandbox: Sandbox, inside: Services, application: Application, written: Recorded
) -> str:
    """Return where the file goes otherwise than the rehearsal went; empty where it does not."""
    first = sandbox.copy(0)
    if not first.is_file():
        return BEGINNING_GONE
    with TemporaryDirectory() as name:
        folder = Path(name)
        ground = Ground(inside.settings, folder, application)
        copy_database(first, ground.file)
        try:
            loaded = load_text(inside.settings, folder, "recorded", written.text)
            ground.play(loaded)
        except ChuTruongError as failed:
            return failed.message
    return ""
