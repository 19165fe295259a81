"""Changes of the organisation being written: rows, their batch, the audit, tasks set free."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.audit import EventKind, NewEvent
from app.domain.organisation_changes import Batch, BatchKind, RowChange
from app.domain.people import Actor, OrganisationRows, Person
from app.organisation import Organisation
from app.organisation.changing import in_order
from app.organisation.effects import touched_units
from app.organisation.row_reading import Names
from app.organisation.sheets import key_of, sheet_of
from app.register.register import Doer
from app.steps.lapsed_claims import release_lapsed
from app.steps.organisation_planning import Plan, cells_of, named
from app.store import accounts, audit_log, body_tasks, organisation_log, organisation_rows
from app.store.database import Transaction

CAPACITY = "Quản trị"


def save_plan(tx: Transaction, actor: Actor, plan: Plan, batch: Batch) -> None:
    """Write the changes, note the batch, chain its event, set free what lost its holder.

    The caller loaded the rows by `load_locked` and judged the plan.
    """
    _write(tx, plan.changes)
    noted = [(key_of(sheet_of(one.sheet), one.record), one) for one in plan.changes]
    organisation_log.insert(tx, batch, noted)
    audit_log.append_system(tx, [_event(actor, plan, batch)], batch.made_at)
    touched = body_tasks.open_in(tx, touched_units(plan.after, plan.changes))
    after, doer = Organisation(plan.after), Doer(actor.person_id, actor.name, CAPACITY)
    release_lapsed(tx, touched, after, plan.today, doer, batch.made_at)


def _write(tx: Transaction, changes: Sequence[RowChange]) -> None:
    ordered = in_order(changes)
    kept: dict[str, list[object]] = {}
    for change in ordered:
        if change.after is not None:
            kept.setdefault(change.sheet, []).append(change.after)
    rows = {name: tuple(records) for name, records in kept.items()}
    organisation_rows.put(tx, OrganisationRows(**rows))  # type: ignore[arg-type]
    organisation_rows.remove(tx, [c.before for c in ordered if c.after is None and c.before])
    for change in ordered:
        before, after = change.before, change.after
        if isinstance(before, Person) and isinstance(after, Person) and before.name != after.name:
            accounts.rename(tx, after.id, after.name)


def _event(actor: Actor, plan: Plan, batch: Batch) -> NewEvent:
    changes = [
        {
            "sheet": change.sheet,
            "row": key_of(sheet_of(change.sheet), change.record),
            "before": organisation_log.as_json(change.before),
            "after": organisation_log.as_json(change.after),
        }
        for change in plan.changes
    ]
    return NewEvent(
        kind=EventKind.ORGANISATION_CHANGED,
        at=batch.made_at,
        summary=f"{_told(plan, batch)}. Lý do: {batch.reason}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        capacity=CAPACITY,
        payload={
            "batch": batch.id,
            "kind": batch.kind.value,
            "source": batch.source,
            "undoes": batch.undoes,
            "reason": batch.reason,
            "changes": changes,
        },
    )


def _told(plan: Plan, batch: Batch) -> str:
    count = len(plan.changes)
    if batch.kind is BatchKind.IMPORT:
        return f"Nhập {count} dòng từ tệp {batch.source}"
    if batch.kind is BatchKind.UNDO:
        return f"Hoàn lại một lần thay đổi: {count} dòng"
    change = plan.changes[0]
    sheet, names = sheet_of(change.sheet), Names(plan.after if change.after else plan.before)
    verb = "Thêm" if change.before is None else "Bỏ" if change.after is None else "Sửa"
    cells = "; ".join(
        f"{c.heading}: {c.before or 'trống'} → {c.after or 'trống'}"
        for c in cells_of(sheet, change, names)
    )
    return f"{verb} {sheet.one} {named(sheet, change.record, names)} ({cells})"
