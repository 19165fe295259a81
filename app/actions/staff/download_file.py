"""Hand out a stored file to those who may read it; the door always sends it as a download."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from app.domain.people import Actor
from app.domain.views import Upload
from app.errors import NotFound, TamperedRecord
from app.steps.reading import check_readable
from app.steps.reads import note_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, uploads

GONE = "Không có tệp này, hoặc đồng chí không được xem"


def download_file(services: Services, actor: Actor, upload_id: str) -> tuple[Upload, BinaryIO]:
    """Return the record and the open file; raises NotFound, TamperedRecord for another file."""
    with (
        refusals_recorded(services, actor, "Tải tệp", about=upload_id),
        services.database.reading() as tx,
    ):
        row = uploads.load(tx, upload_id)
        case = cases.load(tx, row.case_id) if row.case_id else None
        if row.uploaded_by != actor.person_id:
            if case is None:
                raise NotFound(GONE)
            check_readable(services, tx, actor, case)
    if case is not None:
        note_read(services, actor, case, f"Tải tệp “{row.file_name}”")
    path = services.settings.uploads_dir / row.stored_name
    if not path.is_file():
        raise NotFound(GONE)
    record = Upload(row.id, row.file_name, row.size, row.sha256, row.media_type)
    return record, _as_sent(path, row)


def _as_sent(path: Path, row: uploads.UploadRow) -> BinaryIO:
    """Return the open file, read once already: what was put in its place is not handed out."""
    file = path.open("rb")
    if hashlib.file_digest(file, "sha256").hexdigest() != row.sha256:
        file.close()
        raise TamperedRecord(f"Tệp “{row.file_name}” không còn là tệp đã gửi; báo quản trị")
    file.seek(0)
    return file
