"""A file checked as it stands in an editor, before it is saved."""

from __future__ import annotations

import json

import pytest

from app.actions.owner.check_draft import check_draft
from app.actions.owner.check_draft_file import check_draft_file
from app.actions.owner.open_draft import open_draft
from app.actions.owner.start_draft import start_draft
from app.domain.drafts import FileKind
from app.errors import NotFound
from tests.factories import AtWork

CASE = "p01_art4_case"
OWNER = "chuquytrinh"


@pytest.fixture
def draft_id(sqlite_office: AtWork) -> str:
    return start_draft(sqlite_office.services, sqlite_office.actor(OWNER), CASE)


def check(office: AtWork, draft_id: str, kind: FileKind, key: str, content: bytes) -> list[str]:
    """Return the rules that speak of this content."""
    services, owner = office.services, office.actor(OWNER)
    checked = check_draft_file(services, owner, draft_id, kind, key, content)
    return [finding.rule for finding in checked.findings]


def diagram(office: AtWork, draft_id: str) -> bytes:
    """Return the draft's diagram as it is saved."""
    found = open_draft(office.services, office.actor(OWNER), draft_id).diagram
    assert found is not None
    return found.content


def test_what_is_sent_is_checked_and_nothing_is_saved(sqlite_office: AtWork, draft_id: str) -> None:
    saved = diagram(sqlite_office, draft_id)
    unnamed = saved.replace('name="Nhập hồ sơ giấy" '.encode(), b"")
    assert check(sqlite_office, draft_id, FileKind.PROCESS, CASE, saved) == []
    assert check(sqlite_office, draft_id, FileKind.PROCESS, CASE, unnamed) == ["label"]
    assert diagram(sqlite_office, draft_id) == saved
    owner = sqlite_office.actor(OWNER)
    assert check_draft(sqlite_office.services, owner, draft_id).draft.version == 1


def test_a_form_with_a_part_that_pages_do_not_draw_is_told(
    sqlite_office: AtWork, draft_id: str
) -> None:
    key = f"{CASE}.resolve_outcome"
    framed = json.dumps({"type": "default", "id": key, "components": [{"type": "iframe"}]})
    assert check(sqlite_office, draft_id, FileKind.FORM, key, framed.encode())


@pytest.mark.parametrize("content", [b"", b"<a", b"\xff\xfe", b"{}"])
def test_broken_bytes_are_findings(sqlite_office: AtWork, draft_id: str, content: bytes) -> None:
    assert check(sqlite_office, draft_id, FileKind.PROCESS, CASE, content)
    assert check(sqlite_office, draft_id, FileKind.DECISION, "dmn_eligibility", content)
    assert check(sqlite_office, draft_id, FileKind.FORM, f"{CASE}.prepare_plan", content)


def test_a_file_the_draft_does_not_have_is_not_found(sqlite_office: AtWork, draft_id: str) -> None:
    with pytest.raises(NotFound):
        check(sqlite_office, draft_id, FileKind.FORM, "khac.khac", b"{}")
