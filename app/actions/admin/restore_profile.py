"""Ask a second administrator to put an earlier version of the profile back in force."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.setting_changes import PROFILE, Grounds, SettingState
from app.errors import Conflict, NotFound
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.profile_edit import edit_to, profiles_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.setting_record import CAPACITY, propose
from app.steps.work import Work
from app.store import setting_changes


def restore_profile(services: Services, actor: Actor, change_id: str, grounds: Grounds) -> str:
    """Return the id of the change that would restore; an empty `change_id` means as shipped.

    Raises NotFound, Conflict for one that never was in force, FormInvalid when it stands already.
    """
    with (
        refusals_recorded(services, actor, "Đề nghị khôi phục cấu hình", about=change_id),
        services.database.transaction() as tx,
    ):
        check_can_change_settings(actor)
        doer = Doer(actor.person_id, actor.name, CAPACITY)
        work = Work(services, tx, services.clock.now(), doer)
        subject = PROFILE + services.settings.profile
        earlier = setting_changes.load(tx, change_id) if change_id else None
        if earlier is not None and earlier.subject != subject:
            raise NotFound("Không có bản cấu hình này; mở lại từ danh sách")
        if earlier is not None and earlier.state is not SettingState.APPROVED:
            raise Conflict("Bản này chưa từng được áp dụng; chọn một bản đã duyệt")
        edit = edit_to(*profiles_of(work), earlier.values if earlier else {})
        return propose(work, actor, subject, edit.values, edit.lines, grounds).id
