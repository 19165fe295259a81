"""A profile as administrators edit it: typed texts against what is in force and what is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.forms import FieldError
from app.errors import FormInvalid, NotFound, SettingsError
from app.organisation import Organisation
from app.profiles import Profile
from app.profiles.meanings import MEANINGS, Group, group_of
from app.profiles.profile_file import with_values
from app.profiles.typed import Typed, is_fixed, read_value, shown
from app.steps.services import Services
from app.steps.work import Work

Lines = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Edit:
    """What would stand over the shipped profile, and the keys that change by it."""

    values: Mapping[str, Any]
    lines: Lines


def read_edit(work: Work, slug: str, typed: Typed) -> Edit:
    """Return the edit of one group of keys.

    Raises NotFound for an unknown group, FormInvalid naming each key and its limit, and when
    nothing changes.
    """
    group = group_of(slug)
    if group is None:
        raise NotFound("Không có phần cấu hình này; mở lại từ trang cấu hình địa phương")
    shipped, present = profiles_of(work)
    errors: list[FieldError] = []
    read = _read(group, typed, present, work.world.organisation, errors)
    if errors:
        raise FormInvalid(errors)
    return edit_to(shipped, present, {**_over(shipped, present), **read})


def edit_to(shipped: Profile, present: Profile, values: Mapping[str, Any]) -> Edit:
    """Return the edit that makes these values stand.

    Raises FormInvalid when nothing changes, SettingsError for a value no longer taken.
    """
    plain, now = shipped.flat(), present.flat()
    kept = {key: value for key, value in values.items() if value != plain.get(key)}
    after = with_values(shipped, kept).flat()
    changed = [key for key in MEANINGS if now.get(key) != after.get(key)]
    if not changed:
        raise FormInvalid([FieldError("", "Cấu hình", "Đổi ít nhất một giá trị rồi gửi duyệt")])
    lines = tuple((key, shown(now.get(key)), shown(after.get(key))) for key in changed)
    return Edit(kept, lines)


def profiles_of(work: Work) -> tuple[Profile, Profile]:
    """Return the installation's profile as shipped and as it counts now."""
    services: Services = work.services
    code = services.settings.profile
    return services.cache.shipped[code], work.world.profiles[code]


def _over(shipped: Profile, present: Profile) -> dict[str, Any]:
    plain = shipped.flat()
    return {key: value for key, value in present.flat().items() if value != plain[key]}


def _read(
    group: Group,
    typed: Typed,
    present: Profile,
    organisation: Organisation,
    errors: list[FieldError],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in group.keys:
        if is_fixed(key):
            continue
        try:
            value = read_value(key, typed)
            with_values(present, {key: value})
            if key.startswith("lead_bodies."):
                _check_units(key, value, organisation)
        except SettingsError as refused:
            errors.append(FieldError(key, MEANINGS[key].label, refused.message))
        else:
            found[key] = value
    return found


def _check_units(key: str, value: Any, organisation: Organisation) -> None:
    for unit_id in value if isinstance(value, list) else [value]:
        if not organisation.has_unit(unit_id):
            raise SettingsError(f"Sửa khóa {key}: chưa có đơn vị mã “{unit_id}” trong danh mục")
