"""Hand out a stored file to those who may read it; the door always sends it as a download."""

from __future__ import annotations

from typing import BinaryIO

from app.domain.people import Actor
from app.domain.views import Upload
from app.errors import NotFound
from app.steps.reading import check_readable
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, uploads

GONE = "Không có tệp này, hoặc đồng chí không được xem"


def download_file(services: Services, actor: Actor, upload_id: str) -> tuple[Upload, BinaryIO]:
    """Return the record and the open file; raises NotFound."""
    with (
        refusals_recorded(services, actor, "Tải tệp", about=upload_id),
        services.database.reading() as tx,
    ):
        row = uploads.load(tx, upload_id)
        if row.uploaded_by != actor.person_id:
            if not row.case_id:
                raise NotFound(GONE)
            check_readable(services, tx, actor, cases.load(tx, row.case_id))
    path = services.settings.uploads_dir / row.stored_name
    if not path.is_file():
        raise NotFound(GONE)
    record = Upload(row.id, row.file_name, row.size, row.sha256, row.media_type)
    return record, path.open("rb")
