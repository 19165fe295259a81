"""From a draft to a release: two persons, checked twice, on record, nothing old touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.actions.owner.approve_publication import approve_publication
from app.actions.owner.check_draft import check_draft
from app.actions.owner.list_processes import list_processes
from app.actions.owner.publish_folder import Verify, publish_folder
from app.actions.owner.read_history import read_history
from app.actions.owner.remove_draft_file import remove_draft_file
from app.actions.owner.request_publication import request_publication
from app.actions.owner.restore_version import restore_version
from app.actions.owner.return_publication import return_publication
from app.actions.owner.start_draft import start_draft
from app.actions.owner.take_over_draft import take_over_draft
from app.domain.drafts import DraftState, FileKind
from app.domain.people import Actor
from app.domain.views.processes import VersionStanding
from app.errors import Conflict, DiagramRefused, FormInvalid, PermissionDenied
from app.publication.verifying.results import FOLDER
from app.store import releases
from app.store.releases import Release
from tests.actions.owner.factories import (
    EXTENSION,
    HOA,
    LAN,
    OWNERS,
    diagram,
    opened,
    recorded,
    renamed,
    saved,
    started,
)
from tests.factories import AtWork, settings_for

NOTE = "Đổi nhãn của việc cho rõ hơn."
MAI = Actor("chuquytrinh3", "Hồ Thị Mai", "owner3", system_roles=OWNERS)
LABEL = ("Quyết định gia hạn", "Xét gia hạn")


@pytest.fixture(scope="session")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results: most tests publish the same files, which are verified once."""
    return tmp_path_factory.mktemp("verified")


@pytest.fixture(autouse=True)
def results_are_shared(verified: Path, tmp_path: Path) -> None:
    uploads = settings_for(tmp_path).uploads_dir
    uploads.mkdir()
    (uploads / FOLDER).symlink_to(verified)


def latest(office: AtWork) -> str:
    with office.services.database.reading() as tx:
        return releases.latest_id(tx)


def in_use(office: AtWork, release_id: str = "") -> bytes:
    with office.services.database.reading() as tx:
        found = releases.artifacts(tx, release_id or releases.latest_id(tx))
    return next(one.content for one in found if one.key == EXTENSION)


def requested(office: AtWork, draft_id: str = "", actor: Actor = HOA) -> str:
    """Start a draft, change a label and ask for publication."""
    if not draft_id:
        draft_id = started(office, actor)
        relabelled(office, draft_id, actor)
    version = opened(office, draft_id).draft.version
    request_publication(office.services, actor, draft_id, version, "Nhãn rõ", NOTE)
    return draft_id


def relabelled(office: AtWork, draft_id: str, actor: Actor = HOA) -> None:
    content = diagram(office, draft_id).content
    name = content.split(b"<bpmn:userTask", 1)[1].split(b'name="', 1)[1].split(b'"', 1)[0]
    saved(office, draft_id, content.replace(b'"%s"' % name, b'"%s nay"' % name), actor)


def approved(office: AtWork, draft_id: str, actor: Actor = LAN) -> Release:
    version = opened(office, draft_id).draft.version
    return approve_publication(office.services, actor, draft_id, version)


def test_second_person_publishes_and_everything_is_on_record(office: AtWork) -> None:
    before = latest(office)
    release = approved(office, requested(office))
    assert in_use(office) != in_use(office, before)
    page = read_history(office.services, HOA, EXTENSION)
    newest, oldest = page.versions
    assert (newest.number, newest.name, newest.note) == (2, "Nhãn rõ", NOTE)
    assert (newest.requested_by, newest.approved_by) == (HOA.name, LAN.name)
    assert newest.standing is VersionStanding.IN_USE and len(newest.sha256) == 64
    assert oldest.standing is VersionStanding.PAST and oldest.approved_by == ""
    assert page.ended[0].state is DraftState.PUBLISHED
    assert recorded(office, "publication_requested") == [
        f"Gửi duyệt công bố “Nhãn rõ” của quy trình {EXTENSION}"
    ]
    assert recorded(office, "release_published")[-1].endswith(f"thành bản {release.number}")


def test_who_edited_or_requested_cannot_publish(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office, LAN)
    relabelled(sqlite_office, draft_id, LAN)
    take_over_draft(sqlite_office.services, HOA, draft_id, 2)
    requested(sqlite_office, draft_id, HOA)
    for actor, did in ((HOA, "gửi duyệt"), (LAN, "sửa")):
        with pytest.raises(PermissionDenied, match=did):
            approved(sqlite_office, draft_id, actor)
    assert len(sqlite_office.refusals()) == 2
    assert approved(sqlite_office, draft_id, MAI).published_by == MAI.person_id


def test_requested_draft_is_frozen_until_it_is_returned_with_a_reason(
    sqlite_office: AtWork,
) -> None:
    draft_id = requested(sqlite_office)
    with pytest.raises(Conflict, match="chờ duyệt"):
        saved(sqlite_office, draft_id, b"<a/>")
    version = opened(sqlite_office, draft_id).draft.version
    with pytest.raises(FormInvalid):
        return_publication(sqlite_office.services, LAN, draft_id, version, "không")
    reason = "Nhãn chưa theo văn bản; ghi lại."
    after = return_publication(sqlite_office.services, LAN, draft_id, version, reason)
    assert (after.state, after.return_reason) == (DraftState.OPEN, reason)
    assert saved(sqlite_office, draft_id, b"<a/>").version == after.version + 1


