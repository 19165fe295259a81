"""A form of a draft, drawn without a case."""

from __future__ import annotations

import pytest

from app.actions.owner.preview_form import preview_form
from app.actions.owner.save_draft_file import save_draft_file
from app.actions.owner.start_draft import start_draft
from app.domain.drafts import FileKind
from app.domain.forms import FieldView
from app.errors import NotFound, PermissionDenied
from tests.factories import AtWork

CASE = "p01_art4_case"
FORM = f"{CASE}.prepare_plan"
OWNER = "chuquytrinh"


@pytest.fixture
def draft_id(sqlite_office: AtWork) -> str:
    return start_draft(sqlite_office.services, sqlite_office.actor(OWNER), CASE)


def _all(fields: tuple[FieldView, ...]) -> list[FieldView]:
    return [found for one in fields for found in (one, *_all(one.children))]


def test_fields_stand_as_saved_and_lists_from_a_case_say_so(
    sqlite_office: AtWork, draft_id: str
) -> None:
    page = preview_form(sqlite_office.services, sqlite_office.actor(OWNER), draft_id, FORM)
    labels = [one.label for one in _all(page.fields)]
    assert "Tên kế hoạch" in labels
    offered = {option.label for one in _all(page.fields) for option in one.options}
    assert "(danh sách lấy từ hồ sơ khi chạy)" in offered
    assert page.findings == ()


def test_a_form_that_cannot_be_drawn_shows_why(sqlite_office: AtWork, draft_id: str) -> None:
    services, owner = sqlite_office.services, sqlite_office.actor(OWNER)
    save_draft_file(services, owner, draft_id, 1, FileKind.FORM, FORM, b'{"components": [')
    page = preview_form(services, owner, draft_id, FORM)
    assert page.fields == ()
    assert page.findings


def test_a_form_the_draft_does_not_have_is_not_found(sqlite_office: AtWork, draft_id: str) -> None:
    with pytest.raises(NotFound):
        preview_form(sqlite_office.services, sqlite_office.actor(OWNER), draft_id, "khac.khac")


def test_staff_do_not_see_drafts(sqlite_office: AtWork, draft_id: str) -> None:
    with pytest.raises(PermissionDenied):
        preview_form(sqlite_office.services, sqlite_office.actor("thu"), draft_id, FORM)
