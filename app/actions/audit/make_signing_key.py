"""Make the key that signs checkpoints and dossiers: once, by who runs the installation."""

from __future__ import annotations

from pathlib import Path

from app.errors import SettingsError
from app.proof import make_key
from app.steps.services import Services


def make_signing_key(services: Services) -> tuple[Path, str]:
    """Make the key where the settings say; return its file and fingerprint.

    Raises SettingsError where a key is kept already, or no place is set.
    """
    path = services.settings.signing_key_file
    if path is None:
        raise SettingsError("Đặt SIGNING_KEY_FILE tới tệp sẽ giữ khóa ký, ngoài cơ sở dữ liệu")
    return path, make_key(path).public.key_id