def test_draft_that_changed_after_the_page_was_opened_is_not_published(
    sqlite_office: AtWork,
) -> None:
    draft_id = requested(sqlite_office)
    version = opened(sqlite_office, draft_id).draft.version
    return_publication(sqlite_office.services, HOA, draft_id, version, "Sửa thêm một nhãn")
    requested(sqlite_office, draft_id)
    with pytest.raises(Conflict):
        approve_publication(sqlite_office.services, LAN, draft_id, version)


@pytest.mark.parametrize(("name", "note"), [("", NOTE), ("Tên", "ngắn"), ("T" * 121, NOTE)])
def test_request_without_name_or_note_is_refused(
    sqlite_office: AtWork, name: str, note: str
) -> None:
    draft_id = started(sqlite_office)
    relabelled(sqlite_office, draft_id)
    with pytest.raises(FormInvalid):
        request_publication(sqlite_office.services, HOA, draft_id, 2, name, note)


def test_unchanged_and_broken_drafts_are_not_requested(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    with pytest.raises(Conflict, match="chưa khác"):
        request_publication(sqlite_office.services, HOA, draft_id, 1, "Tên", NOTE)
    saved(sqlite_office, draft_id, b"<broken")
    with pytest.raises(DiagramRefused):
        request_publication(sqlite_office.services, HOA, draft_id, 2, "Tên", NOTE)
    assert check_draft(sqlite_office.services, HOA, draft_id).errors[0].rule == "xml-source"


def test_form_in_use_cannot_be_taken_out(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    key = f"{EXTENSION}.decide_extension"
    remove_draft_file(sqlite_office.services, HOA, draft_id, 1, FileKind.FORM, key)
    found = check_draft(sqlite_office.services, HOA, draft_id).errors
    assert {"file-in-use", "user-task-form"} <= {one.rule for one in found}
    assert any("decide_extension.form" in one.message for one in found)


def test_diagram_under_the_id_of_another_process_is_refused_by_name(
    sqlite_office: AtWork,
) -> None:
    draft_id = started(sqlite_office)
    renamed(sqlite_office, draft_id, f'id="{EXTENSION}"', 'id="p01_art4_case"')
    found = check_draft(sqlite_office.services, HOA, draft_id).errors
    assert any(one.rule == "process-id" and "p01_art4_case" in one.message for one in found)


def test_role_that_nobody_holds_is_refused_by_name(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    renamed(sqlite_office, draft_id, 'candidateGroups="standing_committee"', 'candidateGroups="x"')
    found = check_draft(sqlite_office.services, HOA, draft_id).errors
    assert any(one.rule == "user-task-role" and "“x”" in one.message for one in found)


def test_file_published_anew_meanwhile_is_not_overwritten(sqlite_office: AtWork) -> None:
    first = requested(sqlite_office)
    approved(sqlite_office, first)
    second = requested(sqlite_office)
    with sqlite_office.services.database.transaction() as tx:
        found = releases.artifacts(tx, releases.latest_id(tx))
        files = [
            releases.NewArtifact(
                a.kind, a.key, a.file_name, a.content + b"<!-- -->" * (a.key == EXTENSION)
            )
            for a in found
        ]
        releases.publish(tx, files, "", sqlite_office.clock.now())
    with pytest.raises(Conflict, match=EXTENSION):
        approved(sqlite_office, second)


def test_folder_leaves_what_owners_published_until_told_to_overwrite(office: AtWork) -> None:
    approved(office, requested(office))
    mine = in_use(office)
    again = publish_folder(office.services, verify=Verify.CHANGES)
    assert again.id == latest(office) and in_use(office) == mine
    publish_folder(office.services, overwrite=True, verify=Verify.NEVER)
    assert in_use(office) != mine


def test_restored_version_is_a_draft_that_a_second_person_publishes(
    sqlite_office: AtWork,
) -> None:
    first = latest(sqlite_office)
    original = in_use(sqlite_office)
    approved(sqlite_office, requested(sqlite_office))
    draft_id = restore_version(sqlite_office.services, HOA, EXTENSION, first)
    requested(sqlite_office, draft_id)
    approved(sqlite_office, draft_id)
    assert in_use(sqlite_office) == original
    versions = read_history(sqlite_office.services, HOA, EXTENSION).versions
    assert [one.number for one in versions] == [3, 2, 1]
    with pytest.raises(Conflict, match="đang dùng"):
        restore_version(sqlite_office.services, HOA, EXTENSION, latest(sqlite_office))


def test_running_case_stays_on_its_release_and_the_list_counts_it(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("register_incoming")
    approved(sqlite_office, requested(sqlite_office))
    items = {one.process_id: one for one in list_processes(sqlite_office.services, HOA).items}
    assert items["p01_art4_case"].current and items["p01_art4_case"].current.number == 1
    intake = read_history(sqlite_office.services, HOA, "p01a_intake_authority").versions
    assert intake[0].open_cases == 1
    sqlite_office.go_to_end()
    assert sqlite_office.case().state.value.startswith("approved")


def test_new_process_is_published_from_its_draft(sqlite_office: AtWork) -> None:
    draft_id = start_draft(sqlite_office.services, HOA, "p99_new", title="Quy trình mới")
    listed = list_processes(sqlite_office.services, HOA).items[-1]
    assert (listed.process_id, listed.current) == ("p99_new", None)
    rules = {one.rule for one in check_draft(sqlite_office.services, HOA, draft_id).errors}
    assert rules == {"user-task-form", "user-task-role", "clause"}
