"""Taking a task, giving it back, keeping a draft: by those who may, hidden from all others."""

from __future__ import annotations

import pytest

from app.actions.staff.claim_task import claim_task
from app.actions.staff.list_inbox import list_inbox
from app.actions.staff.list_plans import list_plans
from app.actions.staff.release_task import release_task
from app.actions.staff.save_draft import save_draft
from app.actions.staff.submit_task import submit_task
from app.errors import Conflict, FormInvalid, NotFound, PermissionDenied
from app.store import submissions
from tests.factories import AtWork
from tests.forms import answers


def test_claimed_task_is_done_by_its_holder_alone(office: AtWork) -> None:
    task = office.go_to("determine_authority")
    claim_task(office.services, office.actor("nga"), task.id)
    with pytest.raises(Conflict, match="đã có người nhận"):
        claim_task(office.services, office.actor("dung"), task.id)
    carried = office.carried(task.id)
    with pytest.raises(Conflict):
        actor = office.actor("dung")
        submit_task(office.services, actor, task.id, answers.authority(), **carried)
    release_task(office.services, office.actor("nga"), task.id)
    claim_task(office.services, office.actor("dung"), task.id)
    assert [e.kind.value for e in office.events("task_claimed", "task_released")] == [
        "task_claimed",
        "task_released",
        "task_claimed",
    ]


@pytest.mark.parametrize("act", [claim_task, release_task])
def test_stranger_can_neither_take_nor_give_back(sqlite_office: AtWork, act: object) -> None:
    office = sqlite_office
    task = office.go_to("determine_authority")
    with pytest.raises(NotFound) as hidden:
        act(office.services, office.actor("diep"), task.id)  # type: ignore[operator]
    assert task.name not in hidden.value.message


def test_reader_who_may_not_do_the_task_is_told_why(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("determine_authority")
    with pytest.raises(PermissionDenied, match="không giữ vai trò"):
        claim_task(office.services, office.actor("thu"), task.id)


def test_draft_is_the_writers_own(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("determine_authority")
    save_draft(office.services, office.actor("nga"), task.id, {"basis": "Quy chế"})
    assert office.page("nga", "determine_authority").draft_saved_at is not None
    assert office.page("dung", "determine_authority").draft_saved_at is None


@pytest.mark.parametrize("finished", [False, True])
def test_stranger_keeps_no_draft(sqlite_office: AtWork, finished: bool) -> None:
    office = sqlite_office
    task = office.go_to("determine_authority")
    if finished:
        office.go_on()
    with pytest.raises(NotFound):
        save_draft(office.services, office.actor("diep"), task.id, {"basis": "x"})
    with office.services.database.reading() as tx:
        assert submissions.load_draft(tx, task.id, "diep") is None


def test_draft_of_ten_megabytes_is_refused(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("determine_authority")
    with pytest.raises(FormInvalid, match="1 mục"):
        save_draft(office.services, office.actor("nga"), task.id, {"basis": "x" * 10_000_000})
    assert office.refusals()[-1].payload["attempt"] == "Lưu nháp"


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d"])
def test_draft_with_odd_characters_does_no_harm(office: AtWork, text: str) -> None:
    task = office.go_to("determine_authority")
    try:
        save_draft(office.services, office.actor("nga"), task.id, {"basis": text})
    except FormInvalid:
        return
    assert office.page("nga", "determine_authority").draft_saved_at is not None


def test_plans_page_asks_as_much_for_many_plans_as_for_one(sqlite_office: AtWork) -> None:
    office = sqlite_office
    counts = []
    for _ in range(3):
        office.case_id = ""
        office.go_to("register_incoming")
        with office.services.database.counting() as count:
            page = list_plans(office.services, office.actor("thu"))
        counts.append(count.statements)
    assert len(page.sent) == 3
    assert len(set(counts)) == 1


def test_inbox_shows_a_task_to_those_who_may_do_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    assert [i.name for i in list_inbox(office.services, office.actor("huong"), "group").items]
    assert not list_inbox(office.services, office.actor("diep"), "group").items
