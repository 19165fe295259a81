"""Repairs and moves to another version become one request of two persons, of two kinds.

The rows of both go over, what only one kind has as JSON. An instance still changes its version only
as an approved request has it (INV-19); of a destroyed case the rehearsed repairs still go, and
which version it ran on stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import (
    allow_changes,
    allow_rows,
    forbid_changes_when,
    forbid_deletion_unless,
    refuse_rows,
    refuse_rows_unless,
)

revision = "0037"
down_revision = "0041"

_MOMENT = sa.DateTime(timezone=True)
_RELEASE = "instance_release_fixed"
_MOVES = "NEW.release_id <> OLD.release_id"
_AGREED = (
    "SELECT 1 FROM case_request_item i JOIN case_request r ON r.id = i.request_id "
    "WHERE i.instance_id = NEW.id AND i.result = 'done' AND r.state = 'approved' "
    "AND r.kind = 'move' "
    "AND r.from_release = OLD.release_id AND r.to_release = NEW.release_id"
)
_GUARDS = (
    ("case_request_begins_proposed", "INSERT", "NEW.state <> 'proposed'"),
    (
        "case_request_two_persons",
        "UPDATE",
        "NEW.state IN ('approved', 'done', 'expired') "
        "AND (NEW.decided_by = '' OR NEW.decided_by = NEW.proposed_by)",
    ),
)
_REPAIR_OF_CASE = (
    "AND EXISTS (SELECT 1 FROM case_request r WHERE r.id = OLD.request_id AND r.kind = 'repair')"
)
_COMMON = (
    *("id", "reason", "state", "version", "proposed_by", "proposed_name", "proposed_at"),
    *("rehearsed_at", "decided_by", "decided_name", "decided_at", "return_reason"),
)
_ITEM = ("instance_id", "case_id", "told", "done_at")


def upgrade() -> None:
    """Create the tables, bring the rows over, and guard them as the old ones were."""
    _request()
    _item()
    _bring_repairs()
    _bring_moves()
    _revision("0027_repairs").downgrade()
    _revision("0017_version_moves").downgrade()
    for name, action, condition in _GUARDS:
        refuse_rows(name, "case_request", action, condition, f"case_request: {name}")
    forbid_changes_when("case_request", "OLD.state IN ('done', 'returned', 'expired')")
    forbid_changes_when("case_request_item", "OLD.result <> 'waiting'")
    destroyed = _revision("0034_retention")._AGREED
    forbid_deletion_unless("case_request_item", f"{destroyed}OLD.case_id {_REPAIR_OF_CASE}")
    allow_rows(_RELEASE, "instance")
    refuse_rows_unless(_RELEASE, "instance", "UPDATE", _MOVES, _AGREED, f"instance: {_RELEASE}")


def downgrade() -> None:
    """Drop them and create the old ones, empty."""
    allow_rows(_RELEASE, "instance")
    refuse_rows(_RELEASE, "instance", "UPDATE", _MOVES, f"instance: {_RELEASE}")
    for table in ("case_request_item", "case_request"):
        allow_changes(table)
    for name, _action, _condition in _GUARDS:
        allow_rows(name, "case_request")
    for table in ("case_request_item", "case_request"):
        op.drop_table(table)
    _revision("0017_version_moves").upgrade()
    _revision("0027_repairs").upgrade()
    destroyed = _revision("0034_retention")._AGREED
    forbid_deletion_unless("repair_item", f"{destroyed}OLD.case_id")


def _revision(name: str) -> Any:
    """Return an older revision, which knows best how its tables are made and dropped."""
    return import_module(f"app.store.migrations.versions.{name}")


def _bring_repairs() -> None:
    asked = {"kind": sa.literal("repair"), "asked": _object(json=("instructions",))}
    _bring("repair", "case_request", {**_same(*_COMMON, "opinion"), **asked})
    shown = _object(
        text=("base_state", "refusal"), json=("rehearsal", "warnings", "stops", "starts")
    )
    named = {"request_id": sa.column("repair_id"), "shown": shown}
    _bring("repair_item", "case_request_item", {**_same(*_ITEM, "result"), **named})


def _bring_moves() -> None:
    releases = _same("from_release", "to_release")
    asked = {"kind": sa.literal("move"), "asked": _object(json=("pairs",))}
    without = {"opinion": sa.literal("")}
    _bring("version_move", "case_request", {**_same(*_COMMON), **releases, **asked, **without})
    result: sa.ColumnElement[str] = sa.column("result")
    named = {
        "request_id": sa.column("move_id"),
        "result": sa.case((result == "moved", "done"), else_=result),
        "shown": _object(text=("fit",), json=("notes", "replayed")),
    }
    _bring("version_move_item", "case_request_item", {**_same(*_ITEM), **named})


def _bring(old: str, new: str, columns: Mapping[str, sa.ColumnElement[Any]]) -> None:
    """Write all rows of an old table into a new one: its columns, each made of old ones."""
    rows = sa.select(*columns.values()).select_from(sa.table(old))
    op.execute(sa.table(new, *map(sa.column, columns)).insert().from_select([*columns], rows))


def _same(*names: str) -> dict[str, sa.ColumnElement[Any]]:
    return {name: sa.column(name) for name in names}


def _object(text: Sequence[str] = (), json: Sequence[str] = ()) -> sa.ColumnElement[str]:
    """Return the text of a JSON object of columns, those of plain text quoted."""
    quoted = {name: _quoted(sa.column(name)) for name in text}
    parts = quoted | {name: sa.column(name, sa.Text()) for name in json}
    said: sa.ColumnElement[str] = sa.literal("{")
    for number, (name, value) in enumerate(parts.items()):
        said = said + f'{"," if number else ""}"{name}":' + value
    return said + "}"


def _quoted(column: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    if op.get_bind().dialect.name == "sqlite":
        return sa.func.json_quote(column, type_=sa.Text())
    return sa.cast(sa.func.to_json(column), sa.Text())


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _request() -> None:
    op.create_table(
        "case_request",
        *_texts("id", "kind"),
        *(sa.Column(name, sa.Text()) for name in ("from_release", "to_release")),
        *_texts("asked", "reason", "state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("proposed_by", "proposed_name"),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("rehearsed_at", _MOMENT),
        *_texts("decided_by", "decided_name"),
        sa.Column("decided_at", _MOMENT),
        *_texts("return_reason", "opinion"),
        *(
            sa.ForeignKeyConstraint([name], ["release.id"], name=op.f(f"fk_case_request_{name}"))
            for name in ("from_release", "to_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_request")),
    )
    op.create_index("ix_case_request_state", "case_request", ["state"])


def _item() -> None:
    keys = (("request_id", "case_request"), ("instance_id", "instance"), ("case_id", "case_file"))
    op.create_table(
        "case_request_item",
        *_texts("request_id", "instance_id", "case_id", "shown", "result", "told"),
        sa.Column("done_at", _MOMENT),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_case_request_item_{name}")
            )
            for name, table in keys
        ),
        sa.PrimaryKeyConstraint("request_id", "instance_id", name=op.f("pk_case_request_item")),
    )
    op.create_index("ix_case_request_item_instance_id", "case_request_item", ["instance_id"])
