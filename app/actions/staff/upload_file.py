"""Store a file a person attaches: random name, SHA-256, limits; its content is never rendered."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from uuid import uuid4

from app.domain.audit import EventKind, NewEvent
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.views import Upload
from app.errors import FormInvalid
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, uploads

CHUNK = 1024 * 1024
ALLOWED = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
    ".ods": b"PK\x03\x04",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".txt": b"",
}
NAMES = "PDF, DOCX, XLSX, ODT, ODS, JPG, PNG hoặc TXT"
UNPACKED_LIMIT = 200 * 1024 * 1024
ENTRIES_LIMIT = 2000


def upload_file(services: Services, actor: Actor, name: str, kind: str, stream: BinaryIO) -> Upload:
    """Keep the file and return its record; raises FormInvalid when type or size is not allowed."""
    shown = clean_name(name)
    with refusals_recorded(services, actor, "Gửi tệp", about=shown):
        suffix = PurePosixPath(shown).suffix.lower()
        if suffix not in ALLOWED:
            raise _refused(shown, f"Chọn tệp {NAMES}; “{shown}” không thuộc các loại này")
        stored = secrets.token_hex(16)
        target = services.settings.uploads_dir / stored
        try:
            size, digest = _write(stream, target, shown, services.settings.max_upload_bytes)
            _check_content(target, suffix, shown)
            row = uploads.UploadRow(
                id=uuid4().hex,
                stored_name=stored,
                file_name=shown,
                media_type=kind[:100],
                size=size,
                sha256=digest,
                uploaded_by=actor.person_id,
                uploaded_at=services.clock.now(),
            )
            _keep(services, actor, row)
        except BaseException:
            # Refused, the disk full or the database gone: no file without its row.
            target.unlink(missing_ok=True)
            raise
    return Upload(row.id, row.file_name, row.size, row.sha256, row.media_type)


def _keep(services: Services, actor: Actor, row: uploads.UploadRow) -> None:
    event = NewEvent(
        kind=EventKind.FILE_UPLOADED,
        at=row.uploaded_at,
        summary=f"Gửi tệp “{row.file_name}”",
        actor_id=actor.person_id,
        actor_name=actor.name,
        payload={"upload": row.id, "size": row.size, "sha256": row.sha256},
    )
    with services.database.transaction() as tx:
        uploads.insert(tx, row)
        audit_log.append_system(tx, [event], row.uploaded_at)


def clean_name(name: str) -> str:
    """Return a file name that is only a name: no path, no control or direction characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = unicodedata.normalize("NFC", last)
    kept = "".join(c for c in plain if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return f"{(stem or suffix)[:150]}{dot}{suffix[:10]}" if dot else kept[:150] or "tep"


def _write(stream: BinaryIO, target: Path, shown: str, limit: int) -> tuple[int, str]:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                break
            digest.update(chunk)
            out.write(chunk)
    if size > limit or size == 0:
        most = limit // (1024 * 1024)
        reason = "tệp này rỗng" if size == 0 else "tệp này lớn hơn"
        raise _refused(shown, f"Chọn tệp tối đa {most} MB; {reason}")
    return size, digest.hexdigest()


def _check_content(target: Path, suffix: str, shown: str) -> None:
    magic = ALLOWED[suffix]
    with target.open("rb") as file:
        head = file.read(len(magic))
    if head != magic:
        raise _refused(
            shown, f"Nội dung của “{shown}” không phải {suffix[1:].upper()}; chọn lại tệp"
        )
    if magic.startswith(b"PK"):
        _check_archive(target, shown)


def _check_archive(target: Path, shown: str) -> None:
    try:
        with zipfile.ZipFile(target) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise _refused(shown, f"Tệp “{shown}” bị hỏng; lưu lại rồi chọn lần nữa") from None
    if len(entries) > ENTRIES_LIMIT or sum(e.file_size for e in entries) > UNPACKED_LIMIT:
        raise _refused(shown, f"Tệp “{shown}” mở ra quá lớn; chia nhỏ rồi chọn lại")


def _refused(shown: str, message: str) -> FormInvalid:
    return FormInvalid([FieldError("", shown, message)])
