"""Turn a change of the settings down, or take an own one back; nothing has changed."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.setting_changes import (
    LONGEST_REASON,
    SHORTEST_REASON,
    SettingChange,
    SettingState,
)
from app.errors import Conflict, FormInvalid
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.setting_record import CAPACITY, named, record_setting
from app.steps.work import Work
from app.store import setting_changes


def return_setting(
    services: Services, actor: Actor, change_id: str, version: int, reason: str
) -> SettingChange:
    """Return the change as returned; raises FormInvalid without a reason, Conflict when late."""
    with (
        refusals_recorded(services, actor, "Trả lại đề nghị thay đổi cấu hình", about=change_id),
        services.database.transaction() as tx,
    ):
        check_can_change_settings(actor)
        if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do trả lại, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("return_reason", "Lý do trả lại", text)])
        change = setting_changes.load(tx, change_id)
        if change.state is not SettingState.PROPOSED or change.version != version:
            raise Conflict(setting_changes.CHANGED, winner=change.decided_name)
        now = services.clock.now()
        after = setting_changes.change(
            tx,
            change,
            state=SettingState.RETURNED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
            return_reason=reason.strip(),
        )
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, CAPACITY))
        summary = f"Trả lại đề nghị thay đổi {named(after.subject)}: {after.return_reason}"
        record_setting(work, after, EventKind.SETTING_RETURNED, summary)
        return after
