"""Hand out one file of a process as it was published."""

from __future__ import annotations

from app.domain.drafts import FileKind
from app.domain.people import Actor
from app.domain.views.processes import HandedFile
from app.errors import NotFound
from app.publication.editing import reading
from app.publication.file_set import name_of
from app.steps.services import Services
from app.store import releases


def read_process_file(
    services: Services, actor: Actor, release_id: str, kind: str, key: str
) -> HandedFile:
    """Return a file as a release holds it; raise NotFound."""
    with reading(services, actor, "Tải tệp quy trình", f"{release_id} {kind}:{key}") as tx:
        if kind not in set(FileKind):
            raise NotFound("Không có tệp này; mở phiên bản để chọn lại")
        release = releases.load_release(tx, release_id)
        version = release.manifest.get(name_of(kind, key))
        if version is None:
            raise NotFound("Bản công bố này không có tệp đó; mở phiên bản để chọn lại")
        found = releases.load_version(tx, version)
        return HandedFile(found.file_name, found.content)
