"""Requests of two persons as they are kept: whole, of one kind each, and what outlives a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from app.domain.case_requests import (
    Fit,
    MoveItem,
    Repair,
    RepairItem,
    RequestKind,
    RequestResult,
    RequestState,
    VersionMove,
)
from app.domain.repairs import Effect, Instruction, RehearsedLine, RepairKind, RepairWarning
from app.errors import Conflict, NotFound
from app.store import case_requests
from app.store.database import Database
from app.store.tables.case_requests import case_request_item
from tests.store.factories import NOW, put_case
from tests.store.test_append_only import REFUSED
from tests.store.test_audit_check import record
from tests.store.test_tombstones import destroy_duly

ASKED: dict[str, Any] = {
    "reason": "Đứng sai bước sau sự cố.",
    "state": RequestState.PROPOSED,
    "version": 1,
    "proposed_by": "quantri",
    "proposed_name": "Lê Quốc An",
    "proposed_at": NOW,
}
TIMER = Instruction(RepairKind.TIMER, "d20", "p01w", moment=NOW + timedelta(days=9))
FACT = Instruction(RepairKind.SET_FACT, name="members_total", value=11)
GIVEN = Instruction(RepairKind.REASSIGN, "sign", "p01", person_ids=("nga",))
REPAIR = Repair(id="repair-1", instructions=(TIMER, FACT, GIVEN), **ASKED)
MOVE = VersionMove(
    id="move-1", from_release="r1", to_release="r1", pairs=(("p01", "a", "b"),), **ASKED
)
REPAIRED = RepairItem(
    request_id="repair-1",
    instance_id="instance-1",
    case_id="case-1",
    base_state="digest",
    rehearsal=(RehearsedLine("Việc đang mở", "Họp", "Ký", Effect.CHANGED),),
    warnings=(RepairWarning("bỏ qua biên bản", "INV-04", ("INV-04", "C-029")),),
    stops=(("p01", "meet"),),
    starts=(("p01", "sign"),),
)
MOVED = MoveItem(
    request_id="move-1",
    instance_id="instance-1",
    case_id="case-1",
    fit=Fit.DIFFERS,
    notes=("“Ký” dùng biểu khác",),
)


@pytest.fixture
def asked(database: Database) -> Database:
    """A database with one case, a repair and a move of its run."""
    put_case(database)
    with database.transaction() as tx:
        case_requests.insert(tx, REPAIR, [REPAIRED])
        case_requests.insert(tx, MOVE, [MOVED])
    return database


def test_request_comes_back_whole_with_all_that_its_kind_says(asked: Database) -> None:
    with asked.reading() as tx:
        assert case_requests.load(tx, Repair, "repair-1") == REPAIR
        assert case_requests.items(tx, RepairItem, "repair-1") == [REPAIRED]
        assert case_requests.load(tx, VersionMove, "move-1") == MOVE
        assert case_requests.items(tx, MoveItem, "move-1") == [MOVED]


def test_request_of_the_other_kind_is_not_found_nor_in_the_way(asked: Database) -> None:
    with asked.reading() as tx:
        with pytest.raises(NotFound, match="đề nghị sửa"):
            case_requests.load(tx, Repair, "move-1")
        assert case_requests.latest(tx, VersionMove) == [MOVE]
    with asked.transaction() as tx:
        case_requests.finish(tx, MOVED, RequestResult.OVER, NOW)
    with asked.reading() as tx:
        assert case_requests.under_way(tx, RequestKind.MOVE, ["instance-1"]) == set()
        assert case_requests.under_way(tx, RequestKind.REPAIR, ["instance-1"]) == {"instance-1"}


def test_rehearsal_replaces_what_was_shown_until_there_is_a_result(asked: Database) -> None:
    again = replace(REPAIRED, rehearsal=(), refusal="“Họp” không còn đứng ở đó")
    with asked.transaction() as tx:
        case_requests.note_rehearsal(tx, again)
        assert case_requests.items(tx, RepairItem, "repair-1") == [again]
        case_requests.finish(tx, again, RequestResult.REFUSED, NOW, "đã thay đổi")
        case_requests.note_rehearsal(tx, REPAIRED)
        (kept,) = case_requests.items(tx, RepairItem, "repair-1")
        assert (kept.refusal, kept.told) == (again.refusal, "đã thay đổi")
        with pytest.raises(Conflict):
            case_requests.finish(tx, again, RequestResult.DONE, NOW)


def test_who_looked_at_an_older_version_is_told(asked: Database) -> None:
    with asked.transaction() as tx:
        after = case_requests.change(tx, MOVE, rehearsed_at=NOW)
        assert (after.version, case_requests.load(tx, VersionMove, "move-1")) == (2, after)
        with pytest.raises(Conflict, match="Yêu cầu chuyển đã đổi"):
            case_requests.change(tx, MOVE, state=RequestState.RETURNED)


def test_instance_is_claimed_once_it_waits_and_nobody_holds_it_back(asked: Database) -> None:
    with asked.transaction() as tx:
        assert case_requests.claim_next(tx, MoveItem, "move-1", {"instance-1"}) is None
        assert case_requests.claim_next(tx, MoveItem, "move-1", ()) == MOVED
        assert case_requests.claim_one(tx, MoveItem, "move-1", "instance-1") == MOVED
        case_requests.finish(tx, MOVED, RequestResult.DONE, NOW)
        assert case_requests.claim_one(tx, MoveItem, "move-1", "instance-1") is None


def test_destroyed_case_leaves_which_version_it_ran_on_and_no_rehearsal(asked: Database) -> None:
    record(asked)
    with asked.transaction() as tx:
        destroy_duly(tx)
        assert case_requests.items(tx, RepairItem, "repair-1") == []
        assert case_requests.items(tx, MoveItem, "move-1") == [MOVED]


def test_database_lets_no_instance_of_a_request_be_taken_away(asked: Database) -> None:
    with pytest.raises(REFUSED), asked.transaction() as tx:
        tx.execute(delete(case_request_item))
