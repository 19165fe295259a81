"""What administrators see of the settings: the profile's keys, a change, what it would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.setting_changes import SettingChange


@dataclass(frozen=True)
class KeyRow:
    """One key: what it means, what it holds, since which change; `typed` fills its inputs.

    `kind` is text, number, flag, choice, choices, lines or rows; `columns` are [name, word, kind].
    """

    key: str
    label: str
    source: tuple[str, ...]
    value: str
    shipped: str
    kind: str
    fixed: bool
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    since: SettingChange | None = None


@dataclass(frozen=True)
class KeyGroup:
    """One part of the page."""

    slug: str
    title: str
    rows: tuple[KeyRow, ...]


@dataclass(frozen=True)
class ProfilePage:
    """The profile in force, and every change that was asked for, newest first."""

    code: str
    groups: tuple[KeyGroup, ...]
    changes: tuple[SettingChange, ...]
    in_force: SettingChange | None


@dataclass(frozen=True)
class KeptTask:
    """An open task that keeps the due date it was given."""

    code: str
    title: str
    name: str
    due: date


@dataclass(frozen=True)
class KeyEffect:
    """One changed key; `steps` are tasks that will be given with the new term.

    `processes`, `forms` and `tables` count what else of the release reads the key, `read_by` says
    what the program itself does with it.
    """

    key: str
    label: str
    before: str
    after: str
    steps: tuple[str, ...] = ()
    processes: int = 0
    forms: int = 0
    tables: int = 0
    read_by: str = ""


@dataclass(frozen=True)
class SettingEffect:
    """What a change of the profile would do: by key, and which open tasks stay as they are."""

    keys: tuple[KeyEffect, ...] = ()
    tasks: tuple[KeptTask, ...] = ()
    running: int = 0


@dataclass(frozen=True)
class SettingChangePage:
    """One change as the second person sees it; `fits` unless something else came in force since.

    `compared` are the lines of a document's text that go (−) and come (+).
    """

    change: SettingChange
    effect: SettingEffect
    yours: bool
    fits: bool
    title: str
    compared: tuple[tuple[str, str], ...] = ()
