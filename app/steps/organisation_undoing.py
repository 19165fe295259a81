"""A batch of changes taken back: exactly its rows, while nothing newer rests on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.organisation_changes import Batch, RowChange
from app.domain.people import OrganisationRows, Person, Unit
from app.organisation.changing import inverse, rows_by_key
from app.organisation.sheets import key_of, sheet_of
from app.steps.organisation_pages import names_over
from app.steps.organisation_planning import Plan, judged, named, plan_of
from app.store import accounts, body_tasks, organisation_log
from app.store.database import Transaction

MOST_TOLD = 20


def plan_undo(
    tx: Transaction,
    rows: OrganisationRows,
    batch: Batch,
    changes: Sequence[RowChange],
    today: date,
) -> tuple[Plan, list[str]]:
    """Return the changes that take a batch back, and what stands against it, row by row."""
    plan = plan_of(rows, inverse(changes), today)
    if organisation_log.is_undone(tx, batch.id):
        return plan, ["Lần thay đổi này đã được hoàn lại"]
    barred = [*_changed_since(rows, plan), *_in_use(tx, plan)]
    barred = barred or _against_rules(plan)
    return plan, barred[:MOST_TOLD]


def _changed_since(rows: OrganisationRows, plan: Plan) -> list[str]:
    """Name the rows that are not as the batch left them."""
    tables = {key: rows_by_key(rows, sheet_of(key)) for key in {c.sheet for c in plan.changes}}
    found = []
    for change in plan.changes:
        sheet = sheet_of(change.sheet)
        if tables[change.sheet].get(key_of(sheet, change.record)) != change.before:
            found.append(f"{_told(plan, change)}: đã đổi sau đó; hoàn lại lần đổi sau trước")
    return found


def _in_use(tx: Transaction, plan: Plan) -> list[str]:
    """Name the persons and units that would go although cases or accounts know them."""
    gone = [c for c in plan.changes if c.after is None and isinstance(c.before, Person | Unit)]
    ids = [c.before.id for c in gone if isinstance(c.before, Person | Unit)]
    if not ids:
        return []
    in_cases = body_tasks.named_in_cases(tx, ids)
    signing = accounts.with_account(tx, ids)
    found = []
    for change, one in zip(gone, ids, strict=True):
        if one in in_cases:
            found.append(f"{_told(plan, change)}: đã có hồ sơ hoặc việc nhắc tới, phải giữ lại")
        elif one in signing:
            found.append(f"{_told(plan, change)}: đã có tài khoản đăng nhập, phải giữ lại")
    return found


def _against_rules(plan: Plan) -> list[str]:
    return [f"{_told(plan, plan.changes[one.at])}: {one.message}" for one in judged(plan)]


def _told(plan: Plan, change: RowChange) -> str:
    sheet = sheet_of(change.sheet)
    names = names_over(plan.before, plan.changes)
    return f"{sheet.title}, {named(sheet, change.record, names)}"
