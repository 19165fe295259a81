"""What a draft may name, as the editors offer it."""

from __future__ import annotations

import pytest

from app.actions.owner.list_choices import list_choices
from app.actions.owner.open_draft import open_draft
from app.actions.owner.save_draft_file import save_draft_file
from app.actions.owner.start_draft import start_draft
from app.domain.drafts import FileKind
from app.errors import PermissionDenied
from tests.factories import AtWork

CASE = "p01_art4_case"
FORM = f"{CASE}.prepare_plan"
OWNER = "chuquytrinh"


@pytest.fixture
def draft_id(sqlite_office: AtWork) -> str:
    return start_draft(sqlite_office.services, sqlite_office.actor(OWNER), CASE)


def labels(office: AtWork, draft_id: str, kind: str) -> dict[str, str]:
    """Return label by value."""
    found = list_choices(office.services, office.actor(OWNER), draft_id)
    return {choice.value: choice.label for choice in found[kind]}


@pytest.mark.parametrize(
    ("kind", "value", "label"),
    [
        ("forms", FORM, f"Xây dựng kế hoạch ({FORM})"),
        ("roles", "office", "Văn phòng"),
        ("topics", "case.submit", "Gửi kế hoạch qua văn phòng cấp ủy (case.submit)"),
        ("decisions", "dmn_eligibility", "Điều kiện của bên đề xuất (dmn_eligibility)"),
        ("processes", "p01b_appraisal", "Thẩm định kế hoạch (p01b_appraisal)"),
        ("variables", "vote_result", "vote_result"),
    ],
)
def test_each_kind_is_offered_by_what_readers_call_it(
    sqlite_office: AtWork, draft_id: str, kind: str, value: str, label: str
) -> None:
    assert labels(sqlite_office, draft_id, kind)[value] == label


def test_clauses_say_where_they_stand_and_what_they_ask(
    sqlite_office: AtWork, draft_id: str
) -> None:
    clauses = labels(sqlite_office, draft_id, "clauses")
    assert clauses["C-030"].startswith("C-030 · QN Điều 4, khoản 3")
    assert max(map(len, clauses.values())) <= 110


def test_a_form_of_the_draft_comes_before_the_published_one(
    sqlite_office: AtWork, draft_id: str
) -> None:
    services, owner = sqlite_office.services, sqlite_office.actor(OWNER)
    file = open_draft(services, owner, draft_id).file(FileKind.FORM, FORM)
    assert file is not None
    renamed = file.content.replace('"Xây dựng kế hoạch"'.encode(), '"Viết kế hoạch"'.encode())
    save_draft_file(services, owner, draft_id, 1, FileKind.FORM, FORM, renamed)
    assert labels(sqlite_office, draft_id, "forms")[FORM] == f"Viết kế hoạch ({FORM})"


def test_staff_are_not_told(sqlite_office: AtWork, draft_id: str) -> None:
    with pytest.raises(PermissionDenied):
        list_choices(sqlite_office.services, sqlite_office.actor("thu"), draft_id)
