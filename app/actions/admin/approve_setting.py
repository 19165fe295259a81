"""Agree, as the second administrator, to a change of the settings; it counts from then on."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.setting_changes import SettingChange, SettingState
from app.errors import Conflict
from app.permissions.settings import check_can_approve_setting
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.setting_record import CAPACITY, named, record_setting, told
from app.steps.work import Work
from app.store import setting_changes


def approve_setting(
    services: Services, actor: Actor, change_id: str, version: int
) -> SettingChange:
    """Return the change as it is in force; every process reads it with its next transaction.

    Raises PermissionDenied for who asked for it, Conflict when it is decided, or when something
    else came in force since it was asked for.
    """
    with (
        refusals_recorded(services, actor, "Duyệt thay đổi cấu hình", about=change_id),
        services.database.transaction() as tx,
    ):
        change = setting_changes.load(tx, change_id)
        check_can_approve_setting(actor, change.proposed_by)
        if change.state is not SettingState.PROPOSED or change.version != version:
            raise Conflict(setting_changes.CHANGED, winner=change.decided_name)
        now = services.clock.now()
        after = setting_changes.approve(
            tx, change, decided_by=actor.person_id, decided_name=actor.name, decided_at=now
        )
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, CAPACITY))
        summary = f"Áp dụng {named(after.subject)}, lần {after.number}: {told(after)}"
        record_setting(work, after, EventKind.SETTING_APPROVED, summary)
        return after
