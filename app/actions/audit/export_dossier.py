"""Hand out a case as one file that proves itself; who took it stands in the record."""

from __future__ import annotations

import hashlib

from app.domain.audit import EventKind
from app.domain.cases import CaseRow
from app.domain.people import Actor
from app.dossier import Dossier, make_dossier
from app.errors import SettingsError
from app.permissions import check_can_inspect
from app.proof import Checkpoints, Stamps, load_key
from app.register.register import Doer
from app.steps.proving import sign_what_is_sealed
from app.steps.reading import check_contents_left
from app.steps.reads import check_leave, record_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.stamping import stamp_what_is_signed
from app.steps.work import Work
from app.store import audit_seal, cases, retention

NO_KEY = "Chưa có khóa ký nên chưa xuất được hồ sơ tự chứng minh; tạo khóa bằng lệnh audit make-key"


def export_dossier(services: Services, actor: Actor | None, code: str) -> Dossier:
    """Return the dossier of a case, sealed and signed up to this moment.

    `actor` is None on the command line. Raises PermissionDenied, NotFound, SettingsError without a
    key, ContentsWithheld for a destroyed case or a restricted one without leave, TamperedRecord
    when files or checkpoints are missing.
    """
    now = services.clock.now()
    with (
        refusals_recorded(services, actor, "Xuất hồ sơ tự chứng minh", about=code),
        services.database.transaction() as tx,
    ):
        if actor is not None:
            check_can_inspect(actor)
        key = load_key(services.settings.signing_key_file)
        if key is None:
            raise SettingsError(NO_KEY)
        case = cases.by_code(tx, code)
        check_contents_left(case)
        if actor is not None:
            check_leave(services, tx, actor, case)
        record_read(tx, actor, case, EventKind.DOSSIER_EXPORTED, "Xuất hồ sơ tự chứng minh", now)
        audit_seal.seal_heads(tx, now)
    sign_what_is_sealed(services)
    stamp_what_is_signed(services)
    kept = Checkpoints(services.settings.checkpoints_file)
    stamps = Stamps.beside(kept.path).read()
    with services.database.reading() as tx:
        work = Work(services, tx, now, Doer(actor.person_id if actor else ""))
        made = make_dossier(work, case, key, (one for one in kept.read() if one), stamps)
    _keep_digest(services, actor, case, made)
    return made


def _keep_digest(services: Services, actor: Actor | None, case: CaseRow, made: Dossier) -> None:
    """Note the file's digest where the case waits to be destroyed: its tombstone will hold it."""
    sha256, now = hashlib.sha256(made.content).hexdigest(), services.clock.now()
    with services.database.transaction() as tx:
        if retention.note_dossier(tx, case.id, sha256):
            what = f"Ghi dấu băm bộ hồ sơ trước tiêu hủy: {sha256}"
            record_read(tx, actor, case, EventKind.DOSSIER_EXPORTED, what, now)
