"""What somebody with the database's own password may do to the rows that pages show.

The record itself stays as it was; it is the rows that no longer are what it says. One function a
deed, as in `tampering_deeds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import Any

import orjson
from sqlalchemy import Table, delete, insert, select, update

from app.store.audit_log import INSTANCE_PREFIX, SYSTEM_CHAIN
from app.store.database import Transaction
from app.store.tables.case_requests import case_request
from app.store.tables.cases import breach, case_file, clock, fact_sheet, level_pass
from app.store.tables.documents import document
from app.store.tables.execution import artifact_version, instance, release, submission, task
from app.store.tables.people import conflict_declaration
from tests.campaign.expected import Deed, Expected

TABLES = ("submission", "document", "task", "clock", "breach", "level_pass", "fact_sheet")
TABLES = (
    *TABLES,
    "case_file",
    "conflict_declaration",
    "artifact_version",
    "release",
    "case_request",
)
_FAR = 1_000_000
Row = Mapping[str, Any]


def change_an_answer(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, submission)
    answers = {**orjson.loads(orjson.dumps(row["answers"])), "giả": True}
    return _write(tx, submission, row, answers=answers)


def send_in_anothers_name(tx: Transaction, chance: Random) -> Expected:
    return _write(tx, submission, _one(tx, chance, submission), person_id="kẻ giả")


def date_a_form_back(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, submission)
    return _write(tx, submission, row, at=row["at"] - timedelta(days=9))


def forget_a_form(tx: Transaction, chance: Random) -> Expected:
    return _drop(tx, submission, _one(tx, chance, submission))


def put_a_form_in(tx: Transaction, chance: Random) -> Expected:
    new = {"id": "giả", "idempotency_key": "giả", "task_id": "giả"}
    return _put(tx, submission, _one(tx, chance, submission), **new)


def do_in_anothers_capacity(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, task, task.c.state == "done")
    return _write(
        tx, task, row, **chance.choice(({"completed_by": "kẻ giả"}, {"name": "Việc giả"}))
    )


def do_a_task_by_sql(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, task, task.c.state == "open")
    return _write(tx, task, row, state="done", completed_by="kẻ giả", completed_at=row["opened_at"])


def change_a_paper(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, document, document.c.html != "", document.c.sha256 != "")
    return _write(tx, document, row, html=row["html"].replace("<p", "<p><b>giả</b></p><p", 1))


def print_another_digest(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, document, document.c.html != "", document.c.sha256 != "")
    return _write(tx, document, row, html=row["html"].replace(row["sha256"], "0" * 64))


def renumber_a_paper(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, document, document.c.number != "")
    return _write(tx, document, row, number="99-QĐ/GIẢ")


def sign_in_anothers_name(tx: Transaction, chance: Random) -> Expected:
    return _write(tx, document, _one(tx, chance, document), signed_by="kẻ giả", signed_capacity="x")


def change_the_plan(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, document, document.c.doc_type == "KE_HOACH")
    return _write(tx, document, row, content={**row["content"], "title": "Kế hoạch khác"})


def take_a_paper_out(tx: Transaction, chance: Random) -> Expected:
    return _drop(tx, document, _one(tx, chance, document, document.c.state == "filed"))


def put_a_paper_in(tx: Transaction, chance: Random) -> Expected:
    return _put(tx, document, _one(tx, chance, document), id="giả", item="giả")


def put_the_term_off(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, clock)
    return _write(tx, clock, row, due=row["due"] + timedelta(days=1))


def stop_the_term(tx: Transaction, chance: Random) -> Expected:
    return _write(tx, clock, _one(tx, chance, clock), state="closed")


def forget_the_term(tx: Transaction, chance: Random) -> Expected:
    return _drop(tx, clock, _one(tx, chance, clock))


def move_a_pass(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, level_pass)
    return _write(tx, level_pass, row, opened_at=row["opened_at"] - timedelta(days=1))


def put_a_breach_in(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, clock)
    values = {"pass_id": row["pass_id"], "case_id": row["case_id"], "mark": "d30", "severe": True}
    values |= {"due_at": row["received_at"], "noticed_at": row["received_at"]}
    tx.execute(insert(breach).values(**values))
    return _somewhere(tx, row["case_id"])


def change_a_fact(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, fact_sheet, fact_sheet.c.kind != "activation")
    return _write(tx, fact_sheet, row, facts={**row["facts"], "vote_result": "approved"})


def change_a_fact_as_a_step_would(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, fact_sheet)
    facts = {**row["facts"], "quorum_ok": True, "votes_for": 9}
    return _write(tx, fact_sheet, row, facts=facts, version=row["version"] + 1)


def forget_facts(tx: Transaction, chance: Random) -> Expected:
    return _drop(tx, fact_sheet, _one(tx, chance, fact_sheet))


def put_the_token_elsewhere(tx: Transaction, chance: Random) -> Expected:
    one, other = chance.sample(_rows(tx, instance), 2)
    return _write(tx, instance, one, state=other["state"] + b" ")


def end_a_run(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, instance, instance.c.ended_at.is_(None))
    return _write(tx, instance, row, ended_at=row["started_at"], status="done", outcome="end")


def approve_by_sql(tx: Transaction, chance: Random) -> Expected:
    return _write(tx, case_file, _one(tx, chance, case_file), state="approved")


def rename_a_case(tx: Transaction, chance: Random) -> Expected:
    column = chance.choice(("title", "code"))
    return _write(tx, case_file, _one(tx, chance, case_file), **{column: "MG-2024-9999"})


def declare_a_conflict(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, case_file)
    values = {"case_id": row["id"], "person_id": "kẻ giả", "kind": "declared", "source": "self"}
    values |= {"ground": "giả", "declared_by": "kẻ giả", "declared_at": row["created_at"]}
    tx.execute(insert(conflict_declaration).values(**values))
    return _somewhere(tx, row["id"])


def draw_another_diagram(tx: Transaction, chance: Random) -> Expected:
    """Change a published diagram, with its digest."""
    row = _one(tx, chance, artifact_version, artifact_version.c.kind == "process")
    content = row["content"].replace(b"</", b" </", 1)
    told = {"content": content, "sha256": sha256(content).hexdigest()}
    tx.execute(update(artifact_version).where(*_at(artifact_version, row)).values(**told))
    return Expected(SYSTEM_CHAIN, 1, _FAR)


def publish_by_sql(tx: Transaction, chance: Random) -> Expected:
    row = _one(tx, chance, release)
    tx.execute(insert(release).values(**{**row, "id": "r99", "number": 99}))
    return Expected(SYSTEM_CHAIN, 1, _FAR)


def agree_by_sql(tx: Transaction, chance: Random) -> Expected:
    """Put a repair in as if two administrators stood behind it."""
    at = _one(tx, chance, case_file)["created_at"]
    who = {"proposed_by": "quantri", "proposed_name": "A", "proposed_at": at, "rehearsed_at": at}
    who |= {"decided_by": "quantri2", "decided_name": "B", "decided_at": at}
    told = {"id": "giả", "kind": "repair", "asked": {}, "reason": "giả", "state": "approved"}
    told |= {"version": 1, "return_reason": "", "opinion": ""}
    tx.execute(insert(case_request).values(**who, **told))
    return Expected(SYSTEM_CHAIN, 1, _FAR)


ROW_DEEDS: tuple[Deed, ...] = (
    *(change_an_answer, send_in_anothers_name, date_a_form_back, forget_a_form, put_a_form_in),
    *(do_in_anothers_capacity, do_a_task_by_sql),
    *(change_a_paper, print_another_digest, renumber_a_paper, sign_in_anothers_name),
    *(change_the_plan, take_a_paper_out, put_a_paper_in),
    *(put_the_term_off, stop_the_term, forget_the_term, move_a_pass, put_a_breach_in),
    *(change_a_fact, change_a_fact_as_a_step_would, forget_facts, put_the_token_elsewhere),
    *(end_a_run, approve_by_sql, rename_a_case, declare_a_conflict),
    *(draw_another_diagram, publish_by_sql, agree_by_sql),
)


def _rows(tx: Transaction, table: Table, *where: Any) -> list[Row]:
    return list(tx.rows(select(table).where(*where).order_by(*table.primary_key.columns)))


def _one(tx: Transaction, chance: Random, table: Table, *where: Any) -> Row:
    return chance.choice(_rows(tx, table, *where))


def _at(table: Table, row: Row) -> list[Any]:
    return [column == row[column.name] for column in table.primary_key.columns]


def _write(tx: Transaction, table: Table, row: Row, **values: Any) -> Expected:
    tx.execute(update(table).where(*_at(table, row)).values(**values))
    return _somewhere(tx, row["id"] if table is case_file else row["case_id"])


def _drop(tx: Transaction, table: Table, row: Row) -> Expected:
    tx.execute(delete(table).where(*_at(table, row)))
    return _somewhere(tx, row["case_id"])


def _put(tx: Transaction, table: Table, row: Row, **values: Any) -> Expected:
    tx.execute(insert(table).values(**{**row, **values}))
    return _somewhere(tx, row["case_id"])


def _somewhere(tx: Transaction, case_id: str) -> Expected:
    """Some chain of the case must name a line of its own."""
    runs = _rows(tx, instance, instance.c.case_id == case_id)
    one, *others = (INSTANCE_PREFIX + run["id"] for run in runs)
    return Expected(one, 1, _FAR, tuple(others))
