"""Ask a second administrator to put other values of the profile in force."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.setting_changes import PROFILE, Grounds
from app.permissions.settings import check_can_change_settings
from app.profiles.typed import Typed
from app.register.register import Doer
from app.steps.profile_edit import read_edit
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.setting_record import CAPACITY, propose
from app.steps.work import Work


def propose_profile(
    services: Services, actor: Actor, slug: str, typed: Typed, grounds: Grounds
) -> str:
    """Return the id of the change; nothing else changes until another administrator agrees.

    Raises FormInvalid naming each key and its limit, or what the grounds lack.
    """
    with (
        refusals_recorded(services, actor, "Đề nghị thay đổi cấu hình địa phương", about=slug),
        services.database.transaction() as tx,
    ):
        check_can_change_settings(actor)
        doer = Doer(actor.person_id, actor.name, CAPACITY)
        work = Work(services, tx, services.clock.now(), doer)
        edit = read_edit(work, slug, typed)
        subject = PROFILE + services.settings.profile
        return propose(work, actor, subject, edit.values, edit.lines, grounds).id
