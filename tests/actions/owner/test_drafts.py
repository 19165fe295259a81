"""Drafts under one lock: what is saved, what is refused, and that nothing sent is lost."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from app.actions.owner.discard_draft import discard_draft
from app.actions.owner.save_draft_file import save_draft_file
from app.actions.owner.start_draft import start_draft
from app.actions.owner.take_over_draft import take_over_draft
from app.domain.drafts import DraftState, FileKind, SaveKind
from app.errors import ChuTruongError, Conflict, FormInvalid, NotFound, PermissionDenied
from app.store import drafts
from tests.actions.owner.factories import (
    EXTENSION,
    HOA,
    LAN,
    STRANGER,
    diagram,
    opened,
    recorded,
    saved,
    started,
)
from tests.diagrams.factories import bpmn_file
from tests.factories import AtWork


def test_draft_of_a_published_process_holds_its_diagram_forms_and_tables(office: AtWork) -> None:
    found = opened(office, started(office))
    assert [one.name for one in found.files] == [
        "process:p01e_extension",
        "form:p01e_extension.decide_extension",
        "decision:dmn_extension",
    ]
    assert found.yours and not any(one.changed for one in found.files)
    assert recorded(office, "process_draft_started")


def test_broken_diagram_is_saved_as_it_is(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    after = saved(sqlite_office, draft_id, b"<definitions")
    assert diagram(sqlite_office, draft_id).content == b"<definitions"
    assert (after.version, after.editors) == (2, (HOA.person_id,))


def test_same_bytes_again_change_nothing_even_from_an_older_page(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    saved(sqlite_office, draft_id, b"<a/>")
    again = save_draft_file(
        sqlite_office.services, HOA, draft_id, 1, FileKind.PROCESS, EXTENSION, b"<a/>"
    )
    assert again.version == 2
    assert len(opened(sqlite_office, draft_id).saves) == 1


def test_page_that_is_behind_is_refused_and_its_work_kept_aside(office: AtWork) -> None:
    draft_id = started(office)
    saved(office, draft_id, b"<first/>")
    with pytest.raises(Conflict, match="lịch sử"):
        save_draft_file(office.services, HOA, draft_id, 1, FileKind.PROCESS, EXTENSION, b"<late/>")
    aside = [one for one in opened(office, draft_id).saves if one.kind is SaveKind.ASIDE]
    with office.services.database.reading() as tx:
        kept = [drafts.saved_content(tx, draft_id, one.id)[1] for one in aside]
    assert kept == [b"<late/>"]
    assert diagram(office, draft_id).content == b"<first/>"


def test_second_owner_cannot_save_until_taking_over(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    with pytest.raises(Conflict, match=HOA.name):
        saved(sqlite_office, draft_id, b"<lan/>", LAN)
    take_over_draft(sqlite_office.services, LAN, draft_id, 1)
    saved(sqlite_office, draft_id, b"<lan/>", LAN)
    with pytest.raises(Conflict, match=LAN.name):
        saved(sqlite_office, draft_id, b"<hoa/>", HOA)
    found = opened(sqlite_office, draft_id)
    assert found.diagram and found.diagram.content == b"<lan/>"
    assert {one.saved_by for one in found.saves if one.kind is SaveKind.ASIDE} == {
        HOA.person_id,
        LAN.person_id,
    }
    assert recorded(sqlite_office, "process_draft_taken_over") == [
        f"Nhận sửa bản thảo {EXTENSION} từ {HOA.name}"
    ]


def test_take_over_of_work_one_has_not_seen_is_refused(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    saved(sqlite_office, draft_id, b"<a/>")
    with pytest.raises(Conflict):
        take_over_draft(sqlite_office.services, LAN, draft_id, 1)


def test_second_draft_of_a_process_is_refused_by_the_name_of_who_edits(
    sqlite_office: AtWork,
) -> None:
    started(sqlite_office)
    with pytest.raises(Conflict, match=HOA.name):
        started(sqlite_office, LAN)


def test_of_two_owners_who_start_at_once_one_gets_the_draft(office: AtWork) -> None:
    meet, outcomes = Barrier(2), []

    def go(actor: object) -> None:
        meet.wait()
        try:
            outcomes.append(start_draft(office.services, actor, EXTENSION))  # type: ignore[arg-type]
        except ChuTruongError as refused:
            outcomes.append(type(refused).__name__)

    threads = [Thread(target=go, args=(actor,)) for actor in (HOA, LAN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=len)[0] == "Conflict"
    with office.services.database.reading() as tx:
        assert [one.id for one in drafts.all_live(tx)] == [max(outcomes, key=len)]


def test_discarded_draft_is_closed_and_makes_room_for_another(sqlite_office: AtWork) -> None:
    draft_id = started(sqlite_office)
    discard_draft(sqlite_office.services, HOA, draft_id, 1)
    assert opened(sqlite_office, draft_id).draft.state is DraftState.DISCARDED
    with pytest.raises(Conflict, match="đã bỏ"):
        saved(sqlite_office, draft_id, b"<a/>")
    assert started(sqlite_office) != draft_id


def test_file_of_a_new_process_becomes_a_draft_under_its_own_id(sqlite_office: AtWork) -> None:
    draft_id = start_draft(sqlite_office.services, HOA, uploaded=bpmn_file())
    found = opened(sqlite_office, draft_id)
    assert (found.draft.process_id, found.draft.base_release) == ("p", "")
    assert found.draft.editors == (HOA.person_id,)


def test_file_with_the_id_of_a_published_process_is_no_new_process(sqlite_office: AtWork) -> None:
    twin = bpmn_file().replace(b'<process id="p"', b'<process id="p01_art4_case"')
    with pytest.raises(Conflict, match="p01_art4_case"):
        start_draft(sqlite_office.services, HOA, uploaded=twin)


def test_broken_file_needs_an_id_and_is_then_kept(sqlite_office: AtWork) -> None:
    with pytest.raises(FormInvalid, match="1 mục"):
        start_draft(sqlite_office.services, HOA, uploaded=b"<broken")
    draft_id = start_draft(sqlite_office.services, HOA, "p99_new", title="Mới", uploaded=b"<broken")
    assert diagram(sqlite_office, draft_id).content == b"<broken"


def test_new_process_begins_with_a_diagram_that_reads(sqlite_office: AtWork) -> None:
    draft_id = start_draft(sqlite_office.services, HOA, "p99_new", title="Trả lời “nhanh” & gọn")
    assert opened(sqlite_office, draft_id).draft.title == "Trả lời “nhanh” & gọn"


@pytest.mark.parametrize("process_id", ["../p", "p 1", "á", "1p", "p" * 101])
def test_id_that_would_not_fit_an_address_is_refused(
    sqlite_office: AtWork, process_id: str
) -> None:
    with pytest.raises((FormInvalid, NotFound)):
        start_draft(sqlite_office.services, HOA, process_id, title="Tên")


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (FileKind.PROCESS, "p01_art4_case"),
        (FileKind.FORM, "p01_art4_case.prepare_plan"),
        (FileKind.FORM, "p01e_extension.a/b"),
        (FileKind.DECISION, "../dmn"),
    ],
)
def test_file_of_another_process_or_place_is_refused(
    sqlite_office: AtWork, kind: FileKind, key: str
) -> None:
    draft_id = started(sqlite_office)
    with pytest.raises(FormInvalid):
        save_draft_file(sqlite_office.services, HOA, draft_id, 1, kind, key, b"{}")


def test_history_of_autosaves_stays_small(office: AtWork) -> None:
    draft_id = started(office)
    for number in range(drafts.MOST_SAVES + 5):
        saved(office, draft_id, f"<a{number}/>".encode())
    found = opened(office, draft_id).saves
    assert len(found) == drafts.MOST_SAVES
    assert found[0].version == drafts.MOST_SAVES + 6


def test_staff_can_neither_open_nor_start_drafts_and_the_attempt_is_recorded(
    sqlite_office: AtWork,
) -> None:
    with pytest.raises(PermissionDenied):
        started(sqlite_office, STRANGER)
    draft_id = started(sqlite_office)
    with pytest.raises(PermissionDenied):
        opened(sqlite_office, draft_id, STRANGER)
    assert [one.actor_id for one in sqlite_office.refusals()] == ["nga", "nga"]
