"""Case files: the dossier row, its code, who takes part in it, and looking cases up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, or_, select, union
from sqlalchemy import update as update_table

from app.domain.access import CaseReaders
from app.domain.cases import CaseRow, CaseState
from app.errors import NotFound
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.statements import insert as insert_into
from app.store.tables.cases import case_code_counter, case_file, case_participant, level_pass
from app.store.tables.execution import task, task_candidate

NO_SUCH_CASE = "Không có hồ sơ này, hoặc đồng chí không được xem"
KINDS = ("person", "body")
_BY_ID = select(case_file).where(case_file.c.id == bindparam("id_"))


def insert(tx: Transaction, row: CaseRow) -> None:
    """Add a case."""
    tx.execute(add(case_file), _values(row))


def update(tx: Transaction, row: CaseRow) -> None:
    """Write the columns of a case; raise NotFound."""
    values = _values(row)
    del values["id"]
    result = tx.execute(update_table(case_file).where(case_file.c.id == row.id).values(**values))
    if result.rowcount != 1:
        raise NotFound(NO_SUCH_CASE)


def load(tx: Transaction, case_id: str) -> CaseRow:
    """Return the case; raise NotFound."""
    row = tx.first(_BY_ID, {"id_": case_id})
    if row is None:
        raise NotFound(NO_SUCH_CASE)
    return _case(row)


def load_locked(tx: Transaction, case_id: str) -> CaseRow:
    """Return the case and keep its row locked until the transaction ends; raise NotFound."""
    row = tx.first(_BY_ID.with_for_update(), {"id_": case_id})
    if row is None:
        raise NotFound(NO_SUCH_CASE)
    return _case(row)


def by_code(tx: Transaction, code: str) -> CaseRow:
    """Return the case with this code (`MG-2024-0007`); raise NotFound."""
    query = select(case_file).where(case_file.c.code == code)
    row = tx.first(query)
    if row is None:
        raise NotFound(NO_SUCH_CASE)
    return _case(row)


def codes(tx: Transaction, case_ids: Iterable[str]) -> dict[str, str]:
    """Return the code of each of these cases that has one."""
    query = select(case_file.c.id, case_file.c.code).where(
        case_file.c.id.in_(list(case_ids)), case_file.c.code.is_not(None)
    )
    return {row["id"]: row["code"] for row in tx.rows(query)}


def of_ids(tx: Transaction, case_ids: Iterable[str]) -> dict[str, CaseRow]:
    """Return these cases by id."""
    rows = tx.rows(select(case_file).where(case_file.c.id.in_(list(case_ids))))
    return {row["id"]: _case(row) for row in rows}


def next_case_code(tx: Transaction, prefix: str, year: int) -> str:
    """Mint the next code `<prefix>-<year>-<number>`; a transaction that fails leaves no gap."""
    statement = insert_into(tx, case_code_counter)
    statement = statement.on_conflict_do_update(
        index_elements=[case_code_counter.c.prefix, case_code_counter.c.year],
        set_={"last_number": case_code_counter.c.last_number + 1},
    ).returning(case_code_counter.c.last_number)
    values = {"prefix": prefix, "year": year, "last_number": 1}
    number = tx.number(statement, values)
    return f"{prefix}-{year}-{number:04d}"


def add_participants(tx: Transaction, case_id: str, persons: Mapping[str, Iterable[str]]) -> None:
    """Note who takes part in a case (role → person ids); known ones stay."""
    rows = [
        {"case_id": case_id, "person_id": person_id, "role": role}
        for role, person_ids in persons.items()
        for person_id in dict.fromkeys(person_ids)
    ]
    if rows:
        tx.execute(insert_into(tx, case_participant).on_conflict_do_nothing(), rows)


def participants(tx: Transaction, case_id: str) -> dict[str, frozenset[str]]:
    """Return who takes part in a case, by role."""
    query = select(case_participant.c.role, case_participant.c.person_id).where(
        case_participant.c.case_id == case_id
    )
    found: dict[str, frozenset[str]] = {}
    for row in tx.rows(query):
        role = row["role"]
        found[role] = found.get(role, frozenset()) | {row["person_id"]}
    return found


# An emergency action has no pass; its body reads it from the first answer on, when it has a code.
_AT_ITS_BODY = and_(case_file.c.kind == "emergency", case_file.c.code.is_not(None))


def readers(tx: Transaction, case_id: str) -> CaseReaders:
    """Return the persons and bodies that have or had to do with a case, in one statement."""
    named = task_candidate.join(task, task.c.id == task_candidate.c.task_id)
    of_task = task.c.case_id == case_id
    persons = (
        _reader("person", case_file.c.started_by, case_file.c.id == case_id),
        _reader("person", case_participant.c.person_id, case_participant.c.case_id == case_id),
        _reader("person", task.c.completed_by, of_task),
        _reader(
            "person",
            task_candidate.c.person_id,
            and_(of_task, task_candidate.c.excluded.is_(False)),
        ).select_from(named),
    )
    bodies = (
        _reader("body", level_pass.c.body_id, level_pass.c.case_id == case_id),
        _reader("body", task.c.body_id, of_task),
        _reader("body", case_file.c.body_id, and_(case_file.c.id == case_id, _AT_ITS_BODY)),
    )
    rows = tx.rows(union(*persons, *bodies))
    found = {kind: frozenset(r["id"] for r in rows if r["kind"] == kind) for kind in KINDS}
    return CaseReaders(found["person"] - {""}, found["body"] - {""})


def _reader(kind: str, column: Any, condition: Any) -> Any:
    return select(literal(kind).label("kind"), column.label("id")).where(condition)


def search(
    tx: Transaction,
    *,
    text: str = "",
    states: Sequence[CaseState] = (),
    body_ids: Sequence[str] | None = None,
    person_id: str = "",
    limit: int = 50,
    offset: int = 0,
) -> list[CaseRow]:
    """Return cases, newest first, that a reader may see and that match.

    `body_ids` and `person_id` say what the reader may see: cases of which a pass stands or stood
    at one of the bodies, or in which the person takes part; `body_ids=None` means every case.
    """
    query = _matching(select(case_file), text, states, body_ids, person_id)
    query = query.order_by(case_file.c.created_at.desc(), case_file.c.id)
    rows = tx.rows(query.limit(limit).offset(offset))
    return [_case(row) for row in rows]


def count(
    tx: Transaction,
    *,
    text: str = "",
    states: Sequence[CaseState] = (),
    body_ids: Sequence[str] | None = None,
    person_id: str = "",
) -> int:
    """Return how many cases `search` finds."""
    query = select(func.count()).select_from(case_file)
    return tx.number(_matching(query, text, states, body_ids, person_id))


def fold(text: str) -> str:
    """Return the text in small letters without marks, `đ` as `d`, for searching."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.split())


def _matching(
    query: Any,
    text: str,
    states: Sequence[CaseState],
    body_ids: Sequence[str] | None,
    person_id: str,
) -> Any:
    for word in fold(text).split():
        query = query.where(case_file.c.search_text.contains(word, autoescape=True))
    if states:
        query = query.where(case_file.c.state.in_([state.value for state in states]))
    if body_ids is None:
        return query
    passed = select(level_pass.c.case_id).where(level_pass.c.body_id.in_(list(body_ids)))
    taking_part = select(case_participant.c.case_id).where(
        case_participant.c.person_id == person_id
    )
    return query.where(
        or_(
            case_file.c.started_by == person_id,
            case_file.c.id.in_(passed),
            case_file.c.id.in_(taking_part),
            and_(case_file.c.body_id.in_(list(body_ids)), _AT_ITS_BODY),
        )
    )


def _values(row: CaseRow) -> dict[str, Any]:
    return {**to_row(row), "code": row.code or None, "search_text": fold(f"{row.code} {row.title}")}


def _case(row: Mapping[str, Any]) -> CaseRow:
    return from_row(CaseRow, {**row, "code": row["code"] or ""})
