"""Read the profile of the installation: every key, what it means, its value, since when."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.people import Actor
from app.domain.setting_changes import PROFILE, SettingChange
from app.domain.views.settings import KeyGroup, ProfilePage
from app.permissions.settings import check_can_change_settings
from app.profiles import Profile
from app.profiles.meanings import GROUPS, Group
from app.register.register import Doer
from app.steps.profile_edit import profiles_of
from app.steps.profile_rows import key_row
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import setting_changes


def read_profile(services: Services, actor: Actor) -> ProfilePage:
    """Return the profile in force; raises PermissionDenied for all but administrators."""
    with (
        refusals_recorded(services, actor, "Mở cấu hình địa phương"),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        shipped, present = profiles_of(work)
        changes = setting_changes.of_subject(tx, PROFILE + present.code)
        since = _since(changes)
        return ProfilePage(
            code=present.code,
            groups=tuple(_group(one, shipped, present, since) for one in GROUPS),
            changes=tuple(changes),
            in_force=max((one for one in changes if one.number), key=_number, default=None),
        )


def _number(change: SettingChange) -> int:
    return change.number


def _since(changes: list[SettingChange]) -> Mapping[str, SettingChange]:
    """Return the newest change in force of each key."""
    found: dict[str, SettingChange] = {}
    for change in sorted(changes, key=_number):
        if change.number:
            found.update((key, change) for key, _, _ in change.lines)
    return found


def _group(
    group: Group, shipped: Profile, present: Profile, since: Mapping[str, SettingChange]
) -> KeyGroup:
    plain, values = shipped.flat(), present.flat()
    rows = (key_row(key, values[key], plain[key], since.get(key)) for key in group.keys)
    return KeyGroup(group.slug, group.title, tuple(rows))
