"""Fact sheets: what is known of a case, of a pass, and of one activation of a process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select

from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import insert_of
from app.store.tables.cases import fact_sheet


@dataclass(frozen=True)
class FactSheet:
    """The facts of one scope. `scope_id` is the case's or pass's id or, see `scope_of`, both ids.

    `kind` is `case`, `pass` or `activation`; `version` counts the writes.
    """

    scope_id: str
    kind: str
    case_id: str
    instance_id: str
    facts: Mapping[str, Any]
    version: int = 0


def scope_of(instance_id: str, activation_id: str) -> str:
    """Return the scope id of an activation: its own id is unique in its instance only."""
    return f"{instance_id}:{activation_id}"


_BY_IDS = select(fact_sheet).where(
    fact_sheet.c.scope_id.in_(bindparam("scope_ids", expanding=True))
)
_DELETE = delete(fact_sheet).where(
    fact_sheet.c.scope_id.in_(bindparam("scope_ids", expanding=True))
)
# In one order, so that two steps of one case never wait for each other in a ring.
_BY_IDS_LOCKED = _BY_IDS.order_by(fact_sheet.c.scope_id).with_for_update()


def load_sheets(
    tx: Transaction, case_id: str, pass_id: str, activation_ids: Sequence[str]
) -> dict[str, FactSheet]:
    """Return the sheets of the case, the pass and the activation scopes, by scope id.

    A writing transaction locks them: two instances of one case share the case's sheet.
    """
    scope_ids = [case_id, *([pass_id] if pass_id else []), *activation_ids]
    statement = _BY_IDS_LOCKED if tx.writing else _BY_IDS
    rows = tx.rows(statement, {"scope_ids": scope_ids})
    return {row["scope_id"]: from_row(FactSheet, row) for row in rows}


def load_of_instance(
    tx: Transaction, case_id: str, pass_id: str, instance_id: str
) -> dict[str, FactSheet]:
    """Return the sheets of the case, the pass and every activation of the instance."""
    condition = fact_sheet.c.scope_id.in_([case_id, pass_id]) | (
        fact_sheet.c.instance_id == instance_id
    )
    query = select(fact_sheet).where(fact_sheet.c.case_id == case_id, condition)
    if tx.writing:
        query = query.order_by(fact_sheet.c.scope_id).with_for_update()
    return {row["scope_id"]: from_row(FactSheet, row) for row in tx.rows(query)}


def delete_sheets(tx: Transaction, scope_ids: Sequence[str]) -> None:
    """Forget the sheets of scopes that nobody reads any more."""
    if scope_ids:
        tx.execute(_DELETE, {"scope_ids": list(scope_ids)})


def of_case(tx: Transaction, case_id: str) -> dict[str, FactSheet]:
    """Return every sheet of a case: its own, its passes', its activations'."""
    query = select(fact_sheet).where(fact_sheet.c.case_id == case_id)
    return {row["scope_id"]: from_row(FactSheet, row) for row in tx.rows(query)}


def save_sheets(tx: Transaction, sheets: Sequence[FactSheet]) -> None:
    """Write the sheets, new ones and known ones, in one statement."""
    if not sheets:
        return
    rows = [{**to_row(sheet), "version": 1} for sheet in sheets]
    tx.execute(_save_statement(tx.dialect), rows)


@cache
def _save_statement(dialect: str) -> Any:
    statement = insert_of(dialect, fact_sheet)
    return statement.on_conflict_do_update(
        index_elements=[fact_sheet.c.scope_id],
        set_={"facts": statement.excluded.facts, "version": fact_sheet.c.version + 1},
    )
