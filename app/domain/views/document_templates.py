"""What administrators see of the texts from which documents are drafted."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.setting_changes import SettingChange


@dataclass(frozen=True)
class TemplateLine:
    """One type of document; `since` is the change in force, None while the shipped text counts."""

    key: str
    name: str
    kind: str
    symbol: str
    waiting: int = 0
    since: SettingChange | None = None


@dataclass(frozen=True)
class TemplatePage:
    """The text of one type, the variables it may use as [name, meaning, needed], its changes."""

    line: TemplateLine
    text: str
    shipped: str
    sample: str
    variables: tuple[tuple[str, str, bool], ...]
    filters: tuple[str, ...]
    changes: tuple[SettingChange, ...]
