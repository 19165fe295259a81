"""Lists of cases to be destroyed, holds, and the one way in which contents leave the database.

A payload, a submission or a paper is deleted only while an approved list of two persons names its
case and the tombstone stands in the chain of the case; chain rows never. On PostgreSQL the
application's account does not even have the right: `destroy_contents` has it for it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.append_only import (
    allow_changes,
    allow_rows,
    forbid_changes,
    forbid_changes_when,
    forbid_deletion_unless,
    refuse_rows,
    refuse_rows_unless,
)

revision = "0034"
down_revision = "0031"

_MOMENT = sa.DateTime(timezone=True)
_AGREED = (
    "SELECT 1 FROM destruction_item i JOIN destruction_list l ON l.id = i.list_id "
    "JOIN audit_event e ON e.chain_id = 'reads:' || i.case_id AND e.kind = 'case_destroyed' "
    "WHERE l.state = 'approved' AND i.fate = 'waiting' AND i.case_id = "
)
_OF_CHAIN = "(SELECT n.case_id FROM instance n WHERE OLD.chain_id = 'instance:' || n.id)"
_OPEN_LIST = "SELECT 1 FROM destruction_list l WHERE l.id = NEW.list_id AND l.state = 'proposed'"
_GUARDS = (
    ("destruction_begins_proposed", "destruction_list", "INSERT", "NEW.state <> 'proposed'"),
    (
        "destruction_two_persons",
        "destruction_list",
        "UPDATE",
        "NEW.state = 'approved' AND (NEW.decided_by = '' OR NEW.decided_by = NEW.proposed_by)",
    ),
    ("destruction_list_stays", "destruction_list", "DELETE", "OLD.id <> ''"),
    (
        "destruction_names_its_case",
        "destruction_item",
        "UPDATE",
        "NEW.case_id <> OLD.case_id OR NEW.list_id <> OLD.list_id",
    ),
    ("destruction_item_stays", "destruction_item", "DELETE", "OLD.case_id <> ''"),
    ("case_hold_stays", "case_hold", "DELETE", "OLD.id <> ''"),
)
_WRITTEN = "destruction_list_is_written"
_FINAL = {
    "destruction_list": "OLD.state IN ('done', 'returned')",
    "destruction_item": "OLD.fate IN ('destroyed', 'spared')",
    "case_hold": "OLD.lifted_at IS NOT NULL",
}
_CONTENTS = """
CREATE FUNCTION destroy_contents(of_case text) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM audit_payload WHERE chain_id IN
    (SELECT 'instance:' || n.id FROM instance n WHERE n.case_id = of_case);
  DELETE FROM submission WHERE case_id = of_case;
$$
"""


def upgrade() -> None:
    """Create the tables and the triggers."""
    _list()
    _item()
    _hold()
    for name, table, action, condition in _GUARDS:
        refuse_rows(name, table, action, condition, f"{table}: {name}")
    refuse_rows_unless(
        _WRITTEN, "destruction_item", "INSERT", "NEW.case_id <> ''", _OPEN_LIST, _WRITTEN
    )
    for table, condition in _FINAL.items():
        forbid_changes_when(table, condition)
    forbid_deletion_unless("audit_payload", _AGREED + _OF_CHAIN)
    forbid_deletion_unless("submission", f"{_AGREED}OLD.case_id")
    forbid_deletion_unless("document", f"{_AGREED}OLD.case_id")
    forbid_deletion_unless("repair_item", f"{_AGREED}OLD.case_id")
    destroyed = sa.text("kind = 'case_destroyed'")
    op.create_index(
        "ix_audit_event_destroyed",
        "audit_event",
        ["chain_id"],
        sqlite_where=destroyed,
        postgresql_where=destroyed,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_CONTENTS)
        op.execute("REVOKE EXECUTE ON FUNCTION destroy_contents(text) FROM PUBLIC")


def downgrade() -> None:
    """Drop them; contents can no more be deleted at all."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION destroy_contents(text)")
    op.drop_index("ix_audit_event_destroyed", "audit_event")
    for table in ("audit_payload", "submission", "document", "repair_item"):
        allow_changes(table)
    forbid_changes("audit_payload")
    forbid_changes("submission")
    forbid_changes_when("document", "OLD.state IN ('issued', 'filed')")
    forbid_changes_when("repair_item", "OLD.result <> 'waiting'")
    for table in _FINAL:
        allow_changes(table)
    allow_rows(_WRITTEN, "destruction_item")
    for name, table, _action, _condition in _GUARDS:
        allow_rows(name, table)
    for table in ("case_hold", "destruction_item", "destruction_list"):
        op.drop_table(table)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _list() -> None:
    op.create_table(
        "destruction_list",
        *_texts("id", "decision"),
        sa.Column("decision_date", sa.Date(), nullable=False),
        *_texts("reason", "state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("proposed_by", "proposed_name"),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("proposed_seq", sa.Integer(), nullable=False),
        *_texts("decided_by", "decided_name"),
        sa.Column("decided_at", _MOMENT),
        sa.Column("decided_seq", sa.Integer(), nullable=False),
        *_texts("return_reason"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_list")),
    )
    op.create_index("ix_destruction_list_state", "destruction_list", ["state"])


def _item() -> None:
    keys = (("list_id", "destruction_list"), ("case_id", "case_file"))
    op.create_table(
        "destruction_item",
        *_texts("list_id", "case_id", "code", "outcome"),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        *_texts("basis", "dossier", "fate", "told", "files"),
        sa.Column("done_at", _MOMENT),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_destruction_item_{name}")
            for name, table in keys
        ),
        sa.PrimaryKeyConstraint("list_id", "case_id", name=op.f("pk_destruction_item")),
    )
    op.create_index("ix_destruction_item_case_id", "destruction_item", ["case_id"])


def _hold() -> None:
    op.create_table(
        "case_hold",
        *_texts("id", "case_id", "code", "reason", "held_by", "held_name"),
        sa.Column("held_at", _MOMENT, nullable=False),
        *_texts("lifted_by", "lifted_name"),
        sa.Column("lifted_at", _MOMENT),
        *_texts("lift_reason"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_hold_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_hold")),
    )
    op.create_index("ix_case_hold_case_id", "case_hold", ["case_id"])
