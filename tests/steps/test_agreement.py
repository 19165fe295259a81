"""Rows that others changed: found by what the lines of the record say of them.

Single changes of a row are the deeds of `tests/campaign/row_deeds.py`; here stands what takes more
than one statement, and what must not be blamed.
"""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.actions.admin.carry_out_destructions import carry_out_destructions
from app.actions.admin.hold_case import hold_case
from app.actions.admin.restrict_case import restrict_case
from app.actions.audit.export_dossier import export_dossier
from app.actions.audit.make_signing_key import make_signing_key
from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.actions.staff.declare_conflict import declare_conflict
from app.actions.staff.download_file import download_file
from app.errors import TamperedRecord
from app.store import facts, uploads
from app.store.tables.cases import case_file, fact_sheet
from app.store.tables.documents import upload
from app.store.tables.retention import case_hold
from tests.actions.admin.test_retention import approve, let_time_pass, propose
from tests.factories import AtWork
from tests.store.raw_access import without_triggers

REASON = "Đoàn kiểm tra yêu cầu giữ lại"


def found(office: AtWork) -> list[str]:
    """What verifying says of the whole record."""
    return [one.reason for one in broken_chains(verify_audit(office.services))]


@pytest.mark.clause("INV-18")
def test_fact_changed_between_two_steps_is_found_though_the_next_wrote_over_it(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    with office.services.database.transaction() as tx:
        known = next(
            one for one in facts.of_case(tx, office.case_id).values() if one.kind == "pass"
        )
        where = fact_sheet.c.scope_id == known.scope_id
        tx.execute(update(fact_sheet).where(where).values(facts={**known.facts, "x": "giả"}))
    office.go_to("check_report")
    with office.services.database.reading() as tx:
        assert facts.of_case(tx, office.case_id)[known.scope_id].version > known.version
    assert ["dữ kiện của hồ sơ" in one for one in found(office)] == [True]


@pytest.mark.clause("INV-18")
def test_restriction_and_hold_lifted_by_sql_are_found(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    code = office.case().code
    restrict_case(office.services, code, REASON)
    hold_case(office.services, office.actor("kiemsoat"), code, REASON)
    declare_conflict(office.services, office.actor("nga"), code, "nga", "Người thân")
    assert found(office) == []
    with office.services.database.transaction() as tx:
        tx.execute(update(case_file).values(restricted=False))
    assert found(office) == ["Dòng 1: hồ sơ trong cơ sở dữ liệu khác với điều dòng này ghi"]
    make_signing_key(office.services)
    with pytest.raises(TamperedRecord, match=f"Chưa xuất hồ sơ {code}.*khác với điều dòng này"):
        export_dossier(office.services, None, code)
    with office.services.database.transaction() as tx:
        tx.execute(update(case_file).values(restricted=True))
        with without_triggers(tx, "case_hold"):
            tx.execute(case_hold.delete())
    (said,) = found(office)
    assert said == "Dòng 2: việc giữ lại hồ sơ mà dòng này ghi không còn trong cơ sở dữ liệu"


@pytest.mark.clause("INV-18")
def test_file_put_in_the_place_of_another_is_neither_handed_out_nor_archived(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    make_signing_key(office.services)
    with office.services.database.reading() as tx:
        (sent,) = (one for one in uploads.of_case(tx, office.case_id) if one.submission_id)
    file = download_file(office.services, office.actor("kiemsoat"), sent.id)[1]
    file.close()
    path = office.services.settings.uploads_dir / sent.stored_name
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(TamperedRecord, match="không còn là tệp đã gửi"):
        download_file(office.services, office.actor("kiemsoat"), sent.id)
    with pytest.raises(TamperedRecord, match="không còn là tệp đã gửi"):
        export_dossier(office.services, None, office.case().code)
    with office.services.database.transaction() as tx, without_triggers(tx, "upload"):
        tx.execute(update(upload).where(upload.c.id == sent.id).values(sha256="0" * 64))
    assert ["tệp kèm theo" in one for one in found(office)] == [True]


def test_destroying_removes_no_file_outside_the_folder_of_those_that_were_sent(
    sqlite_office: AtWork,
) -> None:
    office, services = sqlite_office, sqlite_office.services
    office.go_to_end()
    let_time_pass(office)
    approve(office, propose(office))
    outside = services.settings.uploads_dir.parent / "signing-key-of-others"
    outside.write_text("x")
    with services.database.transaction() as tx, without_triggers(tx, "upload"):
        tx.execute(update(upload).values(stored_name=f"../{outside.name}"))
    carry_out_destructions(services)
    assert outside.read_text() == "x"
