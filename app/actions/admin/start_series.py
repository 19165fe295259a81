"""Let a series of numbers begin at a number, before its first is taken."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from app.documents import DOC_TYPES
from app.domain.audit import EventKind, NewEvent
from app.domain.clock import local_day
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.setting_changes import LONGEST_REASON, SHORTEST_REASON
from app.errors import FormInvalid
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.series_periods import periods_of
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, series
from app.store.series import INCOMING_SYMBOL, SeriesStart

HIGHEST = 99_999


@dataclass(frozen=True)
class AskedStart:
    """What an administrator typed; `first_number` is None for what is no number."""

    unit_id: str
    symbol: str
    period_key: str
    first_number: int | None
    reason: str


def start_series(services: Services, actor: Actor, asked: AskedStart) -> None:
    """Write the first number of a series; only upward, only before the first is taken.

    Raises FormInvalid naming what to write, Conflict once the series has a number.
    """
    with (
        refusals_recorded(services, actor, "Đặt số đầu của sổ", about=asked.symbol),
        services.database.transaction() as tx,
    ):
        check_can_change_settings(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        errors = _errors(work, asked)
        if errors or asked.first_number is None:
            raise FormInvalid(errors)
        start = SeriesStart(
            id=uuid4().hex,
            unit_id=asked.unit_id,
            symbol=asked.symbol,
            period_key=asked.period_key,
            first_number=asked.first_number,
            reason=asked.reason.strip(),
            entered_by=actor.person_id,
            entered_name=actor.name,
            at=work.now,
        )
        series.begin_at(tx, start)
        audit_log.append_system(tx, [_event(work, actor, start)], work.now)


def _errors(work: Work, asked: AskedStart) -> list[FieldError]:
    profile = work.world.profiles[work.services.settings.profile]
    symbols = {INCOMING_SYMBOL, *(one.symbol for one in DOC_TYPES.values() if one.needs_number)}
    errors = []
    if not work.world.organisation.has_unit(asked.unit_id):
        errors.append(FieldError("unit_id", "Đơn vị", "Chọn đơn vị có sổ"))
    if asked.symbol not in symbols:
        errors.append(FieldError("symbol", "Ký hiệu", "Chọn ký hiệu của sổ"))
    if asked.period_key not in periods_of(profile, local_day(work.now)):
        told = "Chọn năm nay, năm sau, nhiệm kỳ này hoặc nhiệm kỳ sau"
        errors.append(FieldError("period_key", "Kỳ đánh số", told))
    if asked.first_number is None or not 2 <= asked.first_number <= HIGHEST:
        told = f"Ghi số đầu, từ 2 đến {HIGHEST}"
        errors.append(FieldError("first_number", "Số đầu", told))
    if not SHORTEST_REASON <= len(asked.reason.strip()) <= LONGEST_REASON:
        told = f"Ghi lý do, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
        errors.append(FieldError("reason", "Lý do", told))
    return errors


def _event(work: Work, actor: Actor, start: SeriesStart) -> NewEvent:
    name = f"{start.symbol} của {start.unit_id}, kỳ {start.period_key}"
    return NewEvent(
        kind=EventKind.SERIES_STARTED,
        at=work.now,
        summary=f"Đặt số đầu của sổ {name}: 1 → {start.first_number}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        capacity="Quản trị",
        payload={
            "unit": start.unit_id,
            "symbol": start.symbol,
            "period": start.period_key,
            "first_number": start.first_number,
            "reason": start.reason,
        },
    )
