"""Hand out a case as one file that proves itself; who took it stands in the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from app.domain.audit import EventKind
from app.domain.cases import CaseRow
from app.domain.exports import ExportRun, ExportState
from app.domain.people import Actor
from app.dossier import Dossier, make_dossier
from app.errors import SettingsError, TamperedRecord
from app.permissions import check_can_inspect
from app.proof import Checkpoints, SigningKey, Stamps, load_key
from app.register.register import Doer
from app.steps.exports import begin, finish, move, record_end, told_of
from app.steps.proving import broken_chains, sign_what_is_sealed, verified
from app.steps.reading import check_contents_left
from app.steps.reads import check_leave, record_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.stamping import stamp_what_is_signed
from app.steps.work import Work
from app.store import audit_chains, audit_seal, cases, retention

NO_KEY = "Chưa có khóa ký nên chưa xuất được hồ sơ tự chứng minh; tạo khóa bằng lệnh audit make-key"


def export_dossier(services: Services, actor: Actor | None, code: str, run_id: str = "") -> Dossier:
    """Return the dossier of a case, sealed and signed up to this moment.

    Its record says that it was asked for before it is made, since it holds that line; where it
    cannot be made, a second line says so and why. `actor` is None on the command line, `run_id` is
    how the page calls the file (`steps.exports`).

    Raises PermissionDenied, NotFound, SettingsError without a key, ContentsWithheld for a destroyed
    case or a restricted one without leave, TamperedRecord when files or checkpoints are missing or
    the case does not verify (nothing false is signed), ExportStopped.
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
        what = f"bộ hồ sơ tự chứng minh {case.code}"
        run = begin(tx, actor, what, "bộ hồ sơ", 1, now, run_id)
    with _failure_recorded(services, actor, case, run):
        made = _made(services, actor, case, key, now)
        _keep_digest(services, actor, case, made)
    move(services, run, 1)
    finish(services, run)
    return made


@contextmanager
def _failure_recorded(
    services: Services, actor: Actor | None, case: CaseRow, run: ExportRun
) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        told, now = told_of(error), services.clock.now()
        with services.database.transaction() as tx:
            what = f"Không tạo được bộ hồ sơ tự chứng minh: {told}"
            record_read(tx, actor, case, EventKind.DOSSIER_FAILED, what, now)
            record_end(tx, run, ExportState.FAILED, now, told)
        raise


def _made(
    services: Services, actor: Actor | None, case: CaseRow, key: SigningKey, now: datetime
) -> Dossier:
    sign_what_is_sealed(services)
    stamp_what_is_signed(services)
    _check_sound(services, case)
    kept = Checkpoints(services.settings.checkpoints_file)
    stamps = Stamps.beside(kept.path).read()
    with services.database.reading() as tx:
        work = Work(services, tx, now, Doer(actor.person_id if actor else ""))
        return make_dossier(work, case, key, (one for one in kept.read() if one), stamps)


def _check_sound(services: Services, case: CaseRow) -> None:
    with services.database.reading() as tx:
        names = [chain.chain_id for chain in audit_chains.chains_of_case(tx, case.id)]
    for one in broken_chains(verified(services, names)):
        raise TamperedRecord(f"Chưa xuất hồ sơ {case.code}, {one.title}: {one.reason}")


def _keep_digest(services: Services, actor: Actor | None, case: CaseRow, made: Dossier) -> None:
    """Note the file's digest where the case waits to be destroyed: its tombstone will hold it."""
    sha256, now = hashlib.sha256(made.content).hexdigest(), services.clock.now()
    with services.database.transaction() as tx:
        if retention.note_dossier(tx, case.id, sha256):
            what = f"Ghi dấu băm bộ hồ sơ trước tiêu hủy: {sha256}"
            record_read(tx, actor, case, EventKind.DOSSIER_EXPORTED, what, now)
