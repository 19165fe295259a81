"""Situations kept with a process, and what they hold back: publication without their passing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.actions.owner.approve_publication import approve_publication
from app.actions.owner.delete_situation import delete_situation
from app.actions.owner.list_situations import list_situations
from app.actions.owner.read_situation_standing import read_situation_standing
from app.actions.owner.request_publication import request_publication
from app.actions.owner.save_situation import save_situation
from app.domain.situations import Played, RunState
from app.errors import Conflict, FormInvalid, NotFound, PermissionDenied
from app.store import audit_log, situations
from tests.actions.owner.factories import (
    EXTENSION,
    HOA,
    LAN,
    STRANGER,
    opened,
    recorded,
    renamed,
    started,
)
from tests.factories import AtWork

TEXT = "scenario: X-thu\ntitle: Thử\nsteps: []\n"
REASON = "Tình huống ghi theo quy trình cũ, đã đọc từng cái."


def requested(office: AtWork, most: int | None = 1) -> str:
    """Ask for publication of a changed draft, with so many situations before it."""
    settings = office.services.settings
    office.services.settings = replace(settings, situations_run=most)
    draft_id = started(office)
    renamed(office, draft_id, "Quyết định gia hạn", "Xét gia hạn")
    version = opened(office, draft_id).draft.version
    request_publication(office.services, HOA, draft_id, version, "Nhãn rõ", "Đổi một nhãn cho rõ.")
    return draft_id


def approved(office: AtWork, draft_id: str, override: str = "") -> None:
    version = opened(office, draft_id).draft.version
    approve_publication(office.services, LAN, draft_id, version, override)


def ended(office: AtWork, draft_id: str, *played: Played) -> None:
    """Stand for the worker: write what came of the run that waits."""
    now = office.clock.now()
    with office.services.database.transaction() as tx:
        run = situations.claim(tx, now, now)
        assert run is not None and run.draft_id == draft_id
        assert situations.note_progress(tx, run, now, played, {})
        assert situations.end_run(tx, run.id, RunState.DONE, now)


def test_kept_situation_stands_before_the_shipped_ones_until_it_is_deleted(
    office: AtWork,
) -> None:
    services = office.services
    shipped = list_situations(services, HOA, "p08_legal_risk")
    assert shipped and all(one.shipped and one.title for one in shipped)
    kept = save_situation(services, HOA, "p08_legal_risk", "X-thu", "Thử", TEXT, source="ab12")
    first = list_situations(services, LAN, "p08_legal_risk")[0]
    assert (first.id, first.yaml, first.created_name) == (kept, TEXT, HOA.name)
    with pytest.raises(Conflict, match="X-thu"):
        save_situation(services, LAN, "p08_legal_risk", "X-thu", "Khác", TEXT)
    assert delete_situation(services, LAN, kept).name == "X-thu"
    assert list_situations(services, HOA, "p08_legal_risk") == shipped
    with pytest.raises(NotFound):
        delete_situation(services, LAN, kept)
    assert recorded(office, "situation_saved", "situation_deleted") == [
        "Lưu tình huống X-thu của quy trình p08_legal_risk",
        "Bỏ tình huống X-thu của quy trình p08_legal_risk",
    ]


@pytest.mark.parametrize(("name", "title"), [("x", "Thử"), ("a/b/c", "Thử"), ("X-thu", "")])
def test_situation_without_a_proper_name_is_refused(
    sqlite_office: AtWork, name: str, title: str
) -> None:
    with pytest.raises(FormInvalid):
        save_situation(sqlite_office.services, HOA, EXTENSION, name, title, TEXT)


def test_staff_neither_see_nor_keep_situations(sqlite_office: AtWork) -> None:
    with pytest.raises(PermissionDenied):
        save_situation(sqlite_office.services, STRANGER, EXTENSION, "X-thu", "Thử", TEXT)
    with pytest.raises(PermissionDenied):
        list_situations(sqlite_office.services, STRANGER, EXTENSION)


def test_request_asks_for_a_run_and_publication_waits_for_it(office: AtWork) -> None:
    draft_id = requested(office)
    with pytest.raises(Conflict, match="Đang chạy tình huống, xong 0 trên 1"):
        approved(office, draft_id)
    ended(office, draft_id, Played("SC-01", "Đi thẳng"))
    approved(office, draft_id)
    assert recorded(office, "situations_overridden") == []


def test_failing_situation_blocks_until_the_second_person_says_why_not(office: AtWork) -> None:
    draft_id = requested(office)
    ended(office, draft_id, Played("SC-01", "Đi thẳng", "dòng 3: việc không mở"))
    with pytest.raises(Conflict, match="1 tình huống không diễn ra như đã ghi: SC-01"):
        approved(office, draft_id)
    with pytest.raises(FormInvalid):
        approved(office, draft_id, "không")
    approved(office, draft_id, REASON)
    assert "SC-01" in recorded(office, "situations_overridden")[0]
    with office.services.database.reading() as tx:
        lines = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN, payloads=True)
    told = next(x.event for x in lines if x.event.kind.value == "situations_overridden")
    assert (told.payload["override"], told.payload["failed"]) == (REASON, ["SC-01"])
    assert told.actor_id == LAN.person_id


def test_administrator_says_how_many_are_run(sqlite_office: AtWork) -> None:
    draft_id = requested(sqlite_office, None)
    services = sqlite_office.services
    every = read_situation_standing(services, HOA, draft_id).situations
    assert every == list_situations(services, HOA, EXTENSION) and len(every) > 50
    services.settings = replace(services.settings, situations_run=3)
    assert read_situation_standing(services, HOA, draft_id).situations == every[:3]
    services.settings = replace(services.settings, situations_run=0)
    approved(sqlite_office, draft_id)
