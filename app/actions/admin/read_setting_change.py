"""Read one change of the settings, as the person who decides about it sees it."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.setting_changes import SettingChange, SettingState
from app.domain.views.settings import SettingChangePage, SettingEffect
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.profile_effect import effect_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.setting_record import named
from app.steps.template_edit import compared
from app.steps.work import Work
from app.store import setting_changes


def read_setting_change(services: Services, actor: Actor, change_id: str) -> SettingChangePage:
    """Return the change with its effect as things stand; raises NotFound, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Mở đề nghị thay đổi cấu hình", about=change_id),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        change = setting_changes.load(tx, change_id)
        last = setting_changes.in_force(tx).get(change.subject)
        return SettingChangePage(
            change=change,
            effect=_effect(work, change),
            yours=change.proposed_by == actor.person_id,
            fits=change.base == (last.id if last else ""),
            title=named(change.subject),
            compared=() if change.is_of_profile else compared(work, change),
        )


def _effect(work: Work, change: SettingChange) -> SettingEffect:
    if not change.is_of_profile or change.state is not SettingState.PROPOSED:
        return SettingEffect()
    return effect_of(work, change.lines)
