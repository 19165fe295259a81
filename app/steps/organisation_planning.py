"""Changes of the organisation before they are written: read, judged, and what they would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.forms import FieldError
from app.domain.organisation_changes import (
    LONGEST_REASON,
    SHORTEST_REASON,
    Effect,
    Record,
    RowChange,
    RowRefusal,
    TaskEffect,
)
from app.domain.people import OrganisationRows
from app.domain.views.organisation import CellChange
from app.errors import Conflict, FormInvalid, NotFound
from app.organisation import Organisation
from app.organisation.changing import rows_by_key, rows_with, version_of
from app.organisation.effects import days_of, role_effects, touched_units
from app.organisation.row_reading import REFERENCES, Names, Problem, read_record
from app.organisation.rules import refusals_of
from app.organisation.sheets import Column, Sheet, key_of, text_of
from app.store import body_tasks
from app.store.body_tasks import BodyTask
from app.store.database import Transaction

EMPTY = "trống"
CHANGED_SINCE = "Dòng này đã đổi từ lúc mở trang; mở lại để xem bản mới rồi sửa tiếp"


@dataclass(frozen=True)
class Plan:
    """Changes over the rows they were judged on."""

    before: OrganisationRows
    after: OrganisationRows
    changes: tuple[RowChange, ...]
    today: date


def plan_of(rows: OrganisationRows, changes: Sequence[RowChange], today: date) -> Plan:
    """Return the changes over these rows; nothing is judged yet."""
    return Plan(rows, rows_with(rows, changes), tuple(changes), today)


def plan_row(
    rows: OrganisationRows,
    sheet: Sheet,
    key: str,
    seen: str,
    texts: Mapping[str, str],
    today: date,
) -> Plan:
    """Return the change of one row from its form.

    Raises Conflict when the row is not as it was seen, FormInvalid naming each field.
    """
    before = row_seen(rows, sheet, key, seen) if key else None
    sent = {n: t for n, t in texts.items() if before is None or n not in _kept_names(sheet)}
    after, problems = read_record(sheet, sent, before, Names(rows))
    if problems or after is None:
        raise FormInvalid(field_errors(sheet, problems))
    if before is None and key_of(sheet, after) in rows_by_key(rows, sheet):
        first = sheet.keys[0]
        text = f"Đã có {sheet.one} này; mở dòng đang có để sửa"
        raise FormInvalid([FieldError(first.name, first.heading, text)])
    if after == before:
        raise FormInvalid([FieldError("", sheet.one, "Chưa có gì thay đổi; sửa ít nhất một mục")])
    plan = plan_of(rows, [RowChange(sheet.key, before, after)], today)
    check_plan(plan, sheet)
    return plan


def plan_removal(rows: OrganisationRows, sheet: Sheet, key: str, seen: str, today: date) -> Plan:
    """Return the removal of a row that has not begun; raises Conflict, FormInvalid."""
    before = row_seen(rows, sheet, key, seen)
    plan = plan_of(rows, [RowChange(sheet.key, before, None)], today)
    check_plan(plan, sheet)
    return plan


def row_seen(rows: OrganisationRows, sheet: Sheet, key: str, seen: str) -> Record:
    """Return a row that is as it was seen; raises NotFound, Conflict."""
    found = rows_by_key(rows, sheet).get(key)
    if found is None:
        raise NotFound(f"Không có {sheet.one} này; có thể đã được bỏ, mở lại danh sách")
    if version_of(found) != seen:
        raise Conflict(CHANGED_SINCE)
    return found


def _kept_names(sheet: Sheet) -> frozenset[str]:
    return frozenset(c.name for c in sheet.columns if c.key or c.fixed)


def check_plan(plan: Plan, sheet: Sheet) -> None:
    """Raise FormInvalid naming the fields when the rules stand against the only change."""
    refused = refusals_of(plan.after, plan.changes, plan.today)
    if refused:
        raise FormInvalid(field_errors(sheet, [(one.column, one.message) for one in refused]))


def judged(plan: Plan) -> list[RowRefusal]:
    """Return what stands against the changes of a plan, in their order."""
    return refusals_of(plan.after, plan.changes, plan.today)


def field_errors(sheet: Sheet, problems: Sequence[Problem]) -> list[FieldError]:
    """Return problems as errors at the fields of a form."""
    headings = {column.name: column.heading for column in sheet.columns}
    return [FieldError(name, headings.get(name, ""), text) for name, text in problems]


def check_reason(reason: str) -> str:
    """Return the reason without spaces around it; raise FormInvalid where it is missing."""
    found = reason.strip()
    if not SHORTEST_REASON <= len(found) <= LONGEST_REASON:
        text = f"Ghi lý do, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự, kèm số văn bản nếu có"
        raise FormInvalid([FieldError("reason", "Lý do", text)])
    return found


def cells_of(sheet: Sheet, change: RowChange, names: Names) -> tuple[CellChange, ...]:
    """Return the cells that differ, in words; a new row shows what was filled in."""
    found = []
    for column in sheet.columns:
        before = shown(column, change.before, names)
        after = shown(column, change.after, names)
        if before != after:
            was = before if change.before else None
            found.append(CellChange(column.heading, was, after if change.after else None))
    return tuple(found)


def shown(column: Column, record: Record | None, names: Names) -> str:
    """Return a cell as people read it: references by name and id."""
    if record is None:
        return ""
    text = text_of(column, record)
    if text and column.cell in REFERENCES:
        return f"{names.label(column.cell, text)} ({text})"
    return text


def named(sheet: Sheet, record: Record, names: Names) -> str:
    """Return what a row is called: its name or title, or whom and what it binds together."""
    for attribute in ("name", "title"):
        if text := getattr(record, attribute, ""):
            return str(text)
    parts = []
    for column in sheet.keys:
        text = text_of(column, record)
        parts.append(names.label(column.cell, text) if column.cell in REFERENCES else text)
    return " · ".join(parts)


def effect_of(tx: Transaction, plan: Plan) -> Effect:
    """Return which tasks go to others and which roles change hands."""
    before, after = Organisation(plan.before), Organisation(plan.after)
    rows = _both(plan)
    days = days_of(plan.changes, plan.today)
    roles = role_effects(rows, before, after, plan.changes, days)
    tasks = body_tasks.open_in(tx, touched_units(rows, plan.changes))
    found = (_task_effect(one, before, after, days) for one in tasks)
    return Effect(tuple(effect for effect in found if effect), roles)


def _both(plan: Plan) -> OrganisationRows:
    """Return rows that hold all that is named before or after."""
    gone = [change for change in plan.changes if change.after is None]
    return rows_with(plan.after, [RowChange(c.sheet, None, c.before) for c in gone])


def _task_effect(
    one: BodyTask, before: Organisation, after: Organisation, days: Sequence[date]
) -> TaskEffect | None:
    task = one.task
    out = set(task.excluded_ids)
    for day in days:
        was = [p for p in before.acting(task.role, task.body_id, day) if p not in out]
        becomes = [p for p in after.acting(task.role, task.body_id, day) if p not in out]
        if set(was) != set(becomes):
            loses = bool(task.claimed_by) and task.claimed_by not in becomes
            held = before.named([task.claimed_by])[0] if loses else ""
            return TaskEffect(
                task.id,
                task.name,
                one.code,
                one.title,
                day,
                before.named(was),
                after.named(becomes),
                held,
            )
    return None
