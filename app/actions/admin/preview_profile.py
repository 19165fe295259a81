"""Show what a changed profile would do to tasks and diagrams; nothing is written."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.settings import SettingEffect
from app.permissions.settings import check_can_change_settings
from app.profiles.typed import Typed
from app.register.register import Doer
from app.steps.profile_edit import read_edit
from app.steps.profile_effect import effect_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work


def preview_profile(services: Services, actor: Actor, slug: str, typed: Typed) -> SettingEffect:
    """Return the effect of what was typed for one group of keys.

    Raises FormInvalid naming each key and its limit, NotFound, PermissionDenied.
    """
    with (
        refusals_recorded(services, actor, "Xem thử cấu hình địa phương", about=slug),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        return effect_of(work, read_edit(work, slug, typed).lines)
