"""Triggers that keep rows as they were written, in the SQL of both databases.

Used by revisions, so what is here may be added to but not changed.
"""

from __future__ import annotations

from alembic import op


def forbid_changes(table: str) -> None:
    """Refuse every UPDATE and DELETE (and TRUNCATE) on the table."""
    for action in ("UPDATE", "DELETE"):
        _refuse(table, action, "1 = 1" if _sqlite() else "TRUE", f"{table} is append-only")
    if not _sqlite():
        _refuse_truncate(table)


def forbid_changes_when(table: str, condition: str) -> None:
    """Refuse UPDATE and DELETE of rows that stand as the condition (over OLD) says."""
    for action in ("UPDATE", "DELETE"):
        _refuse(table, action, condition, f"{table}: this row is final")
    if not _sqlite():
        _refuse_truncate(table)


def allow_changes(table: str) -> None:
    """Drop the triggers of a table (downgrade)."""
    for action in ("update", "delete", *([] if _sqlite() else ["truncate"])):
        on_table = "" if _sqlite() else f" ON {table}"
        op.execute(f"DROP TRIGGER {table}_no_{action}{on_table}")
        if not _sqlite():
            op.execute(f"DROP FUNCTION {table}_no_{action}()")


def refuse_rows(name: str, table: str, action: str, condition: str, message: str) -> None:
    """Refuse an INSERT or UPDATE whose row (NEW, and OLD where there is one) stands so."""
    if _sqlite():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    _create_function(name, message)
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW WHEN ({condition}) "
        f"EXECUTE FUNCTION {name}()"
    )


def refuse_rows_unless(
    name: str, table: str, action: str, condition: str, found: str, message: str
) -> None:
    """Refuse rows like `refuse_rows`, but for those for which the query `found` gives a row."""
    if _sqlite():
        refuse_rows(name, table, action, f"{condition} AND NOT EXISTS ({found})", message)
        return
    # PostgreSQL asks no other table in a trigger's condition, only in its function.
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT EXISTS ({found}) THEN RAISE EXCEPTION '{message}'; END IF; "
        f"RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW WHEN ({condition}) "
        f"EXECUTE FUNCTION {name}()"
    )


def forbid_deletion_unless(table: str, found: str) -> None:
    """Refuse DELETE (and TRUNCATE) but of rows (OLD) for which the query `found` gives a row.

    Takes the place of the trigger that `forbid_changes` or `forbid_changes_when` made for DELETE.
    """
    name, message = f"{table}_no_delete", f"{table}: no approved list names its case"
    on_table = "" if _sqlite() else f" ON {table}"
    op.execute(f"DROP TRIGGER {name}{on_table}")
    if _sqlite():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW "
            f"WHEN NOT EXISTS ({found}) BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        # Its own path: a temporary table of the same name would answer in the list's place.
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = public, pg_temp AS $$ BEGIN IF NOT EXISTS ({found}) "
        f"THEN RAISE EXCEPTION '{message}'; END IF; RETURN OLD; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def allow_rows(name: str, table: str) -> None:
    """Drop a trigger made by `refuse_rows` (downgrade)."""
    op.execute(f"DROP TRIGGER {name}" + ("" if _sqlite() else f" ON {table}"))
    if not _sqlite():
        op.execute(f"DROP FUNCTION {name}()")


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _refuse(table: str, action: str, condition: str, message: str) -> None:
    name = f"{table}_no_{action.lower()}"
    if _sqlite():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    _create_function(name, message)
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW WHEN ({condition}) "
        f"EXECUTE FUNCTION {name}()"
    )


def _refuse_truncate(table: str) -> None:
    name = f"{table}_no_truncate"
    _create_function(name, f"{table} may not be emptied")
    op.execute(
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _create_function(name: str, message: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
