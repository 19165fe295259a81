"""Whoever reads a restricted case stands in its record; reading others leaves no line."""

from __future__ import annotations

import pytest

from app.actions.admin.restrict_case import restrict_case
from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.read_exports import read_exports
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.actions.staff.export_document import export_document
from app.actions.staff.open_case import open_case
from app.actions.staff.open_task import open_task
from app.actions.staff.read_document import read_document
from app.domain.exports import ExportState
from app.dossier import make_dossier
from app.errors import NotFound, PermissionDenied, SettingsError, StepRefused, TamperedRecord
from app.proof import Checkpoints, load_key
from app.register.register import Doer
from app.steps.work import Work
from app.store import documents, uploads
from app.store.uploads import UploadRow
from tests.factories import AtWork

REASON = "Công văn số 5 của Ban Tổ chức"


def read_everything(office: AtWork) -> None:
    """Let the office open the case, its task and its first paper."""
    nga = office.actor("nga")
    open_case(office.services, nga, office.case().code)
    open_task(office.services, nga, office.open_tasks()[0].id)
    with office.services.database.reading() as tx:
        paper = next(p for p in documents.of_case(tx, office.case_id) if p.html)
    read_document(office.services, nga, paper.id)
    export_document(office.services, nga, paper.id, "docx")


@pytest.mark.clause("INV-18")
def test_every_reading_of_a_restricted_case_is_recorded(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    read_everything(office)
    assert office.events("case_read") == []
    restrict_case(office.services, office.case().code, REASON)
    read_everything(office)
    lines = [(one.actor_name, one.summary) for one in office.events("case_read")]
    assert len(lines) == 4 and {who for who, _ in lines} == {office.actor("nga").name}
    assert broken_chains(verify_audit(office.services)) == []


def test_restricting_needs_a_reason_and_stands_in_the_record(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    code = sqlite_office.case().code
    with pytest.raises(StepRefused, match="ít nhất 10 ký tự"):
        restrict_case(sqlite_office.services, code, "vì thế")
    restrict_case(sqlite_office.services, code, REASON)
    assert [one.summary for one in sqlite_office.events("case_restricted")] == [
        f"Đưa hồ sơ vào diện hạn chế: {REASON}"
    ]


def test_taking_a_dossier_is_recorded_within_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    make_signing_key(office.services)
    made = export_dossier(office.services, office.actor("kiemsoat"), office.case().code)
    assert "Kiểm soát viên".encode() in made.content
    assert [one.capacity for one in office.events("dossier_exported")] == ["Kiểm soát"]


def test_a_dossier_that_cannot_be_made_is_recorded_with_the_reason(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    make_signing_key(office.services)
    lost = ("f1", "nowhere", "to-trinh.pdf", "application/pdf", 1, "0" * 64, "nga")
    with office.services.database.transaction() as tx:
        sent = {"case_id": office.case_id, "submission_id": "s1"}
        uploads.insert(tx, UploadRow(*lost, office.clock.now(), **sent))
    with pytest.raises(TamperedRecord) as refused:
        export_dossier(office.services, office.actor("kiemsoat"), office.case().code)
    told = [one.summary for one in office.events("dossier_failed")]
    assert told == [f"Không tạo được bộ hồ sơ tự chứng minh: {refused.value.message}"]
    [run] = read_exports(office.services, office.actor("kiemsoat"))
    assert (run.state, run.told) == (ExportState.FAILED, refused.value.message)


def test_only_auditors_take_dossiers_and_only_with_a_key(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    code = office.case().code
    with pytest.raises(PermissionDenied):
        export_dossier(office.services, office.actor("nga"), code)
    with pytest.raises(SettingsError, match="khóa ký"):
        export_dossier(office.services, office.actor("kiemsoat"), code)
    make_signing_key(office.services)
    with pytest.raises(NotFound):
        export_dossier(office.services, office.actor("kiemsoat"), "MG-2024-9999")


def test_the_same_rows_at_the_same_moment_give_the_same_bytes(sqlite_office: AtWork) -> None:
    office, services = sqlite_office, sqlite_office.services
    office.go_to("determine_authority")
    make_signing_key(services)
    export_dossier(services, None, office.case().code)
    key, kept = load_key(services.settings.signing_key_file), services.settings.checkpoints_file
    assert key is not None
    with services.database.reading() as tx:
        work = Work(services, tx, office.clock.now(), Doer())
        signed = [one for one in Checkpoints(kept).read() if one]
        made = [make_dossier(work, office.case(), key, signed) for _ in range(2)]
    assert made[0].content == made[1].content
