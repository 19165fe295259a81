"""Repairs and moves of an older installation, once revision 0037 has made them one table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, Table, text
from sqlalchemy.types import Boolean, DateTime, Integer, LargeBinary

from app.domain.case_requests import (
    Fit,
    MoveItem,
    Repair,
    RepairItem,
    RequestResult,
    RequestState,
    VersionMove,
)
from app.domain.repairs import Effect, Instruction, RehearsedLine, RepairKind
from app.store import case_requests
from app.store.database import Database, Transaction
from app.store.migrations import FOLDER, migrate
from tests.store.factories import NOW
from tests.store.test_append_only import REFUSED

REFUSAL = 'Bước “Họp” không còn: "ký\n\\'
STEPS = '[{"what":"Việc","before":"Họp","after":"Ký","effect":"changed"}]'
SAID = '{"kind":"move","element_id":"a","process_id":"p","target":"b","activation_id":""'
SAID = f'[{SAID},"name":"","value":null,"moment":null,"person_ids":[]}}]'
ASKED = {"reason": "Vì thế.", "proposed_by": "an", "proposed_name": "An", "version": 3}
DECIDED = {"decided_by": "ba", "decided_name": "Ba", "decided_at": NOW}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database as it stood before the revision, with two runs, a repair and two moves."""
    url = f"sqlite:///{tmp_path}/old.db"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        server.execute("CREATE DATABASE before_0037")
        url = server.url("before_0037")
    database = Database(url)
    migrate(database, str(ScriptDirectory(FOLDER).get_revision("0037").down_revision))
    with database.transaction() as tx:
        put_requests(tx)
    yield database
    database.dispose()
    if request.param == "postgresql":
        server.execute("DROP DATABASE before_0037 WITH (FORCE)")


def put_requests(tx: Transaction) -> None:
    """Write two runs of a case, a returned repair, a move under way and one that is over."""
    for number in (1, 2):
        put(tx, "release", id=f"r{number}", number=number)
    put(tx, "case_file", id="c1")
    for run in ("i1", "i2"):
        put(tx, "instance", id=run, case_id="c1", release_id="r1", status="running")
    put(tx, "repair", id="s1", instructions=SAID, state="proposed", **ASKED)
    put(
        tx,
        "repair_item",
        **{"repair_id": "s1", "instance_id": "i1", "case_id": "c1", "base_state": "abc"},
        **{"rehearsal": STEPS, "warnings": "[]", "stops": '[["p","a"]]', "starts": "[]"},
        **{"refusal": REFUSAL, "result": "waiting"},
    )
    for name in ("m1", "m2"):
        of_move = {"from_release": "r1", "to_release": "r2", "pairs": '[["p","a","b"]]'}
        put(tx, "version_move", id=name, state="proposed", **of_move, **ASKED, **DECIDED)
        shown = {"fit": "differs", "notes": '["biểu khác"]', "replayed": "[]"}
        for run in ("i1", "i2"):
            item = {"move_id": name, "instance_id": run, "case_id": "c1", "result": "waiting"}
            put(tx, "version_move_item", **item, **shown)
    for statement in (
        "UPDATE repair SET state = 'returned', return_reason = 'Chưa'",
        "UPDATE version_move SET state = 'approved'",
        "UPDATE version_move_item SET result = 'moved', told = 'xong' WHERE move_id = 'm1'",
        "UPDATE version_move SET state = 'done' WHERE id = 'm1'",
        "UPDATE version_move_item SET result = 'moved' WHERE move_id = 'm2' AND instance_id = 'i1'",
    ):
        tx.execute(text(statement))


def put(tx: Transaction, name: str, **values: Any) -> None:
    """Add a row to a table as it was; what must be there and is not given is empty."""
    table = Table(name, MetaData(), autoload_with=tx.connection)
    must = {column.name: empty(column) for column in table.c if not column.nullable}
    tx.execute(table.insert().values(**must | values))


def empty(column: Column[Any]) -> object:
    """Return the emptiest value of a column's type."""
    found = {DateTime: NOW, Integer: 0, Boolean: False, LargeBinary: b""}
    return next((value for kind, value in found.items() if isinstance(column.type, kind)), "")


def test_requests_and_instances_of_both_kinds_are_all_there(before: Database) -> None:
    migrate(before)
    with before.reading() as tx:
        repair = case_requests.load(tx, Repair, "s1")
        assert repair.instructions == (Instruction(RepairKind.MOVE, "a", "p", "b"),)
        assert (repair.state, repair.return_reason) == (RequestState.RETURNED, "Chưa")
        assert (repair.reason, repair.version, repair.proposed_at) == ("Vì thế.", 3, NOW)
        (item,) = case_requests.items(tx, RepairItem, "s1")
        assert (item.base_state, item.refusal, item.stops) == ("abc", REFUSAL, (("p", "a"),))
        assert item.rehearsal == (RehearsedLine("Việc", "Họp", "Ký", Effect.CHANGED),)
        move = case_requests.load(tx, VersionMove, "m1")
        assert (move.from_release, move.to_release) == ("r1", "r2")
        assert (move.counterparts, move.state) == ({("p", "a"): "b"}, RequestState.DONE)
        assert (move.decided_by, move.decided_at) == ("ba", NOW)
        items = case_requests.items(tx, MoveItem, "m1")
    assert {(one.fit, one.notes) for one in items} == {(Fit.DIFFERS, ("biểu khác",))}
    assert [(one.result, one.told) for one in items] == [(RequestResult.DONE, "xong")] * 2


@pytest.mark.trips("INV-19")
def test_run_changes_its_version_only_as_the_request_brought_over_has_it(before: Database) -> None:
    migrate(before)
    to = "UPDATE instance SET release_id = 'r2' WHERE id = '{}'"
    with before.transaction() as tx:
        tx.execute(text(to.format("i1")))
    with pytest.raises(REFUSED), before.transaction() as tx:
        tx.execute(text(to.format("i2")))


def test_what_was_brought_over_is_guarded_as_before(before: Database) -> None:
    migrate(before)
    for statement in (
        "UPDATE case_request SET state = 'approved' WHERE id = 's1'",
        "UPDATE case_request_item SET told = 'khác' WHERE request_id = 'm1'",
        "DELETE FROM case_request_item WHERE request_id = 's1'",
        "INSERT INTO case_request SELECT 'new', kind, from_release, to_release, asked, reason, "
        "'approved', version, proposed_by, proposed_name, proposed_at, rehearsed_at, decided_by, "
        "decided_name, decided_at, return_reason, opinion FROM case_request WHERE id = 'm2'",
    ):
        with pytest.raises(REFUSED), before.transaction() as tx:
            tx.execute(text(statement))
