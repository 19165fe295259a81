"""One key of a profile as a page shows and edits it."""

from __future__ import annotations

from typing import Any

from app.domain.setting_changes import SettingChange
from app.domain.views.settings import KeyRow
from app.profiles.keys import KEYS, Key
from app.profiles.meanings import CHOICE_WORDS, COLUMN_WORDS, MEANINGS
from app.profiles.typed import is_fixed, shown, typed_of

KINDS = {str: "text", int: "number", bool: "flag", list: "lines"}


def key_row(key: str, value: Any, shipped: Any, since: SettingChange | None) -> KeyRow:
    """Return a key with both values and what its inputs hold."""
    wanted = KEYS[key]
    return KeyRow(
        key=key,
        label=MEANINGS[key].label,
        source=MEANINGS[key].source,
        value=shown(value),
        shipped=shown(shipped),
        kind=_kind(wanted),
        fixed=is_fixed(key),
        choices=tuple(
            (str(choice), CHOICE_WORDS.get(str(choice), str(choice))) for choice in wanted.choices
        ),
        columns=tuple(
            (name, COLUMN_WORDS[name], KINDS[kind]) for name, kind in (wanted.columns or {}).items()
        ),
        typed=typed_of(key, value),
        since=since,
    )


def _kind(wanted: Key) -> str:
    if wanted.columns is not None:
        return "rows"
    if wanted.choices:
        return "choices" if wanted.kind is list else "choice"
    return KINDS[wanted.kind]
