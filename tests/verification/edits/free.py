"""The edits that an owner is free to make: which are listed, and the reason each is listed with.

An entry names a process, an edit as the campaign prints it (`*` stands for anything) and a reason
in Vietnamese that a lawyer would accept.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tests.verification.edits.making import Edit

FILE = Path(__file__).parent / "free.toml"


@dataclass(frozen=True)
class FreeEdit:
    """One entry: edits of a process that may pass, and why."""

    process: str
    edit: str
    reason: str

    def covers(self, edit: Edit) -> bool:
        """Tell whether an edit is one of these."""
        return edit.file == self.process and fnmatchcase(" ".join(edit.words), self.edit)


def free_edits() -> list[FreeEdit]:
    """Return the entries of the file."""
    found = tomllib.loads(FILE.read_text("utf-8"))
    return [
        FreeEdit(process, str(edit), entry["reason"])
        for process, entries in found.items()
        for entry in entries
        for edit in entry["edits"]
    ]


def unanswered(survivors: Iterable[Edit]) -> list[Edit]:
    """Return the survivors that no entry covers."""
    listed = free_edits()
    return [edit for edit in survivors if not any(one.covers(edit) for one in listed)]


def unused(survivors: Iterable[Edit]) -> list[FreeEdit]:
    """Return the entries that cover none of these survivors."""
    edits = list(survivors)
    return [one for one in free_edits() if not any(one.covers(edit) for edit in edits)]
