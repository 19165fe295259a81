"""Reads and checks `profile.toml`: known keys only, each of its kind, none missing."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.errors import SettingsError
from app.profiles.keys import KEYS, Key
from app.profiles.limits import check_limits
from app.profiles.profile import Profile
from app.profiles.trial import home_of, tried

KIND_NAMES = {str: "chữ", int: "số nguyên", bool: "true hoặc false", list: "danh sách"}


def load_profile(folder: Path, code: str) -> Profile:
    """Read one profile below the folder of profiles, with its home's units while it is tried.

    Raises SettingsError naming the file and the key to add, drop or change.
    """
    profile = read_profile(folder, code)
    home = home_of(folder, code, profile.tree) if profile.tree["tried_on"] else code
    return profile if home == code else tried(profile, read_profile(folder, home))


def organisation_home(folder: Path, code: str) -> str:
    """Return the profile whose organisation and calendars a profile uses; raise SettingsError."""
    return home_of(folder, code, read_profile(folder, code).tree)


def read_profile(folder: Path, code: str) -> Profile:
    """Read and check one profile's file as it stands; raise SettingsError."""
    path = folder / code / "profile.toml"
    if not path.is_file():
        raise SettingsError(f"Chưa có hồ sơ địa phương {code}: đặt tệp {code}/profile.toml")
    flat = dict(flatten(read_toml(path)))
    check_keys(f"{code}/profile.toml", flat)
    if flat["code"] != code:
        raise SettingsError(f"Sửa {code}/profile.toml: khóa code phải là {code}")
    return Profile(code, nested({**dict.fromkeys(KEYS), **flat}))


def load_profiles(folder: Path) -> Mapping[str, Profile]:
    """Read every profile below the folder, by code."""
    codes = sorted(path.parent.name for path in folder.glob("*/profile.toml"))
    return {code: load_profile(folder, code) for code in codes}


def with_values(profile: Profile, values: Mapping[str, Any]) -> Profile:
    """Return the profile with other values for some dotted keys; None empties an optional one.

    Raises SettingsError naming the key and its limit.
    """
    both = {**profile.flat(), **values}
    flat = {key: value for key, value in both.items() if value is not None}
    check_keys(f"hồ sơ địa phương {profile.code}", flat)
    return replace(profile, tree=nested({**dict.fromkeys(KEYS), **flat}))


def read_toml(path: Path) -> Mapping[str, Any]:
    """Parse a TOML file; SettingsError instead of a parser's exception."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"Sửa {path.name}: không đọc được tệp TOML ({error})") from error


def flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield dotted keys with their values; lists stay whole."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Build the tree that dotted keys describe."""
    tree: dict[str, Any] = {}
    for key, value in flat.items():
        *parents, last = key.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        node[last] = value
    return tree


def check_keys(name: str, flat: Mapping[str, Any]) -> None:
    """Refuse unknown keys, missing keys and values of another kind."""
    for key in flat:
        if key not in KEYS:
            raise SettingsError(f"Sửa {name}: bỏ khóa lạ {key}{suggestion(key)}")
    for key, wanted in KEYS.items():
        if key in flat:
            check_value(f"{name}: khóa {key}", flat[key], wanted)
            check_limits(f"{name}: khóa {key}", key, flat[key])
        elif wanted.required:
            raise SettingsError(f"Sửa {name}: ghi thêm khóa {key}")


def suggestion(key: str) -> str:
    """Return the known key that an unknown one resembles, in brackets, or nothing."""
    close = difflib.get_close_matches(key, KEYS, n=1)
    return f" (có phải {close[0]}?)" if close else ""


def check_value(place: str, value: Any, wanted: Key) -> None:
    """Refuse a value of another kind or outside the choices."""
    if type(value) is not wanted.kind:
        raise SettingsError(f"Sửa {place} phải là {KIND_NAMES[wanted.kind]}")
    if wanted.columns is not None:
        for row in value:
            check_row(place, row, wanted.columns)
    chosen: list[Any] = value if isinstance(value, list) else [value]
    for part in chosen:
        if wanted.choices and part not in wanted.choices:
            choices = ", ".join(str(choice) for choice in wanted.choices)
            raise SettingsError(f"Sửa {place}: chọn một trong {choices}, đang là {part}")


def check_row(place: str, row: Any, columns: Mapping[str, type[Any]]) -> None:
    """Refuse a row that has not exactly the columns, each of its kind."""
    if not isinstance(row, Mapping) or set(row) != set(columns):
        raise SettingsError(f"Sửa {place}: mỗi dòng có đúng các cột {', '.join(columns)}")
    for column, kind in columns.items():
        if type(row[column]) is not kind:
            raise SettingsError(f"Sửa {place}: cột {column} phải là {KIND_NAMES[kind]}")
