"""Trying a profile on another's organisation, until its administrator has entered its own.

A source text says how a province decides, not who works there. Such a profile names in `tried_on`
the one whose organisation, calendars and lead bodies it borrows; every other key is its own. Its
own `organisation.yaml`, once in its folder, ends the trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.errors import SettingsError
from app.profiles.profile import Profile

ORGANISATION = "organisation.yaml"
# Keys that name units: they mean something only in the organisation they were written for.
BORROWED = ("lead_bodies",)


def home_of(folder: Path, code: str, tree: Mapping[str, Any]) -> str:
    """Return the code of the profile whose organisation and calendars this one uses.

    `folder` holds the profiles, `tree` the keys of this one. Raises SettingsError when it has
    neither an organisation nor another's to be tried on.
    """
    if (folder / code / ORGANISATION).is_file():
        return code
    home = tree.get("tried_on")
    if not home:
        raise SettingsError(
            f"Đặt tệp {code}/{ORGANISATION}, hoặc ghi tried_on trong {code}/profile.toml để thử "
            "trên danh mục của hồ sơ địa phương khác"
        )
    if not (folder / home / ORGANISATION).is_file():
        raise SettingsError(f"Sửa {code}/profile.toml: tried_on chỉ tới {home} chưa có danh mục")
    return str(home)


def tried(profile: Profile, home: Profile) -> Profile:
    """Return the profile with the units that its keys name taken from its home."""
    return replace(profile, tree={**profile.tree, **{key: home.tree[key] for key in BORROWED}})
