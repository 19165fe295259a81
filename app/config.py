"""Every setting, read once from the environment, typed; a missing one fails with the repair."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things stand and how this process serves them."""

    database_url: str
    workflows_dir: Path
    forms_dir: Path
    uploads_dir: Path
    secret_key_file: Path
    secret_key: str = ""
    profile: str = "MG"
    secure_cookies: bool = False
    max_upload_bytes: int = 20 * 1024 * 1024
    # How many situations are played before a publication; None means all of the process.
    situations_run: int | None = None
    # Whether a draft is verified in the background after each save of one of its files.
    verify_saves: bool = True

    # How often failed work is tried before a person has to look, and the waits between.
    retry_attempts: int = 5
    retry_first_seconds: int = 60
    retry_most_seconds: int = 3600

    # smtp://host:port, or nothing: then alerts stay in the product. A letter is tried for some
    # hours, as mail servers are down for some. Links in letters begin with `public_url`.
    mail_url: str = ""
    mail_attempts: int = 10
    mail_from: str = "chu-truong@localhost"
    public_url: str = "http://127.0.0.1:8000"

    # Without a key nothing is signed; both lie outside the database (decisions.md, Audit).
    signing_key_file: Path | None = None
    checkpoints_file: Path | None = None
    # Who stamps checkpoints with a time, and the certificates by which stamps are checked.
    tsa_url: str = ""
    tsa_roots_file: Path | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raise SettingsError naming the wrong one."""
        env = os.environ if environ is None else environ
        var = Path(env.get("VAR_DIR", str(ROOT / "var")))
        key_file = Path(env.get("SECRET_KEY_FILE", str(var / "secret-key")))
        return cls(
            database_url=env.get("DATABASE_URL", f"sqlite:///{var / 'chu_truong.db'}"),
            workflows_dir=_folder(env, "WORKFLOWS_DIR", ROOT / "workflows"),
            forms_dir=_folder(env, "FORMS_DIR", ROOT / "forms"),
            uploads_dir=Path(env.get("UPLOADS_DIR", str(var / "uploads"))),
            secret_key_file=key_file,
            signing_key_file=Path(env.get("SIGNING_KEY_FILE", str(var / "signing-key"))),
            checkpoints_file=Path(env.get("CHECKPOINTS_FILE", str(var / "checkpoints.jsonl"))),
            tsa_url=env.get("TSA_URL", ""),
            tsa_roots_file=Path(env.get("TSA_ROOTS_FILE", str(var / "tsa-roots.pem"))),
            secret_key=env.get("SECRET_KEY", "") or _key_in(key_file),
            profile=env.get("PROFILE", "MG"),
            secure_cookies=_switch(env, "SECURE_COOKIES"),
            max_upload_bytes=_number(env, "MAX_UPLOAD_BYTES", 20 * 1024 * 1024),
            situations_run=_number(env, "SITUATIONS_RUN", 0) if "SITUATIONS_RUN" in env else None,
            verify_saves=_switch(env, "VERIFY_SAVES", "1"),
            retry_attempts=_number(env, "RETRY_ATTEMPTS", 5),
            retry_first_seconds=_number(env, "RETRY_FIRST_SECONDS", 60),
            retry_most_seconds=_number(env, "RETRY_MOST_SECONDS", 3600),
            mail_url=_mail_url(env),
            mail_attempts=_number(env, "MAIL_ATTEMPTS", 10),
            mail_from=env.get("MAIL_FROM", "chu-truong@localhost"),
            public_url=env.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        )


def _folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    folder = Path(env.get(name, str(default)))
    if not folder.is_dir():
        raise SettingsError(f"{name}: không có thư mục {folder}; đặt {name} tới thư mục có thật")
    return folder


def _mail_url(env: Mapping[str, str]) -> str:
    text = env.get("MAIL_URL", "")
    if text and not re.fullmatch(r"smtp://[\w.\-]+:\d{1,5}", text):
        raise SettingsError(f"MAIL_URL: ghi dạng smtp://máy:cổng, không phải “{text}”")
    return text


def _key_in(key_file: Path) -> str:
    return key_file.read_text("ascii").strip() if key_file.is_file() else ""


def _switch(env: Mapping[str, str], name: str, default: str = "0") -> bool:
    text = env.get(name, default)
    if text not in {"0", "1"}:
        raise SettingsError(f"{name}: ghi 0 hoặc 1, không phải “{text}”")
    return text == "1"


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, str(default))
    if not text.isdigit():
        raise SettingsError(f"{name}: ghi một số nguyên, không phải “{text}”")
    return int(text)
