"""Read a file of one sheet and keep its rows until somebody decides; nothing else is written."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

from app.domain.audit import EventKind, NewEvent
from app.domain.organisation_changes import KeptImport
from app.domain.people import Actor
from app.organisation.sheet_files import read_file
from app.organisation.sheets import sheet_at
from app.permissions import check_can_edit_organisation
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, organisation_imports

KEPT_FOR = timedelta(days=7)
LONGEST_NAME = 120


def upload_organisation_file(
    services: Services, actor: Actor, path: str, name: str, content: bytes
) -> str:
    """Return the id of the kept file; raises FormInvalid saying how to mend the file."""
    now, name = services.clock.now(), name[-LONGEST_NAME:]
    with refusals_recorded(services, actor, "Tải tệp tổ chức lên", about=path):
        check_can_edit_organisation(actor)
        sheet = sheet_at(path)
        file = read_file(sheet, name, content)
        kept = KeptImport(uuid4().hex, name, file, actor.person_id, now)
        event = NewEvent(
            kind=EventKind.FILE_UPLOADED,
            at=now,
            summary=f"Tải lên tệp {name}: {len(file.rows)} dòng {sheet.title}, chưa nhập",
            actor_id=actor.person_id,
            actor_name=actor.name,
            capacity="Quản trị",
            payload={"import": kept.id, "sha256": hashlib.sha256(content).hexdigest()},
        )
        with services.database.transaction() as tx:
            organisation_imports.forget_before(tx, now - KEPT_FOR)
            organisation_imports.insert(tx, kept)
            audit_log.append_system(tx, [event], now)
    return kept.id
