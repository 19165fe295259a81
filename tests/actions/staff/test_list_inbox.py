"""Lists of tasks say who handed a case on, which paper a task is about, and what was done last."""

from __future__ import annotations

from app.actions.staff.list_inbox import list_inbox
from tests.factories import AtWork


def test_task_says_who_handed_the_case_on(office: AtWork) -> None:
    office.go_to("confirm_authority")
    (item,) = list_inbox(office.services, office.actor("huong")).items
    assert item.received_from == "Nguyễn Thị Nga"
    assert item.paper == ""


def test_task_of_a_paper_names_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("check_draft")
    (item,) = list_inbox(office.services, office.actor("dung")).items
    assert item.paper == "Công văn giao thẩm định"


def test_empty_list_shows_what_was_done_last(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    page = list_inbox(office.services, office.actor("thu"))
    assert page.items == ()
    assert page.last_done is not None
    assert page.last_done.name == "Xây dựng kế hoạch"
    assert list_inbox(office.services, office.actor("nga")).last_done is None
